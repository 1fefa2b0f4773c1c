import Corpus
import Features
import Text
import Timeline

/// How many stories topics were found in, beside those of the reported periods.
struct TopicSample: Equatable, Sendable {
    let stories: Int
    let of: Int

    init(stories: Int, of all: Int) { (self.stories, of) = (stories, all) }
}

extension ReportFacts {
    /// More stories than this are sorted into topics that were found in so many of them, where a report has a sample of
    /// articles anyway.
    static let mostFitted = 1 << 15

    /// Stories by numbers from 0, in the order of their first articles.
    static func numbered(_ stories: [Int]) -> [Int] {
        var numbers: [Int: Int] = [:]
        return stories.map { story in
            if let known = numbers[story] { return known }
            numbers[story] = numbers.count
            return numbers.count - 1
        }
    }

    /// The number of each article among all, from 1.
    ///
    /// - Parameters:
    ///   - days: those of the articles, ascending; all articles of their periods.
    ///   - totals: of all articles, if the articles are not all.
    static func ids(of days: [CalendarDate], _ rule: PeriodRule, _ totals: PeriodTotals?) -> [Int] {
        guard let totals, let first = totals.periods.first else { return days.indices.map { $0 + 1 } }
        var before = [0]
        for count in totals.articles { before.append(before[before.count - 1] + count) }
        var (period, start) = (-1, 0)
        return days.enumerated().map { index, day in
            let own = first.distance(to: rule.period(of: day))
            if own != period { (period, start) = (own, index) }
            return before[own] + index - start + 1
        }
    }

    /// The texts in which topics are found, without boilerplate: those of the entries, then of a sample of other stories.
    ///
    /// - Returns: with the first text of each story.
    static func texts(
        _ entries: [Entry], _ stories: [Int], _ sample: [ReportArticle], threads: Int
    ) -> (texts: [ArticleText], leads: [Int]) {
        let articles = entries.map(\.article) + sample
        let own = leads(stories)
        return (
            articles.map(\.text).withoutBoilerplate(
                sources: articles.map(\.sourceName), stories: stories + sample.indices.map { own.count + $0 },
                threads: threads),
            own + sample.indices.map { entries.count + $0 }
        )
    }
}

extension ReportFacts.DataNotes {
    init(_ source: ReportSource, _ selection: ReportSelection) {
        let all = source.articles
        if let data = source.history?.data {
            self.init(
                read: data.read, rejects: source.rejects, tagged: data.tagged, unlabeled: data.unlabeled,
                filledTechnologies: data.filledTechnologies, filledKeywords: data.filledKeywords,
                undated: data.undated, unreadableDates: data.unreadableDates, later: data.later, byRule: data.byRule)
        } else {
            self.init(
                read: all.count, rejects: source.rejects, tagged: all.count { $0.probabilities != nil },
                unlabeled: all.count(where: \.isUnlabeled),
                filledTechnologies: all.count(where: \.hasInferredTechnologies),
                filledKeywords: all.count(where: \.hasInferredKeywords),
                undated: selection.undated, unreadableDates: all.count(where: \.hasUnreadableDate),
                later: selection.later,
                byRule: all.reduce(into: [:]) { counts, article in
                    if let rule = article.published?.rule { counts[rule, default: 0] += 1 }
                })
        }
    }
}

extension SeriesFamily.Counter {
    /// Counts the articles that are given; of the others, the history knows the counts.
    init(
        published: [CalendarDate], stories: [Int], months: ClosedRange<Period>, _ coverage: KnownCoverage,
        _ history: ReportHistory?
    ) {
        if let history {
            self.init(
                published: published, stories: stories, totals: history.totals, isGiven: history.isGiven, months: months
            )
        } else {
            self.init(published: published, stories: stories, months: months, coverage)
        }
    }

    /// The counter of topics: in the periods that no articles are given of, the sampled stories are all there is.
    func ofTopics(sample: [ReportArticle]) -> SeriesFamily.Counter {
        guard let isGiven, let first = totals.periods.first else { return self }
        var sampled = totals.periods.map { _ in 0 }
        for article in sample { sampled[first.distance(to: first.rule.period(of: article.published!.day))] += 1 }
        func joined(_ counts: [Int]) -> [Int] { isGiven.indices.map { isGiven[$0] ? counts[$0] : sampled[$0] } }
        return SeriesFamily.Counter(
            published: published, stories: stories,
            totals: totals.counting(
                articles: joined(totals.articles), stories: joined(totals.stories), undated: totals.undated),
            isGiven: isGiven, months: months)
    }
}
