import Corpus
import Reports
import Text

extension TopicsResult {
    /// The known topics, then the new ones; or the topics of windows and their events.
    public var text: String {
        if !dynamicTopics.isEmpty {
            return TopicTables.overview(dynamicTopics).plain() + "\n" + TopicTables.events(dynamicTopics).plain()
        }
        let known = topics.filter { !$0.isNew }
        var text = TopicTables.overview(known).plain()
        if hiddenTopics > 0 {
            text += "\nhidden: \(counted(hiddenTopics, "topic")), \(percent(hiddenShare)) of the articles\n"
        }
        if let rest = TopicTables.rest(known, hiddenShare: hiddenShare) { text += "\n" + rest + "\n" }
        guard let unmatched else { return text }
        text += "\n" + unmatched.text
        let new = topics.filter(\.isNew)
        if !new.isEmpty { text += "\n" + TopicTables.overview(new).plain() }
        return text
    }

    public func json() throws -> String {
        try jsonLines(topics) + jsonLines(dynamicTopics) + jsonLines(unmatched.map { [$0] } ?? [])
    }

    /// Shares by period or window, then the topics and their most central articles.
    public var sheets: [Report.NamedTable] {
        if !dynamicTopics.isEmpty {
            return [
                .init(name: "windows", table: TopicTables.windows(dynamicTopics)),
                .init(name: "topics", table: TopicTables.overview(dynamicTopics)),
                .init(name: "events", table: TopicTables.events(dynamicTopics)),
                .init(
                    name: "articles",
                    table: TopicTables.articles(dynamicTopics.map { ("\($0.topic)", $0.name, $0.articles) })),
            ]
        }
        return [
            .init(name: "periods", table: TopicTables.periods(topics)),
            .init(name: "topics", table: TopicTables.overview(topics)),
            .init(
                name: "articles",
                table: TopicTables.articles(
                    topics.map { (($0.isNew ? "new " : "") + "\($0.topic)", $0.name, $0.articles) })),
        ]
    }
}

extension UnmatchedArticles {
    /// How many articles are new, and what tells so.
    var text: String {
        func count(_ number: Int) -> String {
            "\(number) of \(of) articles (\(fixed(100 * Double(number) / Double(max(1, of)), digits: 1))%)"
        }
        let expected = fixed(expectedShare * 100, digits: expectedShare == 0.05 ? 0 : 1) + "%"
        switch basis {
        case .fit:
            return
                "new: \(count(fitsNoTopic)) fit no topic; of the articles that the topics were found in, \(expected) did\n"
        case .characters:
            return
                "new: \(count(fitsNoTopic)) read unlike the articles that the topics were found in, of which \(expected) do\n"
                + "no topic: \(count(withoutTopic)); an article without a topic is not always new\n"
        case .none:
            return
                "new: unknown; \(count(withoutTopic)) have no topic, but so had many of the articles that the topics "
                + "were found in, and these topics were kept by an earlier version, which cannot recognize new short "
                + "articles: find the topics again with --model and a new file\n"
        }
    }
}

extension TopicTables {
    /// A row per topic and central article.
    static func articles(_ topics: [(topic: String, name: String, articles: [ArticleReference])]) -> Table {
        var table = Table([
            .init("topic"), .init("name"), .init("date", isDate: true), .init("title"), .init("link"),
        ])
        for topic in topics {
            for article in topic.articles {
                table.append([Table.Cell(topic.topic), Table.Cell(topic.name)] + article.cells)
            }
        }
        return table
    }
}
