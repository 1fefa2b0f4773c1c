import Timeline

/// A panel of lines over the periods, with bursts behind them and a figure at each point.
struct TimePanel {
    private let panel: Chart.Panel
    private let form: Chart.TimePanels
    private let values: ChartValues
    private let words: any Phrasebook
    private let scale: ChartScale
    private let axis: TimeAxis
    /// The plot without its labels.
    private let plot: Box
    private let endLabels: [String]

    /// - Parameters:
    ///   - frame: the plot with the labels at its sides; those of the time axis are below it.
    ///   - isLarge: the panel is the only one.
    init(
        _ panel: Chart.Panel, _ form: Chart.TimePanels, frame: Box, isLarge: Bool, values: ChartValues,
        words: any Phrasebook
    ) {
        self.panel = panel
        self.form = form
        self.values = values
        self.words = words
        let maximum = panel.lines.flatMap(\.values).compactMap { $0 }.max() ?? 0
        scale = ChartScale(maximum: maximum, parts: isLarge ? 5 : 2, isShare: values.isShare)
        let last = panel.lines.map { line in line.values.last { $0 != nil } ?? nil }
        // One line ends with its value, several with their names too.
        let room = panel.lines.count == 1 ? frame.width : frame.width * 0.34
        let hasValues = panel.lines.count > 2
        endLabels = zip(panel.lines, last).map { line, last in
            let value = last.map(values.short) ?? ""
            if panel.lines.count == 1 { return value }
            let own = hasValues ? " " + value : ""
            return line.name.shortened(toWidth: room - textWidth(own, size: 11), size: 11) + own
        }
        let (scale, width) = (scale, { (text: String) in textWidth(text, size: 11) })
        let left = (scale.ticks.map { width(values.tick($0, scale)) }.max() ?? 0) + 16
        let right = (endLabels.map(width).max() ?? 0) + (panel.lines.count == 1 ? 14 : 24)
        plot = Box(left: frame.left + left, top: frame.top, right: frame.right - right, bottom: frame.bottom)
        axis = TimeAxis(form.periods, spacing: plot.width / Double(max(1, form.periods.count)), words: words)
    }

    private var spacing: Double { plot.width / Double(max(1, form.periods.count)) }
    private func x(_ index: Int) -> Double { plot.left + (Double(index) + 0.5) * spacing }
    private func y(_ value: Double) -> Double { plot.bottom - plot.height * scale.part(value) }
    private func place(_ index: Int, _ value: Double) -> Point { Point(x: x(index), y: y(value)) }

    var marks: [Mark] { bursts + grid + timeLabels + lines + lineBursts + names + figures }

    // MARK: Behind the lines

    private var bursts: [Mark] {
        panel.bursts.flatMap { burst -> [Mark] in
            let (left, right) = (x(burst.first) - spacing / 2, x(burst.last) + spacing / 2)
            return [
                .box(Box(left: left, top: plot.top, right: right, bottom: plot.bottom), .burst),
                .box(Box(left: left, top: plot.top, right: right, bottom: plot.top + 2), .burstEdge),
            ]
        }
    }

    /// Bars above several lines, a row for each line that has any.
    private var lineBursts: [Mark] {
        let bursting = panel.lines.indices.filter { !panel.lines[$0].bursts.isEmpty }
        return bursting.enumerated().flatMap { row, index in
            panel.lines[index].bursts.map { burst -> Mark in
                let top = plot.top - 2 + Double(row) * 5
                let (left, right) = (x(burst.first) - spacing / 2, x(burst.last) + spacing / 2)
                return .box(
                    Box(left: left, top: top, right: max(right, left + 3), bottom: top + 3),
                    ChartColor.line(index, of: panel.lines.count))
            }
        }
    }

    private var grid: [Mark] {
        scale.ticks.flatMap { tick -> [Mark] in
            let level = y(tick)
            return [
                .line(
                    [Point(x: plot.left, y: level), Point(x: plot.right, y: level)], tick == 0 ? .beside : .rule,
                    width: 1),
                .text(values.tick(tick, scale), Point(x: plot.left - 6, y: level), size: 11, .soft, .end),
            ]
        }
    }

    private var timeLabels: [Mark] {
        axis.labels.flatMap { label -> [Mark] in
            let x = x(label.index)
            let years = plot.bottom + (axis.hasParts ? 28 : 14)
            return [
                .line([Point(x: x, y: plot.bottom), Point(x: x, y: plot.bottom + 4)], .beside, width: 1),
                .text(label.text, Point(x: x, y: plot.bottom + 13), size: TimeAxis.fontSize, .soft, .middle),
                .text(label.year, Point(x: x, y: years), size: TimeAxis.fontSize, .soft, .middle),
            ]
        }
    }

    // MARK: Lines

    /// Whether the data cover a period in part alone.
    private func isPartial(_ index: Int) -> Bool {
        // A single period is the last one, whichever end is missing.
        let last = form.periods.count - 1
        return form.partial.contains(index) || index == last && (form.isLastPartial || last == 0 && form.isFirstPartial)
            || index == 0 && last > 0 && form.isFirstPartial
    }

