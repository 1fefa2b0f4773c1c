import Corpus
import Features
import TrendNumerics
import Text

/// Chooses articles to review where there is no model yet, only names of labels and the answers given so far.
///
/// Until there are enough answers, it chooses articles that stand for many others and differ from each other and from
/// those that were answered (`FacilityLocation` on the vectors of their texts). Then it trains a model on the answers,
/// with all articles as background, and each article weighs what the model is unsure of it: the chosen ones stand for
/// many articles that the model is unsure of.
public struct FirstReviews: Sendable {
    /// The labeled articles from which a model is trained.
    public static let minimumLabeled = 20

    /// The names of the labels: those given, then further ones of the labeled articles.
    public let labels: [String]
    /// The model that the labeled articles gave; nil for fewer than `minimumLabeled` or of a single label.
    public let classifier: ArticleClassifier?
    /// The chosen articles, the most useful first.
    public let chosen: [ReviewPool.Candidate]
    private let vectors: SemanticVectors?

    /// - Parameters:
    ///   - count: the number of articles to choose.
    ///   - labels: names of labels.
    ///   - labeled: articles with labels and their texts, in the same order.
    ///   - articles: articles without labels, from which it chooses, and their texts, in the same order. Of more than
    ///     `FacilityLocation.mostRows` an even sample is chosen from; all of them serve as background.
    ///   - options: how a model is trained.
    /// - Throws: `ModelError`, `FeatureError`, `NumericsError`.
    /// - Complexity: that of training with a background, and of `FacilityLocation.choose`: 2 to 4 seconds for 5,000
    ///   titles.
    public init(
        _ count: Int, labels: [String], labeled: [Article], _ labeledTexts: [ArticleText],
        articles: [Article], _ texts: [ArticleText], options: ArticleClassifier.Options
    ) throws {
        let compute = options.regression.compute
        let used = labeled.flatMap(\.industries)
        var seen: Set<String> = []
        self.labels = (labels + used.sorted()).filter { seen.insert($0).inserted }
        let background = texts.map(\.scalars)
        let isEnough = labeled.count >= FirstReviews.minimumLabeled && Set(used).count >= 2
        classifier =
            isEnough
            ? try ArticleClassifier.train(
                labeled, labeledTexts, background: background, options: options) : nil
        vectors =
            try classifier?.dense?.vectors
            ?? SemanticVectors.learn(
                from: labeledTexts.map(\.scalars) + background, seed: compute.seed, threads: compute.threads)

        let candidates = FirstReviews.evenly(articles.count, FacilityLocation.mostRows)
        let doubts = classifier.map {
            $0.reviewCandidates(candidates.map { articles[$0] }, candidates.map { texts[$0] }, threads: compute.threads)
                .map(\.uncertainty)
        }
        let rows: [Int]
        if let vectors {
            rows = FacilityLocation.choose(
                count, of: vectors.rows(candidates.map { background[$0] }, threads: compute.threads),
                width: vectors.rank, weights: doubts?.map { Float($0) } ?? candidates.map { _ in 1 },
                besides: vectors.rows(labeledTexts.map(\.scalars), threads: compute.threads), threads: compute.threads)
        } else if let classifier {
            // Too few texts for vectors.
            var pool = ReviewPool(count: count)
            pool.add(classifier.reviewCandidates(articles, texts, threads: compute.threads))
            chosen = pool.choose(count, by: classifier, threads: compute.threads)
            return
        } else {
            rows = FirstReviews.evenly(candidates.count, count)
        }
        chosen = rows.map {
            .init(article: articles[candidates[$0]], text: texts[candidates[$0]], uncertainty: doubts?[$0] ?? 1)
        }
    }

    /// At most so many of some indices, evenly spaced.
    private static func evenly(_ count: Int, _ most: Int) -> [Int] {
        let size = min(count, most)
        return (0..<size).map { $0 * count / size }
    }

    /// An article with all labels to choose from: the model's, the best first, else those whose names are nearest to the
    /// text. Without a model none is proposed.
    public func item(_ candidate: ReviewPool.Candidate) -> ReviewSession.Item {
        if let classifier {
            var item = classifier.reviewItem(candidate, atLeast: labels.count)
            let known = Set(item.choices.map(\.label))
            item.choices += labels.filter { !known.contains($0) }.map { .init(label: $0, probability: 0) }
            return item
        }
        let near = similarities(to: candidate.text)
        let order = labels.indices.sorted { (near[$1], $0) < (near[$0], $1) }
        return .init(
            article: candidate.article, choices: order.map { .init(label: labels[$0], probability: 0) }, proposed: 0)
    }

    private func similarities(to text: ArticleText) -> [Float] {
        guard let vectors else { return labels.map { _ in 0 } }
        let names = labels.map { ArticleText(title: $0, body: "").scalars }
        let rows = vectors.rows([text.scalars] + names)
        return labels.indices.map { label in
            (0..<vectors.rank).reduce(0) { $0 + rows[$1] * rows[(label + 1) * vectors.rank + $1] }
        }
    }

    /// For asking a person about the chosen articles. An article may have several labels.
    public var session: ReviewSession { ReviewSession(chosen.map(item), labels: labels, isSingleLabel: false) }
}
