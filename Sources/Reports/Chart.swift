import Foundation
import Timeline

/// A chart of a report, drawn as SVG by gnuplot.
public struct Chart: Equatable, Sendable {
    public enum Form: Equatable, Sendable {
        /// A line a series over the months, its name at its end.
        case lines(months: [Month])
        /// A group of bars a category, a bar a series.
        case bars(categories: [String])
    }

    public struct Series: Equatable, Sendable {
        public var name: String
        /// One a month or a category; nil is a gap.
        public var values: [Double?]

        public init(name: String, values: [Double?]) {
            self.name = name
            self.values = values
        }
    }

    /// The file's name without its ending.
    public var name: String
    public var title: String
    public var form: Form
    public var series: [Series]
    /// Values are shares, shown as percentages.
    public var isShare: Bool

    public init(name: String, title: String, form: Form, series: [Series], isShare: Bool) {
        self.name = name
        self.title = title
        self.form = form
        self.series = series
        self.isShare = isShare
    }

    /// Colours that can be told apart in grey and by colour-blind readers (Okabe and Ito 2008).
    private static let colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8A6D00", "#56B4E9", "#555555", "#000000"]

    /// The gnuplot script that draws the chart into a file.
    func script(output: String) -> String {
        var lines = [
            "set encoding utf8",
            "set terminal svg size 900,\(height) dynamic noenhanced background '#ffffff' "
                + "font 'Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif,13' name '\(name)'",
            "set output '\(output)'",
            "set datafile separator '\\t'",
            "set datafile missing 'NaN'",
            "set tmargin 3",
            "set label 100 '\(Escape.gnuplot(title))' at graph 0, graph 1 offset 0,1.4 left font ',16'",
            "set border 1 lc rgb '#888888'",
            "set grid ytics lc rgb '#e4e4e4' lt 1",
            "set ytics nomirror scale 0",
            "set yrange [0:*]",
            isShare ? "set format y '%.0f%%'" : "set format y '%.0f'",
        ]
        switch form {
        case .lines(let months): lines += lineChart(months)
        case .bars(let categories): lines += barChart(categories)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var height: Int {
        if case .lines = form { return 380 }
        return 400
    }

    private func figure(_ value: Double?) -> String {
        value.map { String(isShare ? $0 * 100 : $0) } ?? "NaN"
    }

    private func dataBlock(_ labels: [String]) -> [String] {
        ["$data << EOD"]
            + labels.enumerated().map { index, label in
                ([label] + series.map { figure($0.values[index]) }).joined(separator: "\t")
            } + ["EOD"]
    }

    private func lineChart(_ months: [Month]) -> [String] {
        let step = max(1, (months.count + 11) / 12)
        var lines = dataBlock(months.map(\.description))
        let ticks = stride(from: 0, to: months.count, by: step).map { "'\(months[$0])' \($0)" }
        lines.append("set xtics nomirror scale 0.5 (\(ticks.joined(separator: ", ")))")
        lines.append("set xrange [-0.5:\(Double(months.count) - 0.5)]")
        lines.append("unset key")
        // A line alone is named by the title.
        lines.append("set rmargin \(series.count > 1 ? 24 : 3)")
        for (index, place) in labelPlaces().enumerated() where series.count > 1 {
            lines.append(
                "set label \(index + 1) '\(Escape.gnuplot(shortened(series[index].name)))' "
                    + "at graph 1.01, graph \(place) left tc rgb '\(colour(index))'")
        }
        let plots = series.indices.map { index in
            "$data using 0:\(index + 2) with linespoints lw 2 pt \(index + 5) ps 0.5 lc rgb '\(colour(index))'"
        }
        lines.append("plot " + plots.joined(separator: ", "))
        return lines
    }

    /// The height of each line's name, from 0 to 1: at the line's end, moved apart where they would touch.
    private func labelPlaces() -> [Double] {
        let top = series.flatMap(\.values).compactMap { $0 }.max() ?? 1
        let ends = series.map { series in (series.values.last { $0 != nil } ?? nil) ?? 0 }
        let order = ends.indices.sorted { (ends[$0], $1) < (ends[$1], $0) }
        var places = [Double](repeating: 0, count: series.count)
        let gap = 0.075
        var floor = -1.0
        for index in order {
            places[index] = max(top > 0 ? ends[index] / top * 0.95 : 0, floor)
            floor = places[index] + gap
        }
        // Push down again what went over the top.
        var ceiling = 1.0
        for index in order.reversed() {
            places[index] = min(places[index], ceiling)
            ceiling = places[index] - gap
        }
        return places
    }

    private func barChart(_ categories: [String]) -> [String] {
        var lines = dataBlock(categories.map { Escape.gnuplot(shortened($0)) })
        lines.append("set style data histograms")
        lines.append("set style histogram clustered gap 1")
        lines.append("set style fill solid 0.9 noborder")
        lines.append("set xtics nomirror scale 0 rotate by -30 left")
        lines.append("set bmargin 6")
        lines.append(series.count > 1 ? "set key top right horizontal noenhanced" : "unset key")
        let plots = series.indices.map { index in
            "$data using \(index + 2):xtic(1) lc rgb '\(colour(index))' "
                + "title '\(Escape.gnuplot(series[index].name))'"
        }
        lines.append("plot " + plots.joined(separator: ", "))
        return lines
    }

    private func colour(_ index: Int) -> String { Chart.colours[index % Chart.colours.count] }

    private func shortened(_ name: String) -> String {
        displayWidth(name) <= 24 ? name : String(name.prefix(11)) + "…"
    }

    /// Draws charts with one gnuplot process.
    ///
    /// - Parameter folder: where the SVG files go; it must exist.
    /// - Throws: `ChartError` where gnuplot is missing or fails.
    public static func draw(_ charts: [Chart], into folder: String) throws {
        guard !charts.isEmpty else { return }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gnuplot", "-"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder, isDirectory: true)
        // A file in place of a pipe, which would end this program if gnuplot went away before it has read.
        let scriptPath = folder + "/.charts.gnuplot"
        let script = charts.map { "reset\n" + $0.script(output: $0.name + ".svg") + "unset output\n" }.joined()
        guard FileManager.default.createFile(atPath: scriptPath, contents: Data(script.utf8)),
            let input = FileHandle(forReadingAtPath: scriptPath)
        else { throw ChartError.failed("its script cannot be written to \(scriptPath)") }
        defer { try? FileManager.default.removeItem(atPath: scriptPath) }
        let errors = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        do { try process.run() } catch { throw ChartError.missing }
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus == 127 { throw ChartError.missing }
        guard process.terminationStatus == 0 else { throw ChartError.failed(message) }
    }
}

public enum ChartError: Error, Equatable, CustomStringConvertible {
    case missing
    case failed(String)

    public var description: String {
        switch self {
        case .missing: "gnuplot is not installed, so there are no charts (apt-get install gnuplot-nox)"
        case .failed(let message): "gnuplot failed: \(message)"
        }
    }
}
