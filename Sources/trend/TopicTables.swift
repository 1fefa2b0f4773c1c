import Reports

/// Topics as tables.
enum TopicTables {
    /// A row a topic, and one more for each further central article.
    static func overview(_ lines: [TopicLine]) -> Table {
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
                + (isKept ? [line.shareWhenFound.map(percent) ?? ""] : [])
                + [level.map { percent($0.share) } ?? "–", change(line.onPeriodBefore), line.curve]
            append(cells, line.articles, to: &table)
        }
        return table
    }

    /// A row a period and topic; periods without articles have none.
    static func periods(_ lines: [TopicLine]) -> Table {
        var table = Table([
            .init("period"), .init("topic"), .init("name"), .init("share", isNumber: true),
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
    static func overview(_ lines: [DynamicTopicLine]) -> Table {
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
    static func events(_ lines: [DynamicTopicLine]) -> Table {
        var table = Table([.init("window"), .init("topic"), .init("event"), .init("before"), .init("after")])
        let events = lines.flatMap { line in line.events.map { (line, $0) } }
        for (line, event) in events.enumerated().sorted(by: {
            ($0.element.1.windowIndex, $0.offset) < ($1.element.1.windowIndex, $1.offset)
        }).map(\.element) {
            table.append([
                event.window, "\(line.topic)", event.kind.rawValue, event.before.joined(separator: " | "),
                event.after.joined(separator: " | "),
            ])
        }
        return table
    }

    /// A row a window and topic seen in it.
    static func windows(_ lines: [DynamicTopicLine]) -> Table {
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
                    line.events.filter { $0.windowIndex == index }.map(\.kind.rawValue).joined(separator: "; "),
                ])
            }
        }
        return table
    }

    private static func append(_ cells: [String], _ articles: [ArticleLine], to table: inout Table) {
        table.append(cells + [articles.first.map(text) ?? "–"])
        for article in articles.dropFirst() {
            table.append(cells.map { _ in "" } + [text(article)])
        }
    }

    private static func text(_ article: ArticleLine) -> String { (article.date.map { $0 + " " } ?? "") + article.title }

    /// What is said of the articles that are of no topic; nil where all are of some.
    static func rest(_ lines: [TopicLine]) -> String? {
        let rest = percent(max(0, 1 - lines.reduce(0) { $0 + $1.share }))
        return rest == percent(0) ? nil : "far from all of these topics: \(rest) of the articles"
    }

    private static func percent(_ share: Double) -> String { fixed(share * 100, digits: 1) + "%" }

    private static func points(_ difference: Double) -> String {
        (difference > 0 ? "+" : "") + fixed(difference * 100, digits: 1)
    }

    private static func change(_ change: TopicLine.Change?) -> String {
        guard let change else { return "–" }
        guard let interval = change.interval else { return points(change.difference) }
        return points(change.difference) + " (\(points(interval.lower)) to \(points(interval.upper)))"
    }
}
