import Corpus
import Testing
import TrendNumerics

@testable import Timeline

@Suite struct SeriesTests {
    private func days(_ texts: [String]) -> [CalendarDate?] {
        texts.map { text in
            let parts = text.split(separator: "-").map { Int($0)! }
            return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2]) : nil
        }
    }

    @Test func countsArticlesAndStories() {
        let (totals, series) = Series.count(
            published: days(["2024-01-05", "2024-01-31", "2024-01-31", "", "2024-03-31", "2024-03-01"]),
            stories: [0, 0, 1, 2, 0, 3], names: [["甲", "甲"], ["乙"], [], ["甲"], ["乙"], ["乙", "丙"]],
            order: ["乙", "甲"], by: .month)
        #expect(totals.periods.map(\.description) == ["2024-01", "2024-02", "2024-03"])
        #expect(totals.articles == [3, 0, 2] && totals.stories == [2, 0, 2] && totals.undated == 1)
        #expect(series.map(\.name) == ["乙", "甲"])
        #expect(series[0].articles == [1, 0, 2] && series[0].stories == [1, 0, 2])
        #expect(series[1].articles == [1, 0, 0] && series[1].stories == [1, 0, 0])
        #expect(series[0].storyShare(at: 0) == 0.5 && series[0].share(at: 0)! == 1.0 / 3)
        // A gap, and a zero.
        #expect(series[1].share(at: 1) == nil && series[1].storyShare(at: 1) == nil && series[1].share(at: 2) == 0)
        #expect(totals.comparable == [0, 2])
    }

    @Test func articlesOfANameCountAsTheirNamesDo() {
        var random = SeededGenerator(seed: 4)
        let published = (0..<400).map { _ in
            Int.random(in: 0..<9, using: &random) == 0
                ? nil : CalendarDate(daysSince1970: 19_000 + Int.random(in: 0..<120, using: &random))
        }
        let stories = (0..<400).map { _ in Int.random(in: 0..<150, using: &random) }
        let named = (0..<400).map { _ in Int.random(in: 0..<3, using: &random) == 0 }
        let (totals, series) = Series.count(
            published: published, stories: stories, names: named.map { $0 ? ["甲"] : [] }, order: ["甲"], by: .week)
        let articles = named.indices.filter { named[$0] }.map { Int32($0) }
        #expect(
            Series(name: "甲", articles: articles, published: published, stories: stories, in: totals) == series[0])
    }

    @Test func withoutNumbersAllArticlesAreStories() {
        let (totals, series) = Series.count(
            published: days(["2024-01-05", "2024-04-01"]), stories: nil, names: [["甲"], ["甲"]], order: ["甲"],
            by: .quarter)
        #expect(totals.stories == totals.articles && series[0].stories == [1, 1])
    }

    @Test func anUndatedCorpusHasNoPeriods() {
        let (totals, series) = Series.count(published: [nil], stories: nil, names: [["甲"]], order: ["甲"], by: .day)
        #expect(
            totals.periods.isEmpty && totals.undated == 1 && totals.comparable.isEmpty && series[0].articles.isEmpty)
    }

    @Test func theLastPeriodIsPartialWhereTheDataEndWithinIt() {
        func isPartial(_ texts: [String], _ length: PeriodLength = .month, until: String? = nil) -> Bool {
            Series.count(
                published: days(texts), stories: nil, names: texts.map { _ in [] }, order: [], by: PeriodRule(length),
                dataEnd: until.flatMap { days([$0])[0] }
            ).totals.isLastPartial
        }
        // Told by the end of the data, which an article may lie behind.
        #expect(isPartial(["2024-04-30", "2024-05-31"], until: "2024-05-30") == false)
        #expect(isPartial(["2024-04-30", "2024-05-20"], until: "2024-05-30"))
        #expect(!isPartial(["2024-04-30", "2024-05-20"], until: "2024-06-30"))
        // Told by how the periods before it end.
        #expect(isPartial(["2024-04-30", "2024-05-30"]))
        #expect(!isPartial(["2024-04-28", "2024-05-29"]))
        #expect(isPartial(["2024-04-28", "2024-05-28"]))
        #expect(isPartial(["2024-05-30"]) && !isPartial(["2024-05-31"]))
        #expect(!isPartial(["2024-05-30"], .day) && isPartial(["2024-05-26", "2024-05-27"], .week))
        // Data that know months alone, dated on the first.
        #expect(!isPartial(["2024-03-01", "2024-04-01", "2024-05-01"]))
    }

    @Test func theFirstPeriodIsPartialWhereTheDataBeginWithinIt() {
        func isPartial(_ texts: [String], _ length: PeriodLength = .month, since: String? = nil) -> Bool {
            let totals = Series.count(
                published: days(texts), stories: nil, names: texts.map { _ in [] }, order: [], by: PeriodRule(length),
                dataStart: since.flatMap { days([$0])[0] }
            ).totals
            #expect(totals.comparable.contains(0) == !totals.isPartial(0))
            return totals.isFirstPartial
        }
        // Told by the start of the data, before which an article may lie.
        #expect(!isPartial(["2024-04-01", "2024-05-31"], since: "2024-04-02"))
        #expect(isPartial(["2024-04-10", "2024-05-31"], since: "2024-04-02"))
        #expect(!isPartial(["2024-04-25", "2024-05-01"], since: "2024-03-01"))
        // Told by how the periods after it begin.
        let april = (25...30).map { "2024-04-\($0)" }
        #expect(isPartial(april + ["2024-05-01", "2024-05-31"]))
        #expect(isPartial(april + ["2024-05-24", "2024-05-31"]) && !isPartial(april + ["2024-05-25", "2024-05-31"]))
        // Few articles have long pauses.
        #expect(!isPartial(["2024-04-10", "2024-04-30", "2024-05-01"]))
        #expect(isPartial(["2024-04-10", "2024-04-19", "2024-05-01"]))
        #expect(!isPartial(["2024-04-20"], .day) && isPartial(["2024-05-21", "2024-05-22", "2024-05-27"], .week))
        // Data that know months alone, dated on the first or in the middle.
        #expect(!isPartial(["2024-03-01", "2024-04-01"]) && !isPartial(["2024-03-15", "2024-04-15", "2024-05-15"]))
    }

    @Test func theOrderOfArticlesDoesNotMatter() {
        let published = days((1...28).map { "2024-0\($0 % 5 + 1)-\($0)" } + [""])
        let names = published.indices.map { $0 % 3 == 0 ? ["甲"] : ["乙"] }
        let stories = published.indices.map { $0 / 2 }
        let there = Series.count(published: published, stories: stories, names: names, order: ["甲", "乙"], by: .month)
        let back = Series.count(
            published: published.reversed(), stories: stories.reversed(), names: names.reversed(), order: ["甲", "乙"],
            by: .month)
        #expect(there.series == back.series && there.totals == back.totals)
    }
}
