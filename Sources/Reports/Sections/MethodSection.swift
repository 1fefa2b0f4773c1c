import Text
import Timeline

extension ReportBuilder {
    /// The section on the method and the data.
    ///
    /// - Parameter articles: all articles that figures lead to; they are written as a table beside the report.
    func method(_ articles: [Report.ListedArticle]) -> Report.Section {
        let lines = [
            facts.part.map(words.part), words.records(facts.data, lastMonth: facts.months.upperBound),
            words.dates(facts.data), reposts, model,
            agreement, noTopics,
            words.methods(
                minimumStories: SeriesTrend.Options().minimumStories, falseDiscoveryRate: FalseDiscoveryRate.level),
            facts.series.industries.isEstimated ? words.estimation : nil,
        ].compactMap { $0 }
        return section(
            .method,
            lines.map { .paragraph(Prose($0)) } + [
                .table(.init(name: "articles", table: table(articles)), isShown: false)
            ])
    }

    private var reposts: String {
        words.reposts(facts.articleCount - facts.storyCount, of: facts.articleCount)
    }

    private var model: String {
        guard let classifier = facts.classifier else { return facts.data.tagged > 0 ? words.keptTags : words.noTags }
        return words.model(
            documents: classifier.training.documents, labels: classifier.labels.count,
            score: classifier.training.heldOutScores?.map(\.score).max(), isSingleLabel: classifier.isSingleLabel)
    }

    private var agreement: String? {
        facts.agreement.map {
            words.agreement(
                documents: $0.documents, precision: $0.microPrecision, recall: $0.microRecall, f1: $0.microF1)
        }
    }

    /// Repeats the message of the section on topics for readers who look here.
    private var noTopics: String? {
        if case .failure(let reason) = facts.topicModel { words.noTopics(reason) } else { nil }
    }

    private func table(_ articles: [Report.ListedArticle]) -> Table {
        let hasReasons = articles.contains { !$0.reasons.isEmpty }
        var table = Table(
            [
                .init(columns.id, isNumber: true), .init(columns.date, isDate: true), .init(columns.title),
                .init(columns.industries),
                .init(columns.probabilities), .init(columns.source), .init(columns.story, isNumber: true),
                .init(columns.record),
            ] + (hasReasons ? [.init(columns.reasons)] : []))
        for article in articles {
            let cells: [Table.Cell] = [
                .init("\(article.id)"), .init(article.reference.date ?? ""),
                .init(article.reference.title, link: article.reference.link),
                .init(words.list(article.industries)),
                .init(words.list(article.probabilities.map { fixed($0, digits: 2) })),
                .init(article.source), .init("\(article.story)"), .init(article.reference.origin),
            ]
            table.append(hasReasons ? cells + [.init(words.reasons(article))] : cells)
        }
        return table
    }
}
