/// Whether values depend on the month of the year, or on the quarter.
public struct Seasonality: Equatable, Sendable {
    /// Of Friedman's test, with the years as blocks: "The use of ranks to avoid the assumption of normality
    /// implicit in the analysis of variance", JASA 32 (1937), with the correction for ties; chi-square with
    /// one degree of freedom less than there are seasons.
    public let pValue: Double
    /// Friedman's statistic.
    public let statistic: Double
    public let years: Int
    /// Mean rank within a year, by season, from 1 (lowest) to the number of seasons.
    public let meanRanks: [Double]

    /// - Parameters:
    ///   - values: at successive times without gaps, whole years of them: the seasons of a year one after
    ///     another, whichever comes first. What they rise in time must be taken out before, else the later
    ///     seasons of each year rank higher.
    ///   - seasons: in a year.
    /// - Returns: nil for less than two years.
    /// - Precondition: as many values as fill whole years.
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
