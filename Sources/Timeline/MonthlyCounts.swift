import Corpus

/// Articles per month, in all and by name: of industries, of terms, of whatever articles have.
public struct MonthlyCounts: Equatable, Sendable {
    /// From the first month with an article to the last one, without gaps.
    public let months: [Month]
    /// All dated articles, by month.
    public let totals: [Int]
    /// By name, in the order of the names given: articles by month.
    public let series: [Series]
    /// Articles without a date, which are in no month.
    public let undated: Int

    public struct Series: Equatable, Sendable {
        public var name: String
        public var counts: [Int]
        public var total: Int { counts.reduce(0, +) }
    }

    /// - Parameters:
    ///   - published: the month of each article.
    ///   - names: what each article counts for; a name counts once an article.
    ///   - order: the names to count, in the order wanted.
    /// - Complexity: linear in the articles and their names.
    public init(published: [Month?], names: [[String]], order: [String]) {
        precondition(published.count == names.count)
        let dated = published.compactMap { $0 }
        undated = published.count - dated.count
        guard let first = dated.min(), let last = dated.max() else {
            (months, totals) = ([], [])
            series = order.map { Series(name: $0, counts: []) }
            return
        }
        months = Month.span(first, last)
        let indexOfMonth = Dictionary(uniqueKeysWithValues: zip(months, months.indices))
        let indexOfName = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        var totals = [Int](repeating: 0, count: months.count)
        var counts = [[Int]](repeating: totals, count: order.count)
        for (month, own) in zip(published, names) {
            guard let month else { continue }
            let index = indexOfMonth[month]!
            totals[index] += 1
            for name in Set(own) {
                if let series = indexOfName[name] { counts[series][index] += 1 }
            }
        }
        self.totals = totals
        series = zip(order, counts).map { Series(name: $0, counts: $1) }
    }

    public func total(in month: Month) -> Int? { months.firstIndex(of: month).map { totals[$0] } }

    /// Articles of a series in a month; nil where the month has no articles at all, which is a gap and
    /// not a zero.
    public func count(_ series: Series, in month: Month) -> Int? {
        guard let index = months.firstIndex(of: month), totals[index] > 0 else { return nil }
        return series.counts[index]
    }

    /// Share of a month's articles, from 0 to 1; nil where the month has none.
    public func share(_ series: Series, in month: Month) -> Double? {
        guard let index = months.firstIndex(of: month), totals[index] > 0 else { return nil }
        return Double(series.counts[index]) / Double(totals[index])
    }
}
