import Text
import Timeline

/// The gnuplot script of a chart.
struct ChartScript {
    /// The size of a chart. A chart is drawn twice as SVG, for a desktop screen and for a phone, and once as PNG.
    enum Size: CaseIterable, Sendable {
        case wide, narrow

        var width: Int { self == .wide ? 840 : 390 }
        var suffix: String { self == .wide ? "" : "-narrow" }
    }

    let chart: Chart
    let size: Size

    /// The colors of a chart. They differ in lightness, so that they stay distinct in grayscale print.
    enum Color {
        static let ink = "#222222", muted = "#6b6b6b", rule = "#d9d9d9", line = "#0060a0", second = "#9a9a9a"
        static let shade = "#f3dcc8"
    }

    /// The font size in pixels; labels are at most this large.
    private static let fontSize = 13

    var width: Int { size.width }

    var height: Int {
        switch chart.form {
        case .dots(let dots): header + dots.count * 24 + 34
        case .panels(let form): header + rows(form) * panelHeight(form) + 26
        }
    }

    /// The height of title and note.
    private var header: Int { 16 + titleLines.count * 22 + noteLines.count * 18 }
    private var titleLines: [String] { wrapped(chart.title, columns: (width - 20) / 8) }
    private var noteLines: [String] { wrapped(chart.note, columns: (width - 20) / 7) }

    /// The gnuplot commands that write the chart as SVG to standard output.
    var svg: String {
        "set terminal svg size \(width),\(height) dynamic noenhanced "
            + "font 'Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif,\(ChartScript.fontSize)' name '\(chart.name.replacing("-", with: "_"))'\n"
            + drawing
    }

    /// The gnuplot commands that write the chart as PNG, with twice as many pixels, on white.
    var png: String {
        // The unit of cairo's font size is a point of 96/72 pixels.
        "set terminal pngcairo size \(2 * width),\(2 * height) noenhanced background '#ffffff' "
            + "font 'Noto Sans CJK SC,\(Double(ChartScript.fontSize) * 0.75)' fontscale 2 linewidth 2 pointscale 2\n"
            + drawing
    }

    private var drawing: String {
        var lines = ["set multiplot"]
        var y = 20.0
        for line in titleLines {
            lines.append(text(line, x: 10, y: y, size: 15))
            y += 22
        }
        for line in noteLines {
            lines.append(text(line, x: 10, y: y, size: 11.5, color: Color.muted))
            y += 18
        }
        switch chart.form {
        case .dots(let dots): lines += plot(dots)
        case .panels(let form): for index in form.panels.indices { lines += plot(form, index) }
        }
        // The second command ends the picture, so that another can follow.
        return (lines + ["unset multiplot", "unset output"]).joined(separator: "\n") + "\n"
    }

    // MARK: Small multiples

    private func columns(_ form: Chart.TimePanels) -> Int {
        // At most four panels per row, in rows as even as possible: five panels make rows of 3 and 2.
        let rows = (form.panels.count + 3) / 4
        return size == .narrow ? min(2, form.panels.count) : (form.panels.count + rows - 1) / rows
    }

    private func rows(_ form: Chart.TimePanels) -> Int { (form.panels.count + columns(form) - 1) / columns(form) }

    private func panelHeight(_ form: Chart.TimePanels) -> Int { form.panels.count == 1 ? 200 : 118 }

