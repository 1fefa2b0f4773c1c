import Corpus
import Models
import Text

/// Picks the articles of an archive most worth reviewing, for people who answer one after the other: of the newest that no
/// person and no model is sure of, those that a model learns most from.
public struct ReviewQueue: Sendable {
    let count: Int
    /// How many articles are looked at.
    static let mostCandidates = 3000
    static let spans = 5

    /// - Parameter count: how many articles.
    /// - Throws: `InvalidOption`.
    public init(count: Int = 50) throws {
        try require(count >= 1, "count", count, "it must be at least 1")
        self.count = count
    }

    /// - Parameter leftOut: the numbers of articles that are not to be among them.
    /// - Returns: the article that helps most first.
    /// - Complexity: a prediction for each of at most 3,000 articles.
    /// - Throws: `CorpusError`.
    public func run(
        in view: ArchiveView, by tagger: Tagger, leavingOut leftOut: Set<Int> = [], threads: Int = 1
    ) throws -> [QueuedReview] {
        let waiting = try Waiting(in: view, leavingOut: leftOut)
        let classifier = tagger.classifier
        var pool = ReviewPool(count: count)
        pool.add(classifier.reviewCandidates(waiting.articles, threads: threads))
        let chosen = pool.choose(count, by: classifier, threads: threads)
        return waiting.queued(chosen, by: classifier) { classifier.reviewItem($0) }
    }

    /// The articles that wait for a person.
    struct Waiting {
        let articles: [Article]
        /// By the origin of an article, its number in the archive.
        private let numbers: [String: Int]

        init(in view: ArchiveView, leavingOut leftOut: Set<Int>) throws {
            let places = Array(
                view.newest.lazy.filter {
                    view.certainty[Int($0)].wantsReview && !leftOut.contains(Int(view.corpus.numbers[Int($0)]))
                }.prefix(ReviewQueue.mostCandidates))
            let read = try view.read(places)
            let known = places.compactMap { place in read[place].map { (place, $0) } }
            articles = known.map(\.1)
            numbers = Dictionary(
                known.map { ($0.1.origin.description, Int(view.corpus.numbers[Int($0.0)])) }
            ) { first, _ in first }
        }

        /// Chosen articles with the labels to choose from.
        ///
        /// - Parameter classifier: says why; nil where there is no model yet.
        func queued(
            _ chosen: [ReviewPool.Candidate], by classifier: ArticleClassifier?,
            _ item: (ReviewPool.Candidate) -> ReviewSession.Item
        ) -> [QueuedReview] {
            chosen.compactMap { candidate in
                guard let number = numbers[candidate.article.origin.description] else { return nil }
                let item = item(candidate)
                let explained =
                    classifier?.explain(
                        candidate.text, labels: classifier?.labels.count ?? 0, terms: 0, spans: ReviewQueue.spans) ?? []
                let reasons = Dictionary(explained.map { ($0.label, $0.spans.map(\.text)) }) { first, _ in first }
                return QueuedReview(
                    number: number, article: item.article,
                    choices: item.choices.map {
                        .init(label: $0.label, probability: $0.probability, reasons: reasons[$0.label] ?? [])
                    },
                    proposed: item.proposed)
            }
        }
    }
}

/// An article that a person is asked about.
public struct QueuedReview: Sendable {
    public struct Choice: Codable, Equatable, Sendable {
        public let label: String
        /// From 0 to 1; 0 where no model says it.
        public let probability: Double
        /// Words of the text that speak for it.
        public let reasons: [String]
    }

    /// In the archive.
    public let number: Int
    public let article: Article
    /// The best first.
    public let choices: [Choice]
    /// The first so many of them are what the model says.
    public let proposed: Int

    /// What the article is known by.
    public var key: ArticleKey { ArticleKey(article) }

    /// What a person says of it.
    public func correction(_ labels: [String]) -> Correction { Correction(of: article, industries: labels) }
}
