import Corpus
import Text
import Reports

/// Topics as tables.
public enum TopicTables {
    /// A row a topic, and one more for each further central article.
    public static func overview(_ lines: [TopicLine]) -> Table {
        let isKept = lines.contains { $0.shareWhenFound != nil }
        let last = lines.first?.periods.last { !$0.isPartial }?.period.description ?? "last"
        var table = Table(
            [.init("topic"), .init("name"), .init("share", isNumber: true)]
                + (isKept ? [.init("when found", isNumber: true)] : [])
                + [.init(last, isNumber: true), .init("change (95%)", isNumber: true), .init("curve")]
                + [.init("most central articles")])
        for line in lines {
            let level = line.periods.last { !$0.isPartial }
            let cells =
                [(line.isNew ? "new " : "") + "\(line.topic)", line.name, percent(line.share)]
                + (isKept ? [line.shareWhenFound.map { percent($0) } ?? ""] : [])
                + [level.map { percent($0.share) } ?? "–", change(line.onPeriodBefore), Curve.text(line.shares)]
            append(cells, line.articles, to: &table)
        }
        return table
    }

    /// A row a period and topic; periods without articles have none.
    public static func periods(_ lines: [TopicLine]) -> Table {
        var table = Table([
            .init("period", isDate: true), .init("topic"), .init("name"), .init("share", isNumber: true),
            .init("lower", isNumber: true), .init("upper", isNumber: true), .init("articles", isNumber: true),
            .init("note"),
        ])
        guard let first = lines.first else { return table }
        for index in first.periods.indices {
            for line in lines {
                let level = line.periods[index]
                table.append([
                    level.period.description, (line.isNew ? "new " : "") + "\(line.topic)", line.name,
                    fixed(level.share, digits: 6), level.interval.map { fixed($0.lower, digits: 6) } ?? "",
                    level.interval.map { fixed($0.upper, digits: 6) } ?? "", "\(level.articles)",
                    level.isPartial ? "partial" : "",
                ])
            }
        }
        return table
    }

    /// A row a dynamic topic.
    public static func overview(_ lines: [DynamicTopicLine]) -> Table {
        var table = Table([
            .init("topic"), .init("name"), .init("share", isNumber: true), .init("windows", isNumber: true),
            .init("curve"), .init("seen in"), .init("most central articles"),
        ])
        for line in lines {
            let seen = line.windows.filter { !$0.topics.isEmpty }
            let spans = line.spans
            let shown = spans.count <= 3 ? spans : spans.prefix(1) + ["\(spans.count - 2) more"] + spans.suffix(1)
            append(
                [
                    "\(line.topic)", line.name, percent(line.share), "\(seen.count) of \(line.windows.count)",
                    Curve.text(line.windows.map(\.share)), shown.joined(separator: ", "),
                ], line.articles, to: &table)
        }
        return table
    }

    /// A row an event, in time.
    public static func events(_ lines: [DynamicTopicLine]) -> Table {
        var table = Table([.init("window"), .init("topic"), .init("event"), .init("before"), .init("after")])
        let order = Dictionary(uniqueKeysWithValues: (lines.first?.windows ?? []).enumerated().map { ($1.window, $0) })
        let events = lines.flatMap { line in line.events.map { (line, $0) } }
        for (line, event) in events.enumerated().sorted(by: {
            (order[$0.element.1.window]!, $0.offset) < (order[$1.element.1.window]!, $1.offset)
        }).map(\.element) {
            table.append([
                event.window, "\(line.topic)", event.kind.rawValue, event.before.joined(separator: " | "),
                event.after.joined(separator: " | "),
            ])
        }
        return table
    }

    /// A row a window and topic seen in it.
    public static func windows(_ lines: [DynamicTopicLine]) -> Table {
        var table = Table([
            .init("window"), .init("topic"), .init("name"), .init("share", isNumber: true), .init("window topics"),
            .init("events"),
        ])
        for index in lines.first?.windows.indices ?? 0..<0 {
            for line in lines where !line.windows[index].topics.isEmpty {
                let window = line.windows[index]
                table.append([
                    window.window, "\(line.topic)", line.name, fixed(window.share, digits: 6),
                    window.topics.map(\.name).joined(separator: " | "),
                    line.events.filter { $0.window == window.window }.map(\.kind.rawValue).joined(separator: "; "),
                ])
            }
        }
        return table
    }

    private static func append(_ cells: [String], _ articles: [ArticleReference], to table: inout Table) {
        table.append(cells + [articles.first.map(text) ?? "–"])
        for article in articles.dropFirst() {
            table.append(cells.map { _ in "" } + [text(article)])
        }
    }

    private static func text(_ article: ArticleReference) -> String {
        (article.date.map { $0 + " " } ?? "") + article.title
    }

    /// What is said of the articles that are of no topic; nil where all are of some.
    public static func rest(_ lines: [TopicLine], hiddenShare: Double = 0) -> String? {
        let rest = percent(max(0, 1 - hiddenShare - lines.reduce(0) { $0 + $1.share }))
        return rest == percent(0) ? nil : "far from all of these topics: \(rest) of the articles"
    }

    private static func points(_ difference: Double) -> String {
        (difference > 0 ? "+" : "") + fixed(difference * 100, digits: 1)
    }

    private static func change(_ change: TopicLine.Change?) -> String {
        guard let change else { return "–" }
        guard let interval = change.interval else { return points(change.difference) }
        return points(change.difference) + " (\(points(interval.lower)) to \(points(interval.upper)))"
    }
}
