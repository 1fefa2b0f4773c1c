import Archive
import Corpus
import Features
import Models
import Text
import Timeline

/// The articles that topics are found in and that their shares are of: of each story one in each period. A press release
/// that forty sites carry says once what it is about.
struct TopicArticles {
    let articles: [Article]
    /// Without the boilerplate of their sources.
    let texts: [ArticleText]
    /// How many of all articles have no date.
    let undated: Int
    /// What the user should know of those that were left out.
    let notes: [String]

    /// - Complexity: that of `NearDuplicates.storyNumbers`.
    init(_ all: [Article], by length: PeriodLength, threads: Int) {
        let texts = all.normalized(threads: threads)
        let published = all.map { $0.published?.day }
        let stories = NearDuplicates(threads: threads).storyNumbers(texts, days: published.map { $0?.daysSince1970 })
        let leads = StoryLeads(of: stories, published: published, by: PeriodRule(length))
        let own =
            all.mayHaveBoilerplate
            ? texts.withoutBoilerplate(sources: all.map(\.sourceName), stories: stories, threads: threads) : texts
        articles = all.filtered(by: leads.isLead)
        self.texts = own.filtered(by: leads.isLead)
        undated = published.count { $0 == nil }
        notes = leads.notes(by: length)
    }

    var normalizer: TextNormalizer { articles.first?.normalizer ?? TextNormalizer() }
}

extension Array {
    /// - Parameter isKept: by element.
    fileprivate func filtered(by isKept: [Bool]) -> [Element] { zip(self, isKept).filter(\.1).map(\.0) }
}

extension StoryLeads {
    fileprivate func notes(by length: PeriodLength) -> [String] {
        guard reposts > 0 else { return [] }
        return [
            "\(counted(reposts, "repost")) left out: a story counts once in each \(length.rawValue), by its first article"
        ]
    }
}

/// The stories of an archive's articles as they are read, batch by batch.
struct StoryStream {
    private let leads: StoryLeads?
    private var place = 0
    let notes: [String]

    /// - Parameter leads: nil where stories are not known: then every article counts.
    init(_ leads: StoryLeads?, by length: PeriodLength) {
        self.leads = leads
        notes =
            leads?.notes(by: length)
            ?? [
                "reposts count like other articles, since telling them takes more memory; "
                    + "in an archive (trend import) a story counts once in each \(length.rawValue)"
            ]
    }

    /// Which of the next articles count; nil for all.
    mutating func next(_ count: Int) -> [Bool]? {
        defer { place += count }
        return leads.map { Array($0.isLead[place..<place + count]) }
    }

    /// Those of the next articles that count.
    mutating func next(_ articles: [Article]) -> [Article] {
        next(articles.count).map(articles.filtered) ?? articles
    }
}

/// What articles leave that were sorted into topics: shares by period, and the most central of them.
struct SortedArticles {
    private(set) var shares: TopicShares
    private(set) var central: CentralArticles

    init(_ topics: [TopicModel.Topic], by rule: PeriodRule, _ normalizer: TextNormalizer) {
        shares = TopicShares(topics: topics.count, by: rule)
        central = CentralArticles(topics, by: normalizer)
    }

    /// - Parameter weights: articles × topics.
    mutating func add(_ articles: [Article], weights: [Float]) {
        central.add(articles, weights: weights)
        shares.add(
            TopicModel.shares(weights, topics: shares.topics), published: articles.map { $0.published?.day })
    }
}
