/// How far probabilities can be believed: whether of what is called 80% sure eight of ten are right.
///
/// With several labels an article every label of every article counts; with one, the best label of each.
public struct Reliability: Equatable, Sendable, Codable {
    /// Of the probabilities within a tenth of the way from 0 to 1; the upper end belongs to the next one.
    public struct Bin: Equatable, Sendable, Codable {
        public var lower: Double
        public var upper: Double
        public var count: Int
        /// The mean of the probabilities; 0 where there are none.
        public var probability: Double
        /// What share of them were right; 0 where there are none.
        public var share: Double
    }

    /// How many probabilities there are.
    public var count: Int
    /// Expected calibration error: how far probability and share are apart in a bin, the mean over all
    /// probabilities (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
    /// binning", AAAI 2015).
    public var expectedCalibrationError: Double
    /// The mean squared distance of the probabilities from 1 (right) or 0 (Brier 1950).
    public var brierScore: Double
    public var bins: [Bin]
}

/// Counts probabilities one by one, so that they need not be held.
package struct ReliabilityCount {
    private static let bins = 10
    private var counts = [Int](repeating: 0, count: bins)
    private var sums = [Double](repeating: 0, count: bins)
    private var hits = [Int](repeating: 0, count: bins)
    private var squares = 0.0

    package init() {}

    /// - Parameter probability: from 0 to 1; what is no number counts as 0.
    package mutating func add(_ probability: Double, isTrue: Bool) {
        let probability = min(1, max(0, probability.isNaN ? 0 : probability))
        let bin = min(ReliabilityCount.bins - 1, Int(probability * Double(ReliabilityCount.bins)))
        counts[bin] += 1
        sums[bin] += probability
        if isTrue { hits[bin] += 1 }
        let difference = probability - (isTrue ? 1 : 0)
        squares += difference * difference
    }

    /// Nil where nothing was counted.
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
