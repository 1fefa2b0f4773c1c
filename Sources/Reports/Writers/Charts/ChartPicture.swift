import Text

/// The size of a chart: for a desktop screen and for a phone.
enum ChartSize: CaseIterable, Sendable {
    case wide, narrow

    var width: Double { self == .wide ? 840 : 360 }
    var suffix: String { self == .wide ? "" : "-narrow" }
    /// The name of its class on the page.
    var className: String { self == .wide ? "wide" : "narrow" }
}

/// A chart as marks in their places.
struct ChartPicture: Equatable {
    let title: String
    let note: String
    let width: Double
    private(set) var height: Double
    private(set) var marks: [Mark] = []

    /// - Parameters:
    ///   - hasHeader: whether title and note are part of the picture; on the page they are text above it.
    ///   - words: the language of values and months.
    init(_ chart: Chart, size: ChartSize, hasHeader: Bool, words: any Phrasebook) {
        (title, note) = (oneLine(chart.title), oneLine(chart.note))
        width = size.width
        var y = 4.0
        if hasHeader {
            for line in title.wrapped(toWidth: width - 20, size: 15) {
                marks.append(.text(line, Point(x: 10, y: y + 15), size: 15, .ink, isBold: true))
                y += 22
            }
            for line in note.wrapped(toWidth: width - 20, size: 12) where !line.isEmpty {
                marks.append(.text(line, Point(x: 10, y: y + 12), size: 12, .soft))
                y += 18
            }
            y += 10
        }
        let values = ChartValues(isShare: chart.isShare)
        let part: (marks: [Mark], height: Double)
        switch chart.form {
        case .panels(let form):
            part = TimeChart(form: form, size: size, values: values, words: words).drawn(below: y)
        case .dots(let dots): part = RowChart(dots, size: size, words: words).drawn(below: y)
        case .bars(let bars): part = RowChart(bars, size: size, words: words).drawn(below: y)
        }
        marks += part.marks
        height = y + part.height
    }
}
