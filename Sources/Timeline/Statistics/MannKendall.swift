/// Whether values go up or down in time, and how steeply, whatever their distribution.
///
/// The values are taken for independent but for the trend; where each resembles the one before it, p is
/// too small.
public struct MannKendall: Equatable, Sendable {
    /// Kendall's S: pairs that rise less pairs that fall.
    public let score: Int
    /// P of an |S| as large without a trend: Mann, "Nonparametric tests against trend", Econometrica 13
    /// (1945); Kendall, "Rank correlation methods" (1975), section 4.9, for the variance with ties and the
    /// continuity correction. The normal approximation, good from about 8 values on.
    public let pValue: Double
    /// The median of the slopes of all pairs, in value a unit of time: Sen, "Estimates of the regression
    /// coefficient based on Kendall's tau", JASA 63 (1968).
    public let slope: Double
    /// Of the slope; Sen's section 4, in the form of Gilbert, "Statistical methods for environmental
    /// pollution monitoring" (1987), section 16.5: bounds between two of the slopes are interpolated.
    public let interval: Interval

    /// - Parameters:
    ///   - times: ascending, with gaps where there are no values.
    ///   - values: one a time.
    /// - Returns: nil for fewer than `leastCount` values.
    /// - Complexity: n² log n for n values, in n² / 2 numbers of memory.
    public init?(times: [Int], values: [Double], confidence: Double = 0.95) {
        precondition(times.count == values.count)
        let n = values.count
        guard n >= MannKendall.leastCount else { return nil }
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

    public static let leastCount = 8
}
