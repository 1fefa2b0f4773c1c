/// A non-decreasing function fitted by least squares: constant steps, joined by straight lines.
///
/// It minimizes Σᵢ (f(sᵢ) − yᵢ)² over the scores sᵢ and targets yᵢ, subject to f not decreasing.
///
/// The method is pool adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman 1955), as in Zadrozny and Elkan,
/// "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002.
package struct IsotonicRegression: Equatable, Sendable {
    /// The first and the last score of each step, in ascending order.
    package private(set) var scores: [Float] = []
    /// The fitted value at each score, non-decreasing.
    package private(set) var values: [Double] = []

    private struct Block {
        var first: Float
        var last: Float
        var sum: Double
        var count: Double

        var mean: Double { sum / count }
    }

    /// Fits the function to scores and targets.
    ///
    /// - Parameter targets: one per score.
    /// - Complexity: O(n log n).
    package init(scores: [Float], targets: [Double]) {
        precondition(scores.count == targets.count)
        var blocks: [Block] = []
        for index in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
            if let last = blocks.last, last.first == scores[index] {
                // Equal scores share one value. Their block is the last one, because no larger score has been seen
                // yet.
                blocks[blocks.count - 1].sum += targets[index]
                blocks[blocks.count - 1].count += 1
            } else {
                IsotonicRegression.pool(&blocks)
                blocks.append(Block(first: scores[index], last: scores[index], sum: targets[index], count: 1))
            }
        }
        IsotonicRegression.pool(&blocks)
        for block in blocks {
            for score in block.first < block.last ? [block.first, block.last] : [block.first] {
                self.scores.append(score)
                values.append(block.mean)
            }
        }
    }

    /// Merges the last block with the blocks before it whose mean is not lower.
    private static func pool(_ blocks: inout [Block]) {
        while blocks.count > 1, blocks[blocks.count - 2].mean >= blocks[blocks.count - 1].mean {
            let last = blocks.removeLast()
            blocks[blocks.count - 1].last = last.last
            blocks[blocks.count - 1].sum += last.sum
            blocks[blocks.count - 1].count += last.count
        }
    }
}
