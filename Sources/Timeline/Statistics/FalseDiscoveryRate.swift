/// Correction of p-values for multiple tests.
public enum FalseDiscoveryRate {
    /// The false discovery rate at which a finding counts as significant.
    public static let level = 0.05

    /// Adjusted p-values (Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995).
    ///
    /// Among the findings with an adjusted p-value of at most q, the expected share of false ones is at most q.
    ///
    /// - Parameter tests: the number of tests, where there are more than p-values; those of the others count as 1.
    /// - Returns: one per p-value; nil where no test was made, which does not count as a test.
    /// - Complexity: O(n log n).
    public static func adjusted(_ pValues: [Double?], of tests: Int = 0) -> [Double?] {
        let order = pValues.indices.filter { pValues[$0] != nil }.sorted { pValues[$0]! < pValues[$1]! }
        let tests = Double(max(tests, order.count))
        var adjusted = pValues
        var minimum = 1.0
        for (rank, index) in order.enumerated().reversed() {
            minimum = min(minimum, pValues[index]! * tests / Double(rank + 1))
            adjusted[index] = minimum
        }
        return adjusted
    }
}