    private func plot(_ form: Chart.TimePanels, _ index: Int) -> [String] {
        let panel = form.panels[index]
        let (column, row) = (index % columns(form), index / columns(form))
        let cell = Double(width - 10) / Double(columns(form))
        let left = Double(column) * cell + 48
        let labelsLines = panel.lines.count > 1
        let right = Double(column + 1) * cell - (labelsLines ? 70 : 34)
        let top = Double(header + row * panelHeight(form)) + (panel.name.isEmpty ? 10 : 30)
        let bottom = Double(header + (row + 1) * panelHeight(form)) - (panel.name.isEmpty ? -2 : 14)
        let isLowest = index + columns(form) >= form.panels.count
        let maximum = panel.lines.flatMap(\.values).compactMap { $0 }.max() ?? 0
        let scale = maximum > 0 ? maximum * 1.04 : 1

        // Each plot draws all labels that exist.
        var lines = (index > 0 ? ["unset label"] : []) + frame(left: left, right: right, top: top, bottom: bottom)
        let count = form.periods.count
        lines += [
            "$data << EOD"
        ]
        for period in form.periods.indices {
            lines.append(([String(period)] + panel.lines.map { figure($0.values[period]) }).joined(separator: "\t"))
        }
        lines += [
            "EOD", "set xrange [-0.5:\(Double(count) - 0.5)]", "set yrange [0:\(scale * factor)]",
            "set border 1 back lc rgb '\(Color.rule)'", "set format x ''",
            "set ytics nomirror scale 0 textcolor rgb '\(Color.muted)' font ',11' (\(ticks(maximum)))",
            "set grid ytics lc rgb '\(Color.rule)' lw 0.5 lt 1",
            "set xtics nomirror scale 0.4 textcolor rgb '\(Color.muted)' font ',11' (\(isLowest ? monthTicks(form.periods, width: right - left) : ""))",
        ]
        for (number, burst) in panel.bursts.enumerated() {
            lines.append(
                "set object \(number + 1) rectangle from \(Double(burst.first) - 0.5), graph 0 to \(Double(burst.last) + 0.5), graph 1 "
                    + "fc rgb '\(Color.shade)' fs solid noborder behind")
        }
        if !panel.name.isEmpty {
            lines.append(
                text(
                    panel.name.shortened(to: Int(cell - 30) / 8), x: Double(column) * cell + 10, y: top - 13, size: 12.5
                ))
        }
        lines += endLabels(form, panel, left: left, right: right, top: top, bottom: bottom, scale: scale)
        // The line that the panel is about lies on top; partial months at its ends are not joined to it.
        let partial =
            (form.isFirstPartial ? [0] : [])
            + (form.isLastPartial && !(form.isFirstPartial && count == 1) ? [count - 1] : [])
        let last = max(0, form.isLastPartial ? count - 2 : count - 1)
        let first = form.isFirstPartial ? min(1, last) : 0
        var plots: [String] = []
        for number in panel.lines.indices.reversed() {
            let color = number == 0 ? Color.line : Color.second
            plots.append(
                "$data every ::\(first)::\(last) using 1:\(number + 2) with \(count <= 24 ? "linespoints pt 7 ps 0.35" : "lines") "
                    + "lw \(number == 0 ? 2 : 1.5) lc rgb '\(color)'")
            for month in partial {
                plots.append(
                    "$data every ::\(month)::\(month) using 1:\(number + 2) with points pt 6 ps 0.7 lw 1.5 lc rgb '\(color)'"
                )
            }
        }
        // Marks the reported months.
        let own = form.reported
        plots.append(
            "$data every ::\(own.lowerBound)::\(own.upperBound) using 1:2 with points pt \(partial.contains(own.upperBound) ? 6 : 7) "
                + "ps 0.7 lw 1.5 lc rgb '\(Color.ink)'")
        lines.append("plot " + plots.map { $0 + " notitle" }.joined(separator: ", "))
        return lines
    }

    /// The labels at the ends of lines: the last value of a single line, or the names of two lines.
    private func endLabels(
        _ form: Chart.TimePanels, _ panel: Chart.Panel, left: Double, right: Double, top: Double, bottom: Double,
        scale: Double
    ) -> [String] {
        let ends = panel.lines.map { line in (line.values.last { $0 != nil } ?? nil) ?? 0 }
        var places = ends.map { bottom - (bottom - top) * $0 / scale }
        if places.count == 2, abs(places[0] - places[1]) < 15 {
            // The first line ends at the same or a lower value, so its name goes below.
            let middle = (places[0] + places[1]) / 2
            places = [middle + 8, middle - 8]
        }
        return panel.lines.indices.map { index in
            let isAlone = panel.lines.count == 1
            let label = isAlone ? shown(ends[index]) : panel.lines[index].name
            return text(
                label, x: right + (isAlone ? 3 : 8), y: places[index], size: 11,
                color: index == 0 ? Color.line : Color.muted)
        }
    }

    /// The ticks of a panel's own scale: zero and the maximum.
    private func ticks(_ maximum: Double) -> String {
        maximum > 0 ? "'0' 0, '\(shown(maximum).replacing("%", with: "%%"))' \(maximum * factor)" : "'0' 0"
    }

    /// The ticks of the time axis: the Januaries if there are enough, otherwise the first and the last month.
    private func monthTicks(_ periods: [Period], width: Double) -> String {
        let januaries = periods.indices.filter { periods[$0].firstDay.month == 1 }
        if januaries.count >= 2 || januaries.count == 1 && periods.count > 12 {
            let step = max(1, Int((34 * Double(januaries.count) / width).rounded(.up)))
            return stride(from: 0, to: januaries.count, by: step).map { index in
                "'\(periods[januaries[index]].firstDay.year)' \(januaries[index])"
            }.joined(separator: ", ")
        }
        let ends = periods.count == 1 || width < 120 ? [periods.count - 1] : [0, periods.count - 1]
        return ends.map { "'\(periods[$0])' \($0)" }.joined(separator: ", ")
    }

    // MARK: Dots

