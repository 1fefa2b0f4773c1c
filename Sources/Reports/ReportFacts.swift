import Corpus
import Models
import Timeline

/// The figures of a report, before they are put into words.
struct ReportFacts: Sendable {
    /// An article, the labels it counts for and, where the model gave them, how sure it was.
    struct Tagged: Sendable {
        var article: Article
        var month: Month?
        var labels: [String]
        /// The model's tags; nil where the article counts by the labels it came with.
        var tags: [ArticleClassifier.Prediction]?
    }

    let month: Month
    let articles: [Tagged]
    let industries: MonthlyCounts
    let terms: MonthlyCounts?
    let topics: TopicModel
    let prevalence: TopicPrevalence
    /// How much of each article is about each topic: articles × topics.
    let topicShares: [Float]
    let rejects: Int
    let classifier: ArticleClassifier
    /// How the tags of new articles compare with labels they came with; nil where none has any.
    let agreement: ClassificationReport?

    init(_ source: MonthlyReport.Source, month: Month?, topics: Int, seed: UInt64, threads: Int) throws {
        let classifier = source.classifier
        let untagged = source.known.filter { $0.industries.isEmpty } + source.new
        var tags = classifier.predict(untagged, threads: threads)[...]
        var articles: [Tagged] = []
        // `predict` went through the unlabelled known articles first, then the new ones, in this order.
        for article in source.known {
            let own = article.industries.isEmpty ? tags.removeFirst() : nil
            articles.append(Tagged(article, tags: own))
        }
        for article in source.new { articles.append(Tagged(article, tags: tags.removeFirst())) }
        self.articles = articles
        let texts = articles.map(\.article)

        let published = articles.map(\.month)
        let dated = published.compactMap { $0 }
        guard let first = dated.min(), let last = dated.max() else {
            throw ReportError.noDatedArticles(undated: articles.count)
        }
        self.month = month ?? last
        guard dated.contains(self.month) else { throw ReportError.emptyMonth(self.month, first: first, last: last) }

        var totals: [String: Int] = [:]
        for label in articles.lazy.flatMap({ Set($0.labels) }) { totals[label, default: 0] += 1 }
        industries = MonthlyCounts(
            published: published, names: articles.map(\.labels),
            order: totals.keys.sorted { (totals[$1]!, $0) < (totals[$0]!, $1) })
        if source.terms.isEmpty {
            terms = nil
        } else {
            terms = MonthlyCounts(
                published: published, names: WatchedTerm.names(of: source.terms, in: texts, threads: threads),
                order: source.terms.map(\.name))
        }
        let (model, weights) = try TopicModel.fit(texts, nmf: NMF(rank: topics, seed: seed, threads: threads))
        self.topics = model
        topicShares = TopicModel.shares(weights, topics: model.count)
        prevalence = TopicPrevalence(
            published: articles.map { $0.article.published?.day }, weights: weights, topics: model.count, seed: seed,
            threads: threads)
        rejects = source.rejects
        self.classifier = classifier
        let checkable = articles.filter { $0.tags != nil && !$0.article.industries.isEmpty }
        agreement =
            checkable.isEmpty
            ? nil
            : ClassificationReport(
                given: checkable.map { classifier.givenLabels($0.article) }, predicted: checkable.map { $0.labels })
    }

    /// The articles of the month, by day and title.
    var ofTheMonth: [Tagged] {
        articles.filter { $0.month == month }.sorted {
            ($0.article.published!.day, $0.article.headline) < ($1.article.published!.day, $1.article.headline)
        }
    }
}

extension ReportFacts.Tagged {
    init(_ article: Article, tags: [ArticleClassifier.Prediction]?) {
        self.article = article
        month = article.month
        labels = tags.map { $0.map(\.label) } ?? article.industries
        self.tags = tags
    }
}

extension TopicPrevalence {
    var months: [Month] { totals.periods.map { Month($0.description)! } }
    /// By topic and month; nil for a month without articles.
    var shares: [[Double?]] { levels.map { $0.map { $0?.share } } }
}
