import Numerics
import Features

/// The articles that represent the reported months best, and those least like earlier coverage.
///
/// In the space of TF-IDF rows: central is what has the highest cosine with the mean of the time's stories,
/// novel what gains most from the mean of the stories before to that of the time, and so has company now but
/// had none then. (Farthest from the past alone would be whatever is odd.) One event does not fill a list: an
/// article counts for what its likeness to those already taken leaves of it (in the manner of maximal
/// marginal relevance, Carbonell and Goldstein, SIGIR 1998, as a product), and none is in both lists.
struct ArticlesToRead: Equatable, Sendable {
    /// Indices of articles, the first one first.
    let central: [Int]
    /// By article that stands for a story of the time: how central it is.
    private let centrality: [Int: Float]
    /// None where nothing lies before.
    let novel: [Int]

    private static let maximum = 8

    /// - Parameters:
    ///   - texts: of all articles, normalized.
    ///   - leads: the articles that stand for their stories.
    ///   - isReported: whether an article is of the time.
    ///   - vectorizer: nil where there was nothing to learn one from.
    /// - Complexity: linear in the leads' texts.
    init(
        _ texts: [[UInt32]], leads: [Int], vectorizer: PhraseVectorizer?, isReported: (Int) -> Bool, threads: Int
    ) {
        guard let vectorizer else {
            (central, centrality, novel) = ([], [:], [])
            return
        }
        let rows = vectorizer.transform(leads.map { texts[$0] }, threads: threads)
        let own = leads.indices.filter { isReported(leads[$0]) }
        let now = ArticlesToRead.mean(rows, own)
        let then = ArticlesToRead.mean(rows, leads.indices.filter { !isReported(leads[$0]) })
        let cosines = own.map { ArticlesToRead.product(rows, $0, now) }
        centrality = Dictionary(uniqueKeysWithValues: zip(own.map { leads[$0] }, cosines))
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

    /// Those of some rows that score best, each score times the square of what its likeness to those before
    /// leaves of it.
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

    /// The most central of some articles; nil if none of them represents a story of the reported months.
    func mostCentral(_ articles: [Int]) -> Int? {
        articles.filter { centrality[$0] != nil }.max { (centrality[$0]!, $1) < (centrality[$1]!, $0) }
    }

    /// Scaled to the length 1; zeros of no rows.
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
