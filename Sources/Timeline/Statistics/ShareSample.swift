/// Shares from 0 to 1, one of each article: their mean, and where that of all such articles may lie.
///
/// Intervals are those of the Studentized mean, corrected for skewness (Edgeworth expansion: Hall, "The Bootstrap and
/// Edgeworth Expansion", 1992, section 2.6; Johnson, "Modified t tests and confidence intervals for asymmetrical
/// populations", 1978): most articles are about a topic hardly at all, and a few nearly wholly. Of few articles they hold
/// the mean less often than 95 times in 100, since these may have none of the few.
///
/// Sums are whole numbers, so that the order of the shares does not matter.
struct ShareSample: Equatable, Sendable {
    private(set) var count = 0
    /// Of the shares, their squares and cubes, in units of 2⁻³⁶.
    private var sums = SIMD4<UInt64>.zero
    private static let unit = 0x1p-36

    /// - Precondition: 0 ≤ share ≤ 1, and fewer than 2²⁷ shares.
    mutating func add(_ share: Float) {
        let value = UInt64(share * 0x1p36)
        let rounded = value >> 16
        let square = rounded * rounded
        count += 1
        sums &+= SIMD4(value, square >> 4, (square >> 20) * rounded >> 4, 0)
    }

    /// Of at least one share.
    var mean: Double { Double(sums[0]) * ShareSample.unit / Double(count) }

    /// The 95% interval of the mean; nil for a single share, which allows none.
    var interval: Interval? {
        guard count > 1 else { return nil }
        let moments = meanMoments
        return Interval(around: mean, moments, freedom: Double(count - 1), within: 0...1)
    }

    /// The 95% interval of the mean minus that of an independent sample (Welch 1947); nil where one has a single share.
    func interval(minus other: ShareSample) -> Interval? {
        guard count > 1, other.count > 1 else { return nil }
        let (own, its) = (meanMoments, other.meanMoments)
        let variance = own.variance + its.variance
        let freedom =
            variance * variance
            / (own.variance * own.variance / Double(count - 1) + its.variance * its.variance / Double(other.count - 1))
        return Interval(
            around: mean - other.mean, (variance, own.third - its.third), freedom: freedom, within: -1...1)
    }

    /// The variance and the third central moment of the mean.
    private var meanMoments: (variance: Double, third: Double) {
        let (n, mean) = (Double(count), mean)
        let (second, third) = (Double(sums[1]) * ShareSample.unit / n, Double(sums[2]) * ShareSample.unit / n)
        let variance = max(0, second - mean * mean)
        return (variance / (n - 1), (third - 3 * mean * second + 2 * mean * mean * mean) / (n * n))
    }
}

extension Interval {
    /// - Parameter freedom: the degrees of freedom of the variance.
    fileprivate init(
        around mean: Double, _ moments: (variance: Double, third: Double), freedom: Double, within: ClosedRange<Double>
    ) {
        // Sums are rounded, so equal shares may differ a little from their mean.
        guard moments.variance > 1e-14 else {
            self.init(lower: mean, upper: mean)
            return
        }
        let error = moments.variance.squareRoot()
        let z = Distributions.normalQuantile(0.975)
        // Of 3 shares two of which are 0, as much as the sample can be skewed at all.
        let shift = moments.third / moments.variance * (1 + 2 * z * z) / 6
        let half = Distributions.studentQuantile(0.975, freedom: max(1, freedom)) * error
        func bounded(_ value: Double) -> Double { min(max(value, within.lowerBound), within.upperBound) }
        self.init(lower: bounded(mean + shift - half), upper: bounded(mean + shift + half))
    }
}
