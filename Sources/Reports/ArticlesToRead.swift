import TrendNumerics
import Features

/// The articles that represent the reported months best, and those least like earlier coverage.
///
/// Articles are compared as TF-IDF rows. An article is central if it has a high cosine with the mean of the reported
/// stories. It is novel if its cosine with the reported mean exceeds that with the mean of the earlier stories: it has
/// company now and had none then. Distance from the earlier stories alone would select oddities.
///
/// A single event does not fill a list: an article's score is multiplied by its unlikeness to the articles already
/// chosen (a product form of maximal marginal relevance, Carbonell and Goldstein, SIGIR 1998). No article is in both
/// lists.
struct ArticlesToRead: Equatable, Sendable {
    /// Indices of the most central articles, the most central first.
    let central: [Int]
    /// Indices of the most novel articles, the most novel first; empty if nothing was published before the reported
    /// months.
    let novel: [Int]

    private static let maximum = 8

    /// Ranks the representative articles of the reported months.
    ///
    /// - Parameters:
    ///   - texts: the normalized texts of all articles.
    ///   - leads: the indices of the articles that represent their stories.
    ///   - isReported: whether an article was published in the reported months.
    ///   - vectorizer: the weights of phrases; `nil` if there was nothing to learn them from.
    /// - Complexity: linear in the leads' texts.
    init(
        _ texts: [[UInt32]], leads: [Int], vectorizer: PhraseVectorizer?, isReported: (Int) -> Bool, threads: Int
    ) {
        guard let vectorizer else {
            (central, novel) = ([], [])
            return
        }
        let rows = vectorizer.transform(leads.map { texts[$0] }, threads: threads)
        let own = leads.indices.filter { isReported(leads[$0]) }
        let now = ArticlesToRead.mean(rows, own)
        let then = ArticlesToRead.mean(rows, leads.indices.filter { !isReported(leads[$0]) })
        let cosines = own.map { ArticlesToRead.product(rows, $0, now) }
        let best = ArticlesToRead.best(cosines, of: own, in: rows)
        central = best.map { leads[$0] }
        guard own.count < leads.count else {
            novel = []
            return
        }
        let gain = zip(now, then).map { $0 - $1 }
        let rest = own.filter { !best.contains($0) }
        novel = ArticlesToRead.best(rest.map { ArticlesToRead.product(rows, $0, gain) }, of: rest, in: rows)
            .map { leads[$0] }
    }

    /// The candidates with the best scores. A score is multiplied by the square of the candidate's smallest distance, 1
    /// less the cosine, to those chosen before.
    private static func best(_ scores: [Float], of candidates: [Int], in rows: CSRMatrix) -> [Int] {
        let lengths = candidates.map { length(rows, $0) }
        var left = scores
        var leftOver = [Float](repeating: 1, count: scores.count)
        var best: [Int] = []
        while best.count < maximum {
            func value(_ index: Int) -> Float { left[index] * leftOver[index] * leftOver[index] }
            guard let next = left.indices.max(by: { (value($0), $1) < (value($1), $0) }), value(next) > 0 else { break }
            best.append(candidates[next])
            left[next] = 0
            var taken = [Float](repeating: 0, count: rows.columns)
            for entry in rows.rowOffsets[candidates[next]]..<rows.rowOffsets[candidates[next] + 1] {
                taken[Int(rows.columnIndices[entry])] = rows.values[entry] / lengths[next]
            }
            for index in left.indices where left[index] > 0 {
                leftOver[index] = min(
                    leftOver[index], max(0, 1 - product(rows, candidates[index], taken) / lengths[index]))
            }
        }
        return best
    }

    private static func length(_ matrix: CSRMatrix, _ row: Int) -> Float {
        matrix.values[matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// The mean of some rows, scaled to length 1; all zeros if there are no rows.
    private static func mean(_ matrix: CSRMatrix, _ rows: [Int]) -> [Float] {
        var mean = [Float](repeating: 0, count: matrix.columns)
        for row in rows {
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                mean[Int(matrix.columnIndices[entry])] += matrix.values[entry]
            }
        }
        let length = mean.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        return length > 0 ? mean.map { Float(Double($0) / length) } : mean
    }

    private static func product(_ matrix: CSRMatrix, _ row: Int, _ dense: [Float]) -> Float {
        var sum: Float = 0
        for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
            sum += matrix.values[entry] * dense[Int(matrix.columnIndices[entry])]
        }
        return sum
    }
}
