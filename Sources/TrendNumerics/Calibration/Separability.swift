/// How well a score tells two groups apart.
public struct Separability: Equatable, Sendable {
    /// The probability that one of the second group has a higher score than one of the first, where equal scores count
    /// half: the area under the ROC curve. 0.5 is chance.
    public let probability: Double
    /// Its standard error where the groups do not differ.
    public let standardError: Double

    /// - Returns: nil where a group is empty.
    /// - Complexity: O(n log n).
    public init?(_ first: [Float], below second: [Float]) {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let (first, second) = (first.sorted(), second.sorted())
        var (below, equal) = (0, 0)
        var pairs = 0.0
        for score in second {
            while below < first.count, first[below] < score { below += 1 }
            equal = max(equal, below)
            while equal < first.count, first[equal] == score { equal += 1 }
            pairs += Double(below) + Double(equal - below) / 2
        }
        let (m, n) = (Double(first.count), Double(second.count))
        probability = pairs / (m * n)
        standardError = ((m + n + 1) / (12 * m * n)).squareRoot()
    }
}
