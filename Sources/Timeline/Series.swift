import Corpus

/// Articles with a name, by period: of an industry, a term, a technology, a topic.
public struct Series: Equatable, Sendable {
    public let name: String
    /// By period, as are the totals.
    public let articles: [Int]
    /// Distinct stories by period.
    public let stories: [Int]
    public let totals: PeriodTotals
    /// How the shares are estimated, where a model tagged the articles; nil where they are counted.
    public var estimate: Estimate?

    /// - Precondition: a count for each period, not above the total.
    public init(name: String, articles: [Int], stories: [Int], totals: PeriodTotals) {
        precondition(articles.count == totals.periods.count && stories.count == totals.periods.count)
        self.name = name
        self.articles = articles
        self.stories = stories
        self.totals = totals
    }

    /// Share of a period's articles, from 0 to 1; nil for a gap.
    public func share(at period: Int) -> Double? {
        totals.articles[period] > 0 ? Double(articles[period]) / Double(totals.articles[period]) : nil
    }

    /// Share of a period's distinct stories, from 0 to 1; nil for a gap.
    public func storyShare(at period: Int) -> Double? {
        totals.stories[period] > 0 ? Double(stories[period]) / Double(totals.stories[period]) : nil
    }
}

extension Series {
    /// Counts some articles and their stories.
    ///
    /// - Parameters:
    ///   - articles: those with the name, each once, by their numbers in the following.
    ///   - published: the day of each article; those without one are not counted.
    ///   - stories: each article's story.
    ///   - totals: of all of the articles, or of more.
    /// - Complexity: linear in the articles with the name, and in the periods.
    public init(
        name: String, articles: [Int32], published: [CalendarDate?], stories: [Int], in totals: PeriodTotals
    ) {
        var counter = StoryCounter(periods: totals.periods.count)
        if let start = totals.periods.first {
            for article in articles {
                guard let day = published[Int(article)] else { continue }
                counter.count(stories[Int(article)], in: start.distance(to: start.rule.period(of: day)))
            }
        }
        self.init(name: name, articles: counter.articles, stories: counter.stories, totals: totals)
    }

    /// Counts articles and stories.
    ///
    /// A story counts once in each period in which it appears, under all names that any of its articles
    /// has there.
    ///
    /// - Parameters:
    ///   - published: the day of each article.
    ///   - stories: each article's story (`NearDuplicates.storyNumbers`); nil takes all for distinct.
    ///   - names: what each article counts for; a name counts once an article.
    ///   - order: the names to count, in the order wanted, each once.
    ///   - dataStart, dataEnd: the first and the last day that the data cover, if they are known; else `Coverage` tells.
    /// - Complexity: linear in the articles and their names, and in names × periods.
    public static func count(
        published: [CalendarDate?], stories: [Int]?, names: [[String]], order: [String], by rule: PeriodRule,
        dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil
    ) -> (totals: PeriodTotals, series: [Series]) {
        let totals = PeriodTotals(
            published: published, stories: stories, by: rule, dataStart: dataStart, dataEnd: dataEnd)
        return (totals, count(published: published, stories: stories, names: names, order: order, in: totals))
    }

    /// The series of more names of articles whose totals are known.
    ///
    /// - Parameter totals: of the same articles.
    public static func count(
        published: [CalendarDate?], stories: [Int]?, names: [[String]], order: [String], in totals: PeriodTotals
    ) -> [Series] {
        precondition(published.count == names.count && stories?.count ?? names.count == names.count)
        var counters = order.map { _ in StoryCounter(periods: totals.periods.count) }
        if let start = totals.periods.first, !order.isEmpty {
            let rule = start.rule
            let indexOfName = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
            for (article, day) in published.enumerated() where !names[article].isEmpty {
                guard let day else { continue }
                let index = start.distance(to: rule.period(of: day))
                // A set costs as much as all else, and most articles have one name.
                let own = names[article].count > 1 ? Array(Set(names[article])) : names[article]
                for name in own {
                    guard let series = indexOfName[name] else { continue }
                    counters[series].count(stories?[article] ?? article, in: index)
                }
            }
        }
        return zip(order, counters).map { name, counter in
            Series(name: name, articles: counter.articles, stories: counter.stories, totals: totals)
        }
    }
}
