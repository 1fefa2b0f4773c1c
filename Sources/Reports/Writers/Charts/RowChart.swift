import Text

/// Lays out rows: a name, a share with its interval or a bar, the earlier value, and a figure at the end.
struct RowChart {
    private struct Row {
        let name: String
        let value: Double
        /// Of a share; `nil` of a count, which is a bar.
        let interval: ClosedRange<Double>?
        let before: Double?
        let isSignificant: Bool
        /// The text at the row's end.
        let figure: String
        let title: String
        let articles: String?
    }

    private let rows: [Row]
    private let size: ChartSize
    private let values: ChartValues
    /// The heading of the figures; empty where they are the values.
    private let heading: String

    private static let rowHeight = 26.0
    private static let nameSize = 12.5

    init(_ dots: [Chart.Dot], size: ChartSize, words: any Phrasebook) {
        self.size = size
        let values = ChartValues(isShare: true)
        self.values = values
        let hasBefore = dots.contains { $0.before != nil }
        heading = hasBefore ? words.columns.change : ""
        rows = dots.map { dot in
            // The change if any row has one, otherwise the value.
            let figure =
                hasBefore ? dot.before.map { signed((dot.value - $0) * 100, digits: 1) } : values.short(dot.value)
            let (lower, upper) = (dot.interval.lower, dot.interval.upper)
            return Row(
                name: dot.name, value: dot.value, interval: lower <= upper ? lower...upper : nil, before: dot.before,
                isSignificant: dot.isSignificant, figure: figure ?? "–",
                title: words.shareText(
                    dot.name.shortened(to: 60), share: dot.value, interval: dot.interval, before: dot.before),
                articles: dot.articles)
        }
    }

    init(_ bars: [Chart.Bar], size: ChartSize, words: any Phrasebook) {
        self.size = size
        values = ChartValues(isShare: false)
        heading = ""
        rows = bars.map { bar in
            Row(
                name: bar.name, value: Double(bar.articles), interval: nil, before: bar.before.map(Double.init),
                isSignificant: true, figure: "\(bar.articles)",
                title: words.countText(bar.name.shortened(to: 60), articles: bar.articles, before: bar.before),
                articles: bar.group)
        }
    }

    /// - Parameter top: where the first row begins.
    /// - Returns: the marks, and the height of rows and axis.
    func drawn(below top: Double) -> (marks: [Mark], height: Double) {
        let room = size.width * (size == .wide ? 0.34 : 0.38)
        let names = rows.map { $0.name.shortened(toWidth: room, size: RowChart.nameSize) }
        let left = (names.map { textWidth($0, size: RowChart.nameSize) }.max() ?? 0) + 20
        let right = size.width - 14 - (([heading] + rows.map(\.figure)).map { textWidth($0, size: 12) }.max() ?? 0)
        let first = top + (heading.isEmpty ? 0 : 20)
        let bottom = first + Double(rows.count) * RowChart.rowHeight
        let plot = Box(left: left, top: first, right: right - 10, bottom: bottom)
        let maximum = rows.flatMap { [$0.value, $0.interval?.upperBound ?? 0, $0.before ?? 0] }.max() ?? 0
        let scale = ChartScale(maximum: maximum, parts: size == .wide ? 6 : 4, isShare: values.isShare)
        let x = { (value: Double) in plot.left + plot.width * scale.part(value) }
        var marks: [Mark] = []
        for tick in scale.ticks {
            marks.append(
                .line(
                    [Point(x: x(tick), y: plot.top), Point(x: x(tick), y: plot.bottom)], tick == 0 ? .beside : .rule,
                    width: 1))
            marks.append(
                .text(values.tick(tick, scale), Point(x: x(tick), y: bottom + 12), size: 11, .soft, .middle))
        }
        if !heading.isEmpty {
            marks.append(.text(heading, Point(x: size.width - 8, y: top + 10), size: 11, .soft, .end))
        }
        for (index, row) in rows.enumerated() {
            let y = first + (Double(index) + 0.5) * RowChart.rowHeight
            let texts: [Mark] = [
                .text(names[index], Point(x: left - 10, y: y), size: RowChart.nameSize, .ink, .end),
                .text(
                    row.figure, Point(x: size.width - 8, y: y), size: 12, row.isSignificant ? .ink : .soft, .end,
                    isBold: row.isSignificant && row.interval != nil),
            ]
            let box = Box(
                left: 0, top: y - RowChart.rowHeight / 2, right: size.width, bottom: y + RowChart.rowHeight / 2)
            marks.append(
                .spot(box, texts + drawn(row, y: y, x: x), title: [row.title], articles: row.articles))
        }
        return (marks, bottom - top + 26)
    }

    private func drawn(_ row: Row, y: Double, x: (Double) -> Double) -> [Mark] {
        func tick(_ color: ChartColor, _ width: Double) -> [Mark] {
            row.before.map { [.line([Point(x: x($0), y: y - 9), Point(x: x($0), y: y + 9)], color, width: width)] }
                ?? []
        }
        guard let interval = row.interval else {
            // With an edge, so that it stands out from the bar that it may lie on.
            return [.box(Box(left: x(0), top: y - 6, right: x(row.value), bottom: y + 6), .subject)]
                + tick(.ground, 6) + tick(.ink, 2.5)
        }
        let (lower, upper) = (x(interval.lowerBound), x(interval.upperBound))
        func upright(_ x: Double) -> Mark {
            .line([Point(x: x, y: y - 4), Point(x: x, y: y + 4)], .subject, width: 1.5)
        }
        return tick(.beside, 3) + [
            .line([Point(x: lower, y: y), Point(x: upper, y: y)], .subject, width: 1.5), upright(lower), upright(upper),
            .dot(Point(x: x(row.value), y: y), radius: 4.5, .subject, row.isSignificant ? .filled : .hollow),
        ]
    }
}
