import Corpus
import Features
import Models
import Text

extension ReviewQueue {
    /// The same without a model, from names of labels: those given, and those that articles of the archive have.
    ///
    /// - Parameter labels: further names; may be empty where articles have labels.
    /// - Returns: nothing where there are fewer than two labels to choose from, or no article waits.
    /// - Complexity: as `FirstReviews`, of at most 3,000 articles with labels and as many without: some seconds.
    /// - Throws: `InvalidOption`, `CorpusError`, `ModelError`, `FeatureError`, `NumericsError`.
    public func run(
        in view: ArchiveView, labels: [String], leavingOut leftOut: Set<Int> = [], threads: Int = 1
    ) throws -> [QueuedReview] {
        let labels = ReviewQueue.labels(in: view, and: labels)
        guard labels.count >= 2 else { return [] }
        let waiting = try Waiting(in: view, leavingOut: leftOut)
        guard !waiting.articles.isEmpty else { return [] }
        let places = Array(
            view.newest.lazy.filter { [.corrected, .labeled].contains(view.certainty[Int($0)]) }
                .prefix(ReviewQueue.mostCandidates))
        let read = try view.read(places)
        var answered: [Article] = []
        for place in places {
            guard var article = read[place] else { continue }
            article.industries = view.industries.names(at: Int(place))
            guard !article.industries.isEmpty else { continue }
            article.isCorrected = view.certainty[Int(place)] == .corrected
            answered.append(article)
        }
        _ = LabelSpellings.join(&answered, known: labels)
        let options = try TrainingOptions(compute: .init(threads: threads)).options(for: LabelsPerArticle(answered))
        let reviews = try FirstReviews(
            count, labels: labels, labeled: answered, answered.normalized(threads: threads),
            articles: waiting.articles, waiting.articles.normalized(threads: threads), options: options)
        return waiting.queued(reviews.chosen, by: reviews.classifier, reviews.item)
    }

    /// The labels to choose from without a model: those given, then those of the archive, the most frequent first.
    public static func labels(in view: ArchiveView, and given: [String] = []) -> [String] {
        ReviewJob.distinct(given + view.industryNames)
    }
}
