import Text
import Timeline

/// The figures of a chart as rows and columns, which a native chart of a workbook is drawn from.
struct ChartFigures {
    /// How the figures are drawn.
    enum Form: Equatable { case lines, columns, bars }

    let title: String
    /// How to read it; empty where that is said of panels and marks that a native chart has not.
    let note: String
    let form: Form
    let isShare: Bool
    /// The first one is of the names of the rows.
    let head: [String]
    private(set) var rows: [(name: String, values: [Double?])] = []
    /// How many columns, from the second on, are drawn; the others are for the reader.
    private(set) var drawn: Int

    /// As many lines as can be told apart.
    private static let maximumLines = 6

    /// - Parameter months: the reported months.
    init(_ chart: Chart, months: ClosedRange<Period>, words: any Phrasebook) {
        (title, isShare) = (oneLine(chart.title), chart.isShare)
        let columns = words.columns
        let before = words.previousColumn(months: months.lowerBound.distance(to: months.upperBound) + 1)
        switch chart.form {
        case .panels(let panels):
            note = panels.panels.count == 1 ? oneLine(chart.note) : ""
            form = chart.isShare ? .lines : .columns
            let lines = panels.panels.flatMap { panel in
                panel.lines.map { line in
                    (name: [panel.name, line.name].filter { !$0.isEmpty }.joined(separator: " "), values: line.values)
                }
            }
            head = [columns.month] + lines.map { ChartFigures.name($0.name) }
            drawn = min(lines.count, ChartFigures.maximumLines)
            rows = panels.periods.enumerated().map { index, period in
                (period.description, lines.map { $0.values.indices.contains(index) ? $0.values[index] : nil })
            }
        case .dots(let dots):
            (form, note) = (.bars, "")
            let ends = words.intervalEnds
            head = ["", words.name(months), before, ends.lower, ends.upper]
            drawn = dots.contains { $0.before != nil } ? 2 : 1
            rows = dots.map {
                (ChartFigures.name($0.name), [$0.value, $0.before, $0.interval.lower, $0.interval.upper])
            }
        case .bars(let bars):
            (form, note) = (.bars, "")
            head = ["", words.name(months), before]
            drawn = bars.contains { $0.before != nil } ? 2 : 1
            rows = bars.map { (ChartFigures.name($0.name), [Double($0.articles), $0.before.map(Double.init)]) }
        }
    }

    /// Whether the same would be drawn, under other titles.
    func looksLike(_ other: ChartFigures) -> Bool {
        form == other.form && drawn == other.drawn && head.prefix(drawn + 1) == other.head.prefix(drawn + 1)
            && rows.count == other.rows.count
            && zip(rows, other.rows).allSatisfy {
                $0.name == $1.name && $0.values.prefix(drawn) == $1.values.prefix(drawn)
            }
    }

    private static func name(_ text: String) -> String { oneLine(text).shortened(to: 60) }

    /// The format of its figures.
    var numberFormat: String {
        guard isShare else { return "0" }
        let largest = rows.flatMap(\.values).compactMap { $0 }.max() ?? 0
        return largest < 0.1 ? "0.0%" : "0%"
    }
}
