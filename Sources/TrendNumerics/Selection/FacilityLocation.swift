/// Chooses rows that stand for many others and differ from each other.
///
/// A row is covered as well as its nearest chosen row is similar to it. Each choice raises the weighted sum of all
/// coverages most (facility location; greedy choice reaches at least 63% of the optimum: Nemhauser, Wolsey and Fisher,
/// Mathematical Programming 1978). Gains only shrink, so few are computed again (Minoux 1978).
public enum FacilityLocation {
    /// The number of rows that the caller should stay below: their similarities take 64 MB.
    public static let mostRows = 4096

    /// Chooses rows, the one that gains most first.
    ///
    /// - Parameters:
    ///   - rows: rows × width, each of length 1, or 0 for a row that covers nothing.
    ///   - weights: how much it is worth to cover each row; 0 or more.
    ///   - others: rows of the same width that are chosen already.
    /// - Returns: at most `count` indices, of equally good ones the first; the same with any number of threads.
    /// - Complexity: O(rows² × width), and O(rows²) of memory.
    public static func choose(
        _ count: Int, of rows: [Float], width: Int, weights: [Float], besides others: [Float] = [], threads: Int = 1
    ) -> [Int] {
        let size = weights.count
        precondition(rows.count == size * width && others.count.isMultiple(of: width))
        guard size > 0, count > 0 else { return [] }
        let columns = transposed(rows, width: width)
        var coverage = [Float](repeating: 0, count: size)
        DenseAlgebra.forEachPiece(ofProduct: others, columns, inner: width, width: size) { _, products in
            for index in products.indices { coverage[index % size] = max(coverage[index % size], products[index]) }
        }
        let similarities = DenseAlgebra.product(rows, columns, inner: width, width: size, threads: threads)
        return similarities.withUnsafeBufferPointer { similarities in
            nonisolated(unsafe) let similarities = similarities
            @Sendable func gain(_ row: Int, _ coverage: [Float]) -> Float {
                var sum: Float = 0
                for other in 0..<size {
                    sum += weights[other] * max(0, similarities[row * size + other] - coverage[other])
                }
                return sum
            }
            var gains = Parallel.map(size, threads: threads) { [coverage] in gain($0, coverage) }
            var isChosen = [Bool](repeating: false, count: size)
            var chosen: [Int] = []
            while chosen.count < min(count, size) {
                var isFresh = [Bool](repeating: false, count: size)
                while true {
                    var best = -1
                    for row in 0..<size where !isChosen[row] && (best < 0 || gains[row] > gains[best]) { best = row }
                    if isFresh[best] {
                        isChosen[best] = true
                        chosen.append(best)
                        for other in 0..<size {
                            coverage[other] = max(coverage[other], similarities[best * size + other])
                        }
                        break
                    }
                    gains[best] = gain(best, coverage)
                    isFresh[best] = true
                }
            }
            return chosen
        }
    }

    private static func transposed(_ rows: [Float], width: Int) -> [Float] {
        let size = rows.count / width
        var columns = [Float](repeating: 0, count: rows.count)
        for row in 0..<size {
            for column in 0..<width { columns[column * size + row] = rows[row * width + column] }
        }
        return columns
    }
}