    /// Runs of points that are joined: a gap or a partial period ends one.
    private func runs(_ line: Chart.Line) -> [[Point]] {
        var runs: [[Point]] = [[]]
        for (index, value) in line.values.enumerated() {
            if let value, !isPartial(index) {
                runs[runs.count - 1].append(place(index, value))
            } else {
                runs.append([])
            }
        }
        return runs.filter { !$0.isEmpty }
    }

    /// The first line lies on top.
    private var lines: [Mark] {
        let count = panel.lines.count
        return panel.lines.indices.reversed().flatMap { index -> [Mark] in
            let color = ChartColor.line(index, of: count)
            return runs(panel.lines[index]).flatMap { run -> [Mark] in
                let line = Mark.line(
                    run, color, width: index == 0 ? 2.2 : 1.8, dashes: ChartColor.dashes(index, of: count))
                // A point between two gaps is no line.
                let alone: [Mark] = run.count == 1 ? [.dot(run[0], radius: 2, color, .filled)] : []
                return (count <= 2 && index == 0 ? [.area(run, base: plot.bottom, color)] : []) + [line] + alone
            }
        }
    }

    /// The names at the ends of lines, apart from each other.
    private var names: [Mark] {
        let ends = panel.lines.indices.compactMap { index -> (index: Int, place: Point)? in
            let values = panel.lines[index].values
            guard let last = values.lastIndex(where: { $0 != nil }), let value = values[last] else { return nil }
            return (index, place(last, value))
        }.sorted { ($0.place.y, $0.index) < ($1.place.y, $1.index) }
        let levels = apart(ends.map(\.place.y), by: 15)
        let isAlone = panel.lines.count == 1
        return zip(ends, levels).flatMap { end, level -> [Mark] in
            let color = ChartColor.line(end.index, of: panel.lines.count)
            let left = plot.right + (isAlone ? 6 : 18)
            let lead = Mark.line(
                [Point(x: end.place.x + 5, y: end.place.y), Point(x: left - 3, y: level)], color, width: 0.8)
            return (isAlone ? [] : [lead])
                + [.text(endLabels[end.index], Point(x: left, y: level), size: 11, color, isBold: isAlone)]
        }
    }

    /// Moves levels, which ascend, so that neighbors have a distance, within the plot if there is room.
    private func apart(_ levels: [Double], by distance: Double) -> [Double] {
        var levels = levels
        for index in levels.indices.dropFirst() { levels[index] = max(levels[index], levels[index - 1] + distance) }
        var limit = plot.bottom
        for index in levels.indices.reversed() {
            levels[index] = min(levels[index], limit)
            limit = levels[index] - distance
        }
        return levels
    }

    // MARK: Figures

    /// Where the pointer finds the values, and the marks of points that stand out.
    private var figures: [Mark] {
        let isAlone = panel.lines.count == 1
        let columns = form.periods.indices.compactMap { isAlone ? figure($0) : column($0) }
        guard !isAlone else { return columns }
        let points = panel.lines.indices.reversed().flatMap { line in
            form.periods.indices.compactMap { point(line, $0) }
        }
        return columns + points
    }

    private func box(_ index: Int) -> Box {
        Box(left: x(index) - spacing / 2, top: plot.top - 4, right: x(index) + spacing / 2, bottom: plot.bottom + 4)
    }

    private func month(_ index: Int) -> String { words.name(form.periods[index]...form.periods[index]) }

    /// The value of a panel's only line.
    private func figure(_ index: Int) -> Mark? {
        let line = panel.lines[0]
        guard let value = line.values[index] else { return nil }
        let name = panel.name.shortened(to: 60)
        return .spot(
            box(index), [dot(0, index, value)],
            title: [words.pointText(name, period: month(index), value: values.exact(value))],
            articles: line.articles(at: index))
    }

    /// The values of all lines in a period.
    private func column(_ index: Int) -> Mark? {
        let texts = panel.lines.compactMap { line in
            line.values[index].map {
                words.pointText(line.name.shortened(to: 60), period: "", value: values.exact($0))
            }
        }
        return texts.isEmpty ? nil : .spot(box(index), [], title: [month(index)] + texts, articles: nil)
    }

    /// A point of one of several lines, which stands out or leads to articles.
    private func point(_ number: Int, _ index: Int) -> Mark? {
        let line = panel.lines[number]
        guard let value = line.values[index] else { return nil }
        let place = place(index, value)
        let reach = min(9, max(4, spacing / 2))
        let box = Box(left: place.x - reach, top: place.y - 9, right: place.x + reach, bottom: place.y + 9)
        let text = words.pointText(
            line.name.shortened(to: 60), period: month(index), value: values.exact(value))
        return .spot(box, [dot(number, index, value)], title: [text], articles: line.articles(at: index))
    }

    private func dot(_ number: Int, _ index: Int, _ value: Double) -> Mark {
        let color = ChartColor.line(number, of: panel.lines.count)
        let isReported = form.reported.contains(index)
        if isPartial(index) { return .dot(place(index, value), radius: 3.6, color, .hollow) }
        let isShown = isReported || form.periods.count <= 24 && panel.lines.count == 1
        return .dot(place(index, value), radius: isReported || !isShown ? 3.6 : 1.9, color, isShown ? .filled : .quiet)
    }
}