    private func plot(_ dots: [Chart.Dot]) -> [String] {
        let left = size == .wide ? 200.0 : 128
        let top = Double(header) + 2
        let bottom = top + Double(dots.count * 24)
        let hasBefore = dots.contains { $0.before != nil }
        let maximum = dots.flatMap { [$0.interval.upper, $0.before ?? 0] }.max() ?? 1
        var lines = frame(left: left, right: Double(width) - 62, top: top, bottom: bottom)
        lines += [
            "set xrange [0:\(maximum * 1.02 * factor)]", "set yrange [\(dots.count).5:0.5]", "unset ytics",
            "set border 0", "set grid xtics lc rgb '\(Color.rule)' lw 0.5 lt 1",
            "set xtics nomirror scale 0 textcolor rgb '\(Color.muted)' font ',11'",
            "set xtics \(step(maximum * factor, size == .wide ? 6 : 4))",
            chart.isShare ? "set format x '%g%%'" : "set format x '%g'", "$data << EOD",
        ]
        for (index, dot) in dots.enumerated() {
            lines.append(
                ([dot.value, dot.interval.lower, dot.interval.upper, dot.before].map(figure)
                    + ["\(index + 1)", dot.isSignificant ? "1" : "0"]).joined(separator: "\t"))
        }
        lines.append("EOD")
        for (index, dot) in dots.enumerated() {
            let y = top + (Double(index) + 0.5) * 24
            lines.append(
                text(dot.name.shortened(to: Int(left - 16) / 8), x: left - 8, y: y, size: 12.5, alignment: "right"))
            // The figure at the row's end: the change if any row has one, otherwise the value.
            let figure = hasBefore ? dot.before.map { signed((dot.value - $0) * factor, digits: 1) } : shown(dot.value)
            lines.append(
                text(
                    figure ?? "", x: Double(width) - 8, y: y, size: 11.5,
                    color: dot.isSignificant ? Color.ink : Color.muted, alignment: "right"))
        }
        lines.append(
            "plot $data using 1:5:2:3 with xerrorbars pt 0 lw 1.5 lc rgb '\(Color.line)' notitle, "
                + "$data using 4:5:(0):(0.28) with vectors nohead lw 2.5 lc rgb '\(Color.second)' notitle, "
                + "$data using 4:5:(0):(-0.28) with vectors nohead lw 2.5 lc rgb '\(Color.second)' notitle, "
                + "$data using ($6 == 1 ? $1 : NaN):5 with points pt 7 ps 0.9 lc rgb '\(Color.line)' notitle, "
                + "$data using ($6 == 0 ? $1 : NaN):5 with points pt 6 ps 0.8 lw 2 lc rgb '\(Color.line)' notitle")
        return lines
    }

    /// The smallest step of the form 1, 2 or 5 times a power of ten that divides a range into at most `parts` parts.
    private func step(_ range: Double, _ parts: Int) -> Double {
        var unit = 0.01
        while true {
            for factor in [1.0, 2, 5] where range <= unit * factor * Double(parts) { return unit * factor }
            unit *= 10
        }
    }

    // MARK: Parts

    /// Sets a plot's position in pixels from the upper left corner, and clears the settings of the previous plot.
    private func frame(left: Double, right: Double, top: Double, bottom: Double) -> [String] {
        let (w, h) = (Double(width), Double(height))
        return [
            "set encoding utf8", "set datafile separator '\\t'", "set datafile missing 'NaN'",
            "set lmargin at screen \(left / w)", "set rmargin at screen \(right / w)",
            "set tmargin at screen \(1 - top / h)", "set bmargin at screen \(1 - bottom / h)",
            "unset key", "unset object",
        ]
    }

    /// A label at a fixed position, independent of the plot. gnuplot numbers labels in their order.
    private func text(
        _ text: String, x: Double, y: Double, size: Double, color: String = Color.ink, alignment: String = "left"
    ) -> String {
        "set label '\(Escape.gnuplot(text))' at screen \(x / Double(width)), screen \(1 - y / Double(height)) "
            + "\(alignment) tc rgb '\(color)' font ',\(size)' front"
    }

    private var factor: Double { chart.isShare ? 100 : 1 }

    private func figure(_ value: Double?) -> String { value.map { String($0 * factor) } ?? "NaN" }

    private func shown(_ value: Double) -> String {
        guard chart.isShare else { return fixed(value, digits: 0) }
        return percent(value, digits: value > 0 && value < 0.0995 ? 1 : 0)
    }

    /// A text broken into lines of a given width. Chinese is broken between any two characters, other text at spaces.
    private func wrapped(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var word = ""
        func flush() {
            if displayWidth(line + word) > columns, !line.isEmpty {
                lines.append(line)
                line = word.first == " " ? String(word.dropFirst()) : word
            } else {
                line += word
            }
            word = ""
        }
        for character in oneLine(text).shortened(to: 4 * columns) {
            let isWide = displayWidth(String(character)) > 1
            // Closing punctuation stays with the preceding character.
            if character == " " || isWide && !"，。；：、）”".contains(character) { flush() }
            word.append(character)
        }
        flush()
        return lines + [line]
    }
}
