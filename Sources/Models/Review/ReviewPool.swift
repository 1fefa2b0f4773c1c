import Text
import TrendNumerics
import Corpus
import Features

/// Selects the articles of a corpus of any size that are most worth reviewing.
///
/// A model learns most from articles that it is uncertain about (uncertainty sampling: Lewis and Gale, SIGIR 1994;
/// Settles, "Active learning literature survey", 2010, section 3.1) and that differ from each other. The pool keeps the
/// most uncertain articles. From these, `choose` repeatedly takes the article with the highest uncertainty less its
/// highest similarity to those taken (maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998, with equal
/// weights). Measured with 200 of 20,000 titles: uncertainty alone gains no more than random choice.
public struct ReviewPool: Sendable {
    /// An article that may be chosen.
    public struct Candidate: Sendable {
        public var article: Article
        /// The article's text, kept from the prediction.
        public var text: ArticleText
        /// The model's uncertainty about the article's labels, from 0 to 1.
        public var uncertainty: Double
    }

    private let capacity: Int
    private var candidates: [Candidate] = []

    /// Creates an empty pool.
    ///
    /// - Parameter count: the number of articles to choose. The pool keeps 50 candidates for each, at least 2,000.
    public init(count: Int) {
        capacity = max(2000, 50 * count)
    }

    /// Adds candidates and keeps the most uncertain ones; of equally uncertain ones the first.
    public mutating func add(_ more: [Candidate]) {
        candidates += more
        if candidates.count >= 2 * capacity { trim() }
    }

    private mutating func trim() {
        let order = candidates.indices.sorted {
            (candidates[$1].uncertainty, $0) < (candidates[$0].uncertainty, $1)
        }
        candidates = order.prefix(capacity).map { candidates[$0] }
    }

    /// Chooses the articles to review, the most useful first.
    ///
    /// Texts without any known feature come last, because the model would learn nothing from them.
    ///
    /// - Returns: at most `count` articles, the same for any number of threads.
    /// - Complexity: chosen articles × entries of the candidates' rows; hundredths of a second for 20 of 2,000 titles.
    public mutating func choose(_ count: Int, by classifier: ArticleClassifier, threads: Int = 1) -> [Candidate] {
        trim()
        let rows = classifier.vectorizer.transform(candidates.map(\.text.scalars), threads: threads)
        var similarities = (0..<rows.rows).map { rows.rowOffsets[$0] == rows.rowOffsets[$0 + 1] ? Float(1) : 0 }
        var isChosen = [Bool](repeating: false, count: rows.rows)
        var dense = [Float](repeating: 0, count: rows.columns)
        var chosen: [Candidate] = []
        while chosen.count < min(count, candidates.count) {
            var best = -1
            var bestScore = -Double.infinity
            for row in 0..<rows.rows where !isChosen[row] {
                let score = candidates[row].uncertainty - Double(similarities[row])
                if score > bestScore { (best, bestScore) = (row, score) }
            }
            isChosen[best] = true
            chosen.append(candidates[best])
            rows.raise(&similarities, toThoseWith: best, scratch: &dense)
        }
        return chosen
    }
}

extension CSRMatrix {
    /// Raises each row's value to its scalar product with one row, if that is higher.
    ///
    /// - Parameter scratch: zeros, one per column; zeros again on return.
    fileprivate func raise(_ values: inout [Float], toThoseWith chosen: Int, scratch: inout [Float]) {
        withUnsafeEntries { offsets, columns, entries in
            scratch.withUnsafeMutableBufferPointer { dense in
                for entry in offsets[chosen]..<offsets[chosen + 1] { dense[Int(columns[entry])] = entries[entry] }
                for row in 0..<rows {
                    var product: Float = 0
                    for entry in offsets[row]..<offsets[row + 1] {
                        product += entries[entry] * dense[Int(columns[entry])]
                    }
                    values[row] = max(values[row], product)
                }
                for entry in offsets[chosen]..<offsets[chosen + 1] { dense[Int(columns[entry])] = 0 }
            }
        }
    }
}

extension ArticleClassifier {
    /// The model's uncertainty about its predicted labels.
    ///
    /// In a single-label model it is 1 less the difference of the two highest probabilities (margin sampling: Scheffer,
    /// Decomain and Wrobel, IDA 2001). In a multi-label model it is the expected loss of F1, with expected counts in
    /// place of counts: 1 − 2 Σ p of the predicted labels / (number of predicted labels + Σ p of all labels). It does
    /// not depend on how labels are chosen.
    ///
    /// - Returns: each article with its uncertainty from 0 to 1, in their order.
    /// - Complexity: that of `predict`.
    public func reviewCandidates(_ articles: [Article], threads: Int = 1) -> [ReviewPool.Candidate] {
        reviewCandidates(articles, articles.normalized(threads: threads), threads: threads)
    }

    /// The same for articles whose texts are normalized already, in the same order.
    func reviewCandidates(_ articles: [Article], _ texts: [ArticleText], threads: Int) -> [ReviewPool.Candidate] {
        let probabilities = probabilities(texts, threads: threads)
        let given = isSingleLabel ? [] : choose(probabilities)
        return articles.indices.map { article in
            let own = probabilities[article * labels.count..<(article + 1) * labels.count]
            let uncertainty =
                isSingleLabel
                ? 1 - ArticleClassifier.margin(own)
                : 1 - 2 * given[article].reduce(0) { $0 + $1.probability }
                    / (Double(given[article].count) + own.reduce(0, +))
            // Weights near the limit of Float's range make scores that are not numbers.
            return .init(
                article: articles[article], text: texts[article],
                uncertainty: uncertainty.isFinite ? min(1, max(0, uncertainty)) : 1)
        }
    }

    /// An article with the labels to choose from: the predicted labels, then the next most probable ones, at least
    /// `count` in all.
    public func reviewItem(_ candidate: ReviewPool.Candidate, atLeast count: Int = 8) -> ReviewSession.Item {
        let probabilities = probabilities([candidate.text], threads: 1)
        let given = choose(probabilities)[0]
        let names = Set(given.map(\.label))
        let others = choose(probabilities, top: labels.count)[0].filter { !names.contains($0.label) }
        return ReviewSession.Item(
            article: candidate.article, choices: given + others.prefix(max(3, count - given.count)),
            proposed: given.count)
    }

    private static func margin(_ probabilities: ArraySlice<Double>) -> Double {
        var (best, second) = (0.0, 0.0)
        for probability in probabilities {
            if probability > best {
                (best, second) = (probability, best)
            } else if probability > second {
                second = probability
            }
        }
        return best - second
    }
}
