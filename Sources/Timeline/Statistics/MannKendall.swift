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
    /// - Complexity: O(n² log n) for n values; memory for n² / 2 numbers.
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
        slopes.sort()
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
        let middle = slopes.count / 2
        slope = slopes.count % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2
        let reach = Distributions.normalQuantile((1 + confidence) / 2) * deviation
        func quantile(_ rank: Double) -> Double {
            let place = min(max(rank - 1, 0), Double(slopes.count - 1))
            let below = Int(place)
            let above = min(below + 1, slopes.count - 1)
            return slopes[below] + (slopes[above] - slopes[below]) * (place - Double(below))
        }
        interval = Interval(
            lower: quantile((Double(slopes.count) - reach) / 2),
            upper: quantile((Double(slopes.count) + reach) / 2 + 1))
    }

    /// The minimum number of values.
    public static let minimumCount = 8
}
