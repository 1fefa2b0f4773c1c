/// How well predicted probabilities match observed frequencies: about 8 in 10 predictions of 80% should be right.
///
/// With several labels per article, every label of every article counts; with one, only the best label of each
/// article.
public struct Reliability: Equatable, Sendable, Codable {
    /// The probabilities within one tenth of the range from 0 to 1; the upper end belongs to the next bin.
    public struct Bin: Equatable, Sendable, Codable {
        /// The lower end, inclusive.
        public var lower: Double
        /// The upper end.
        public var upper: Double
        /// The number of probabilities in the bin.
        public var count: Int
        /// The mean of the probabilities; 0 for an empty bin.
        public var probability: Double
        /// The share of right predictions; 0 for an empty bin.
        public var share: Double
    }

    /// The number of probabilities.
    public var count: Int
    /// Expected calibration error: the mean over all probabilities of the difference between a bin's mean probability
    /// and its share (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning",
    /// AAAI 2015).
    public var expectedCalibrationError: Double
    /// The mean squared distance of the probabilities from 1 (right) or 0 (wrong) (Brier 1950).
    public var brierScore: Double
    /// Ten bins of equal width, in ascending order.
    public var bins: [Bin]
}

/// Accumulates probabilities one by one, so that they need not be stored.
package struct ReliabilityCount {
    private static let bins = 10
    private var counts = [Int](repeating: 0, count: bins)
    private var sums = [Double](repeating: 0, count: bins)
    private var hits = [Int](repeating: 0, count: bins)
    private var squares = 0.0

    /// Begins with no probabilities.
    package init() {}

    /// Counts one probability.
    ///
    /// - Parameter probability: from 0 to 1; NaN counts as 0.
    package mutating func add(_ probability: Double, isTrue: Bool) {
        let probability = min(1, max(0, probability.isNaN ? 0 : probability))
        let bin = min(ReliabilityCount.bins - 1, Int(probability * Double(ReliabilityCount.bins)))
        counts[bin] += 1
        sums[bin] += probability
        if isTrue { hits[bin] += 1 }
        let difference = probability - (isTrue ? 1 : 0)
        squares += difference * difference
    }

    /// The reliability of all probabilities so far; nil before the first.
    package var reliability: Reliability? {
        let all = counts.reduce(0, +)
        guard all > 0 else { return nil }
        var distance = 0.0
        let width = 1 / Double(ReliabilityCount.bins)
        let bins = counts.indices.map { bin in
            distance += abs(sums[bin] - Double(hits[bin]))
            let count = Double(max(1, counts[bin]))
            return Reliability.Bin(
                lower: Double(bin) * width, upper: Double(bin + 1) * width, count: counts[bin],
                probability: sums[bin] / count, share: Double(hits[bin]) / count)
        }
        return Reliability(
            count: all, expectedCalibrationError: distance / Double(all), brierScore: squares / Double(all), bins: bins)
    }
}
