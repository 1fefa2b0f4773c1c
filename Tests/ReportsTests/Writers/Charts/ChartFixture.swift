import TrendNumerics
import Timeline

@testable import Reports

/// Charts of a few figures.
enum ChartFixture {
    static let words = Language.chinese.phrasebook

    static func periods(_ first: String, _ last: String) -> [Period] {
        Period.span(Period(month: first)!, Period(month: last)!)
    }

    static func panels(
        _ name: String, panel: String = "百模大战", isLastPartial: Bool = false, isFirstPartial: Bool = false
    ) -> Chart {
        Chart(
            name: name, title: "占比", note: "说明",
            form: .panels(
                .init(
                    periods: periods("2024-01", "2024-03"), reported: 2...2, isLastPartial: isLastPartial,
                    isFirstPartial: isFirstPartial,
                    panels: [
                        .init(
                            name: panel,
                            lines: [.init(name: "", values: [0.1, nil, 0.3], articles: [nil, nil, "terms-1-now"])],
                            bursts: [.init(first: 2, last: 2)]),
                        .init(name: "智能体", lines: [.init(name: "", values: [0.2, 0.2, 0])], bursts: []),
                    ])), isShare: true)
    }

    /// Lines on one scale, each with a value per month.
    static func lines(_ lines: [(String, [Double?])], from first: String = "2024-01") -> Chart {
        let periods = periods(first, "2026-12").prefix(lines[0].1.count)
        return Chart(
            name: "together", title: "同一刻度", note: "",
            form: .panels(
                .init(
                    periods: Array(periods), reported: (periods.count - 1)...(periods.count - 1), isLastPartial: false,
                    panels: [.init(name: "", lines: lines.map { .init(name: $0, values: $1) }, bursts: [])])),
            isShare: true)
    }

    static func dots(_ name: String, first: String = "云计算") -> Chart {
        Chart(
            name: name, title: "行业上升", note: "",
            form: .dots([
                .init(
                    name: first, value: 0.3, interval: Interval(lower: 0.2, upper: 0.4), before: 0.1,
                    isSignificant: true, articles: "industries-1-now"),
                .init(
                    name: "机器人", value: 0.1, interval: Interval(lower: 0, upper: 0.2), before: nil, isSignificant: false
                ),
            ]), isShare: true)
    }

    static func bars(_ name: String, first: String = "GPT-4o", before: Int? = 3) -> Chart {
        Chart(
            name: name, title: "技术", note: "",
            form: .bars([
                .init(name: first, articles: 12, before: before, group: "technologies-1-now"),
                .init(name: "Sora", articles: 4, before: before.map { _ in 0 }),
            ]), isShare: false)
    }

    static func picture(_ chart: Chart, _ size: ChartSize = .wide, hasHeader: Bool = false) -> ChartPicture {
        ChartPicture(chart, size: size, hasHeader: hasHeader, words: words)
    }
}

extension ChartPicture {
    /// All marks, those of figures too.
    var all: [Mark] {
        func inner(_ mark: Mark) -> [Mark] {
            if case .spot(_, let marks, _, _) = mark { [mark] + marks.flatMap(inner) } else { [mark] }
        }
        return marks.flatMap(inner)
    }

    /// The texts with their places, as boxes of their estimated width.
    var texts: [(text: String, box: Box)] {
        all.compactMap { mark in
            guard case .text(let text, let place, let size, _, let anchor, _) = mark, !text.isEmpty else { return nil }
            let width = textWidth(text, size: size)
            let left = place.x - (anchor == .start ? 0 : anchor == .middle ? width / 2 : width)
            return (
                text, Box(left: left, top: place.y - size / 2, right: left + width, bottom: place.y + size / 2)
            )
        }
    }

    var titles: [[String]] {
        all.compactMap { if case .spot(_, _, let title, _) = $0 { title } else { nil } }
    }

    var links: [String] {
        all.compactMap { if case .spot(_, _, _, let articles) = $0 { articles } else { nil } }
    }

    func lines(_ color: ChartColor) -> [[Point]] {
        all.compactMap { if case .line(let points, color, _, _) = $0 { points } else { nil } }
    }

    func dots(_ form: Mark.DotForm) -> [Point] {
        all.compactMap { if case .dot(let place, _, _, form) = $0 { place } else { nil } }
    }
}
