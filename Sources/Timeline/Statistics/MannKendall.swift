import TrendNumerics

/// Tests whether values rise or fall over time, and estimates the slope, for any distribution.
///
/// The values are assumed to be independent apart from the trend. If each resembles the one before it, p is too small.
public struct MannKendall: Equatable, Sendable {
    /// Kendall's S: the number of rising pairs minus the number of falling pairs.
    public let score: Int
    /// The probability of |S| this large without a trend.
    ///
    /// After Mann, "Nonparametric tests against trend", Econometrica 13 (1945); variance with ties and continuity
    /// correction after Kendall, "Rank correlation methods" (1975), section 4.9. It uses the normal approximation,
    /// which is good from about 8 values.
    public let pValue: Double
    /// The median of the slopes of all pairs, in value per unit of time: Sen, "Estimates of the regression coefficient
    /// based on Kendall's tau", JASA 63 (1968).
    public let slope: Double
    /// The confidence interval of the slope: Sen's section 4 in the form of Gilbert, "Statistical methods for
    /// environmental pollution monitoring" (1987), section 16.5. Bounds between two slopes are interpolated.
    public let interval: Interval

    /// Tests a series of values.
    ///
    /// - Parameters:
    ///   - times: ascending, with gaps where there are no values.
    ///   - values: one per time.
    ///   - confidence: the level of the interval.
    /// - Returns: nil for fewer than `minimumCount` values.
    /// - Complexity: O(n²) for n values; memory for n² / 2 numbers.
    public init?(times: [Int], values: [Double], confidence: Double = 0.95) {
        precondition(times.count == values.count)
        let n = values.count
        guard n >= MannKendall.minimumCount else { return nil }
        var slopes: [Double] = []
        slopes.reserveCapacity(n * (n - 1) / 2)
        var score = 0
        for j in 1..<n {
            for i in 0..<j {
                let rise = values[j] - values[i]
                score += rise > 0 ? 1 : rise < 0 ? -1 : 0
                slopes.append(rise / Double(times[j] - times[i]))
            }
        }
        let sorted = values.sorted()
        func term(_ n: Int) -> Double { Double(n) * Double(n - 1) * Double(2 * n + 5) }
        var variance = term(n)
        var start = 0
        for end in 1...n where end == n || sorted[end] != sorted[start] {
            variance -= term(end - start)
            start = end
        }
        variance /= 18
        self.score = score
        let deviation = variance.squareRoot()
        pValue = variance > 0 ? Distributions.normalTwoSided(Double(max(0, abs(score) - 1)) / deviation) : 1
        let reach = Distributions.normalQuantile((1 + confidence) / 2) * deviation
        let last = slopes.count - 1
        // Places between two slopes, of the lower bound, the median and the upper bound.
        let places = [
            (Double(slopes.count) - reach) / 2 - 1, Double(last) / 2, (Double(slopes.count) + reach) / 2,
        ].map { min(max($0, 0), Double(last)) }
        OrderStatistics.select(places.flatMap { [Int($0), min(Int($0) + 1, last)] }.sorted(), of: &slopes)
        let found = places.map { place -> Double in
            let (below, above) = (slopes[Int(place)], slopes[min(Int(place) + 1, last)])
            return below + (above - below) * (place - Double(Int(place)))
        }
        slope = found[1]
        interval = Interval(lower: found[0], upper: found[2])
    }

    /// The minimum number of values.
    public static let minimumCount = 8
}
