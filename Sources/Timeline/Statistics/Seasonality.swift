/// A test for values that depend on the month or quarter of the year.
public struct Seasonality: Equatable, Sendable {
    /// The p-value of Friedman's test with the years as blocks: "The use of ranks to avoid the assumption of normality
    /// implicit in the analysis of variance", JASA 32 (1937), with the correction for ties. The statistic is compared
    /// with chi-square with one degree of freedom fewer than seasons.
    public let pValue: Double
    /// Friedman's statistic.
    public let statistic: Double
    /// The number of years.
    public let years: Int
    /// The mean rank within a year, per season, from 1 (lowest) to the number of seasons.
    public let meanRanks: [Double]

    /// Tests whole years of values.
    ///
    /// - Parameters:
    ///   - values: at successive times without gaps, whole years of them, beginning with any season. Remove any trend
    ///     first; otherwise the later seasons of each year rank higher.
    ///   - seasons: the number of seasons per year.
    /// - Returns: nil for fewer than two years.
    /// - Precondition: the number of values is a multiple of `seasons`, and `seasons` is at least 2.
    public init?(values: [Double], seasons: Int) {
        precondition(seasons >= 2 && values.count % seasons == 0)
        years = values.count / seasons
        guard years >= 2 else { return nil }
        var rankSums = [Double](repeating: 0, count: seasons)
        var tied = 0.0
        for year in 0..<years {
            let own = values[(year * seasons)..<((year + 1) * seasons)]
            let order = (0..<seasons).sorted { own[own.startIndex + $0] < own[own.startIndex + $1] }
            var start = 0
            for end in 1...seasons
            where end == seasons || own[own.startIndex + order[end]] != own[own.startIndex + order[start]] {
                // Equal values share the mean of their ranks, from 1.
                for place in start..<end { rankSums[order[place]] += Double(start + end + 1) / 2 }
                let ties = Double(end - start)
                tied += ties * ties * ties - ties
                start = end
            }
        }
        let (n, k) = (Double(years), Double(seasons))
        let squares = rankSums.reduce(0) { $0 + $1 * $1 }
        let correction = 1 - tied / (n * k * (k * k - 1))
        statistic = correction > 0 ? (12 / (n * k * (k + 1)) * squares - 3 * n * (k + 1)) / correction : 0
        pValue = Distributions.chiSquareTail(statistic, freedom: seasons - 1)
        meanRanks = rankSums.map { $0 / n }
    }
}
