/// The rising steps nearest to the targets, straight lines between their ends.
///
/// Pools adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman 1955), as in Zadrozny and Elkan,
/// "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002.
package struct IsotonicRegression: Equatable, Sendable {
    /// Rising; the first and the last score of each step.
    package private(set) var scores: [Float] = []
    /// One a score, not falling.
    package private(set) var values: [Double] = []

    private struct Block {
        var first: Float
        var last: Float
        var sum: Double
        var count: Double

        var mean: Double { sum / count }
    }

    /// - Parameter targets: one a score.
    /// - Complexity: n log n.
    package init(scores: [Float], targets: [Double]) {
        precondition(scores.count == targets.count)
        var blocks: [Block] = []
        for index in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
            if let last = blocks.last, last.first == scores[index] {
                // Equal scores have one value. They are the last block, since it begins and so ends with them.
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

    /// Joins the last block with those before it that are not below it.
    private static func pool(_ blocks: inout [Block]) {
        while blocks.count > 1, blocks[blocks.count - 2].mean >= blocks[blocks.count - 1].mean {
            let last = blocks.removeLast()
            blocks[blocks.count - 1].last = last.last
            blocks[blocks.count - 1].sum += last.sum
            blocks[blocks.count - 1].count += last.count
        }
    }
}
