import Corpus
import Testing

@testable import Timeline

@Suite struct SummedCountsTests {
    private let days = ["2024-01-05", "2024-01-31", "2024-01-31", nil, "2024-03-31", "2024-03-01", "2023-11-20"].map {
        $0.flatMap { Period($0)?.firstDay }
    }
    private let stories = [0, 0, 1, 2, 0, 3, 4]
    private let names = [["甲"], ["乙", "甲"], [], ["甲"], ["乙"], ["乙"], ["甲"]]
    private let order = ["乙", "甲", "丙"]

    /// Each article counts by itself and the sums are made of that, as of parts.
    private func counts(by rule: PeriodRule) -> SummedCounts {
        var counts = SummedCounts()
        counts.names = order.map { ($0, [:]) }
        var all: [Period: Set<Int>] = [:]
        var own = order.map { _ in [Period: Set<Int>]() }
        for (article, day) in days.enumerated() {
            guard let day else {
                counts.undated += 1
                continue
            }
            let period = rule.period(of: day)
            counts.articles[day, default: 0] += 1
            all[period, default: []].insert(stories[article])
            for (place, name) in order.enumerated() where names[article].contains(name) {
                own[place][period, default: []].insert(stories[article])
                counts.names[place].counts[period, default: .init()].articles += 1
            }
        }
        counts.stories = all.mapValues(\.count)
        for place in order.indices {
            for (period, stories) in own[place] { counts.names[place].counts[period]!.stories = stories.count }
        }
        return counts
    }

    @Test(arguments: PeriodLength.allCases)
    func areTheSeriesOfTheArticles(length: PeriodLength) throws {
        let rule = PeriodRule(length)
        for (start, end) in [(nil, nil), ("2023-11-01", "2024-03-31"), ("2023-11-25", "2024-06-30")] {
            let (dataStart, dataEnd) = (start.flatMap { Period($0)?.firstDay }, end.flatMap { Period($0)?.firstDay })
            let expected = Series.count(
                published: days, stories: stories, names: names, order: order, by: rule, dataStart: dataStart,
                dataEnd: dataEnd)
            let found = try #require(counts(by: rule).series(by: rule, dataStart: dataStart, dataEnd: dataEnd))
            #expect(found.totals == expected.totals && found.series == expected.series)
        }
    }

    @Test func nothingDatedIsNoPeriods() throws {
        var counts = SummedCounts()
        counts.undated = 2
        counts.names = [("甲", [:])]
        let found = try #require(counts.series(by: .month))
        #expect(found.totals.periods.isEmpty && found.totals.undated == 2 && found.series.count == 1)
        #expect(SummedCounts().series(by: .month)?.series.isEmpty == true)
    }

    @Test func countsOfNoArticlesAreRefused() throws {
        let month = PeriodRule.month
        let january = try #require(Period("2024-01"))
        let day = try #require(Period("2024-01-05")).firstDay
        func isRefused(_ change: (inout SummedCounts) -> Void) -> Bool {
            var counts = counts(by: month)
            change(&counts)
            return counts.series(by: month) == nil
        }
        #expect(!isRefused { _ in })
        #expect(isRefused { $0.stories[january] = 4 } && isRefused { $0.stories[january] = nil })
        #expect(isRefused { $0.stories[january.adding(1)] = 1 } && isRefused { $0.stories[january.adding(9)] = 1 })
        #expect(isRefused { $0.undated = -1 } && isRefused { $0.articles[day] = 0 } && isRefused { $0.articles = [:] })
        #expect(isRefused { $0.articles[day] = .max })
        #expect(isRefused { $0.names[1].counts[january] = .init(articles: 4, stories: 1) })
        // February is a gap.
        #expect(isRefused { $0.names[1].counts[january.adding(1)] = .init(articles: 1, stories: 1) })
        #expect(isRefused { $0.names[1].counts[january] = .init(articles: 2, stories: 3) })
        #expect(isRefused { $0.names[1].counts[january] = .init(articles: 1, stories: 0) })
        #expect(isRefused { $0.names[1].counts[january.adding(-9)] = .init(articles: 1, stories: 1) })
        #expect(isRefused { $0.names[1].counts[Period(.week, of: day)] = .init(articles: 1, stories: 1) })
    }
}
