import Corpus
import Models
import Text

/// Picks the articles of an archive most worth reviewing, for people who answer one after the other: of the newest that no
/// person and no model is sure of, those that a model learns most from.
public struct ReviewQueue: Sendable {
    private let count: Int
    /// How many articles are looked at.
    private static let mostCandidates = 3000
    private static let spans = 5

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
        let waiting = view.newest.lazy.filter {
            let certainty = view.certainty[Int($0)]
            guard certainty == .doubtful || certainty == .untagged else { return false }
            return !leftOut.contains(Int(view.corpus.numbers[Int($0)]))
        }
        let places = Array(waiting.prefix(ReviewQueue.mostCandidates))
        let articles = try view.read(places)
        let known = places.compactMap { place in articles[place].map { (place, $0) } }
        let classifier = tagger.classifier
        var pool = ReviewPool(count: count)
        pool.add(classifier.reviewCandidates(known.map(\.1), threads: threads))
        let chosen = pool.choose(count, by: classifier, threads: threads)
        let numbers = Dictionary(known.map { ($0.1.origin.description, $0.0) }) { first, _ in first }
        return chosen.compactMap { candidate in
            guard let place = numbers[candidate.article.origin.description] else { return nil }
            let item = classifier.reviewItem(candidate)
            let explained = classifier.explain(
                candidate.text, labels: classifier.labels.count, terms: 0, spans: ReviewQueue.spans)
            let reasons = Dictionary(explained.map { ($0.label, $0.spans.map(\.text)) }) { first, _ in first }
            return QueuedReview(
                number: Int(view.corpus.numbers[Int(place)]), article: item.article,
                choices: item.choices.map {
                    .init(label: $0.label, probability: $0.probability, reasons: reasons[$0.label] ?? [])
                },
                proposed: item.proposed)
        }
    }
}

/// An article that a person is asked about.
public struct QueuedReview: Sendable {
    public struct Choice: Codable, Equatable, Sendable {
        public let label: String
        /// From 0 to 1.
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

    /// What a person says of it.
    public func correction(_ labels: [String]) -> Correction { Correction(of: article, industries: labels) }
}
