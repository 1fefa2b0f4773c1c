/// Finds the score down to which labels are given.
package enum ScoreCut {
    /// Down to which score labels are given for the best F1, and that F1; 0 where there is nothing to give.
    ///
    /// - Parameter hits: how right each would be, from 0 to 1.
    /// - Complexity: n log n.
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

    /// The lowest score down to which the share of right labels is what is wanted; nil where there is none.
    package static func lowest(_ scores: [Double], hits: [Double], precision: Double) -> Double? {
        var lowest: Double?
        forEachCut(scores, hits) { cut, given, right in
            if right >= precision * Double(given) { lowest = cut }
        }
        return lowest
    }

    /// From the highest score down: how many are given down to it, and how right they are together.
    private static func forEachCut<Score: BinaryFloatingPoint>(
        _ scores: [Score], _ hits: [Double], _ body: (_ cut: Score, _ given: Int, _ right: Double) -> Void
    ) {
        precondition(scores.count == hits.count)
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var right = 0.0
        for (rank, index) in order.enumerated() {
            right += hits[index]
            // Equal scores are given or withheld together.
            if rank + 1 < order.count, scores[order[rank + 1]] == scores[index] { continue }
            body(scores[index], rank + 1, right)
        }
    }
}
