/// What p-values are worth when many are looked at together.
public enum FalseDiscoveryRate {
    /// The rate at which trend calls a finding significant.
    public static let level = 0.05

    /// Adjusted p-values: those at most q are the discoveries of which no more than a part q is expected to
    /// be false (Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995).
    ///
    /// - Returns: by place; nil where no test was made, which counts for nothing.
    /// - Complexity: that of sorting.
    public static func adjusted(_ pValues: [Double?]) -> [Double?] {
        let order = pValues.indices.filter { pValues[$0] != nil }.sorted { pValues[$0]! < pValues[$1]! }
        var adjusted = pValues
        var least = 1.0
        for (rank, index) in order.enumerated().reversed() {
            least = min(least, pValues[index]! * Double(order.count) / Double(rank + 1))
            adjusted[index] = least
        }
        return adjusted
    }
}
