import Corpus

/// Sums of articles' shares of topics, by period, from which `TopicPrevalence` is made. Articles leave their dates and
/// nothing else.
public struct TopicShares: Sendable {
    public let topics: Int
    private let rule: PeriodRule
    /// The day of each article.
    public private(set) var published: [CalendarDate?] = []
    private var all: [ShareSample]
    private var byPeriod: [Period: [ShareSample]] = [:]

    public init(topics: Int, by rule: PeriodRule) {
        (self.topics, self.rule) = (topics, rule)
        all = Array(repeating: ShareSample(), count: topics)
    }

    /// Adds articles.
    ///
    /// - Parameters:
    ///   - shares: articles × topics, row by row: each row sums to 1, or is 0 for an article without a topic.
    ///   - published: the day of each article.
    public mutating func add(_ shares: [Float], published: [CalendarDate?]) {
        precondition(shares.count == published.count * topics)
        let none = Array(repeating: ShareSample(), count: topics)
        for (article, day) in published.enumerated() {
            let row = shares[article * topics..<(article + 1) * topics]
            TopicShares.add(row, to: &all)
            guard let day else { continue }
            TopicShares.add(row, to: &byPeriod[rule.period(of: day), default: none])
        }
        self.published += published
    }

    private static func add(_ row: ArraySlice<Float>, to sums: inout [ShareSample]) {
        for (topic, share) in row.enumerated() { sums[topic].add(share) }
    }

    /// The share of a topic in all articles, dated or not; nil without any.
    public func share(of topic: Int) -> Double? { published.isEmpty ? nil : all[topic].mean }

    func samples(in period: Period) -> [ShareSample]? { byPeriod[period] }

    func totals(dataStart: CalendarDate?, dataEnd: CalendarDate?) -> PeriodTotals {
        PeriodTotals(published: published, stories: nil, by: rule, dataStart: dataStart, dataEnd: dataEnd)
    }
}
