/// Finds thresholds: the score from which labels are given.
package enum ScoreCut {
    /// The threshold with the highest F1, and that F1; of equal ones the highest threshold, and (0, −1) without
    /// scores.
    ///
    /// - Parameter hits: how right each label is, from 0 to 1; one per score.
    /// - Complexity: O(n log n).
    package static func best<Score: BinaryFloatingPoint>(_ scores: [Score], hits: [Double]) -> (cut: Score, f1: Double)
    {
        let positives = hits.reduce(0, +)
        var best = (cut: Score(0), f1: -1.0)
        forEachCut(scores, hits) { cut, given, right in
            let f1 = 2 * right / (Double(given) + positives)
            if f1 > best.f1 { best = (cut, f1) }
        }
        return best
    }

    /// The lowest threshold at which the labels reach the given precision; nil if none does.
    package static func lowest(_ scores: [Double], hits: [Double], precision: Double) -> Double? {
        var lowest: Double?
        forEachCut(scores, hits) { cut, given, right in
            if right >= precision * Double(given) { lowest = cut }
        }
        return lowest
    }

    /// Calls `body` for every threshold from the highest score down, with the number of labels given and the sum of
    /// their hits.
    private static func forEachCut<Score: BinaryFloatingPoint>(
        _ scores: [Score], _ hits: [Double], _ body: (_ cut: Score, _ given: Int, _ right: Double) -> Void
    ) {
        precondition(scores.count == hits.count)
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var right = 0.0
        for (rank, index) in order.enumerated() {
            right += hits[index]
            // Labels with equal scores are given or withheld together.
            if rank + 1 < order.count, scores[order[rank + 1]] == scores[index] { continue }
            body(scores[index], rank + 1, right)
        }
    }
}
