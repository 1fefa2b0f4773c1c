import Corpus
import Features
import Testing
import TrendNumerics

@testable import Timeline

@Suite struct EmergingPhrasesTests {
    private func emerging(
        _ articles: [Article], in text: String, count: Int = 20, threads: Int = 1
    ) throws -> [EmergingPhrase] {
        try EmergingSearch(articles, in: text, threads: threads).emerging(count: count)
    }

    private let articles = PlantedCorpus.articles(
        months: 8, events: [("百模大战", 5, 15), ("量子芯片", 5, 8), ("火山喷发", 3, 12), ("火山喷发", 5, 2)])

    @Test func findsWhatIsNewAndNothingElse() throws {
        let found = try emerging(articles, in: "2021-06")
        #expect(found.map(\.phrase) == ["百模大战", "量子芯片"])
        let first = try #require(found.first)
        #expect(first.articles == 15 && first.now == Proportion(15, of: 65))
        #expect(first.articlesBefore == 0 && first.before == Proportion(0, of: 212) && first.isNew)
        #expect(first.firstSeen >= CalendarDate(year: 2021, month: 6, day: 1)!)
        #expect(first.members.count == 15 && first.members.allSatisfy { articles[$0].text.contains("百模大战") })
        #expect(first.members == first.members.sorted() && first.members.contains(first.example))
        #expect(first.adjustedPValue < 0.001 && first.logOdds.z > found[1].logOdds.z && found[1].logOdds.z > 0)
        #expect(first.burst?.first.description == "2021-06" && first.burst?.isOpen == false)
    }

    @Test func whatWasThereBeforeIsNotNew() throws {
        #expect(try emerging(articles, in: "2021-04").map(\.phrase) == ["火山喷发"])
        #expect(try emerging(articles, in: "2021-07").isEmpty)
        #expect(try !emerging(articles, in: "2021-06").contains { $0.phrase == "火山喷发" })
    }

    @Test func newAndKnownPhrasesAreTwoLists() throws {
        let articles = PlantedCorpus.articles(
            months: 6, events: [("百模大战", 5, 15), ("量子芯片", 5, 9), ("火山喷发", 1, 1), ("火山喷发", 5, 8)])
        let search = EmergingSearch(articles, in: "2021-06")
        let (new, known) = try search.newAndKnown(count: 2)
        #expect(new.map(\.phrase) == ["百模大战", "量子芯片"] && known.map(\.phrase) == ["火山喷发"])
        // In one list there is no room for what was known.
        #expect(try search.emerging(count: 2).map(\.phrase) == ["百模大战", "量子芯片"])
    }

    @Test func burstsBeginInTheirMonth() throws {
        let search = EmergingSearch(articles, in: "2021-06")
        #expect(try search.bursts(count: 20).map(\.phrase) == ["百模大战", "量子芯片"])
        #expect(try EmergingSearch(articles, in: "2021-07").bursts(count: 20).isEmpty)
        #expect(try search.bursts(count: 1).map(\.phrase) == ["百模大战"])
    }

    /// Phrases on days drawn by chance: nothing emerges, though some stand three times in one month and nowhere else.
    @Test func chanceIsNoNews() throws {
        var generator = SeededGenerator(seed: 7)
        var (found, ofTheMonthAlone) = (0, 0)
        for seed in 0..<6 {
            let events = (1...300).flatMap { rank in
                let phrase = PlantedCorpus.filler(900_000 + 1000 * seed + rank)
                return (0..<max(3, 400 / rank)).map { _ in (phrase, Int.random(in: 0..<12, using: &generator), 1) }
            }
            let articles = PlantedCorpus.articles(months: 12, everydayPerMonth: 0, events: events)
            for month in 7...12 {
                var search = EmergingSearch(articles, in: "2021-\(month < 10 ? "0" : "")\(month)")
                found += try search.emerging(count: 20).count
                // As if only the phrases of the month had been there to be chosen from.
                search.finder.falseDiscoveries *= Double(month)
                ofTheMonthAlone += try search.emerging(count: 20).count
            }
        }
        #expect(found <= 1 && ofTheMonthAlone >= 5, "\(found) \(ofTheMonthAlone)")
    }

    @Test func repostsAreOneStory() throws {
        let copies = Array(repeating: articles.last { $0.text.contains("量子芯片") }!, count: 30)
        let found = try emerging(articles + copies, in: "2021-06")
        #expect(found.map(\.phrase) == ["百模大战", "量子芯片"])
        #expect(found[1].articles == 38 && found[1].now.count == 8 && found[1].members.count == 38)
    }

    @Test func phrasesOfTheSameStoriesAreOneEntry() throws {
        let both = PlantedCorpus.articles(months: 6, events: [("火箭发射，月球背面", 5, 9), ("月球背面", 5, 3)])
        let found = try emerging(both, in: "2021-06")
        #expect(found.count == 1 && Set([found[0].phrase] + found[0].related) == ["火箭发射", "月球背面"])
        var apart = EmergingSearch(both, in: "2021-06")
        apart.finder.minimumOverlap = 1.1
        #expect(try apart.emerging(count: 20).count == 2)
    }

    @Test func whatComesEveryYearIsSeasonalAndLast() throws {
        let yearly = (0..<3).map { ("龙舟比赛", $0 * 12 + 5, 9 + 6 * $0) } + [("百模大战", 29, 8)]
        let found = try emerging(PlantedCorpus.articles(months: 30, events: yearly), in: "2023-06")
        #expect(found.map(\.phrase) == ["百模大战", "龙舟比赛"] && found.map(\.isSeasonal) == [false, true])
        // One year without the phrase ends the seasonal pattern.
        let once = [("龙舟比赛", 5, 9), ("龙舟比赛", 29, 12)]
        #expect(
            try emerging(PlantedCorpus.articles(months: 30, events: once), in: "2023-06").map(\.isSeasonal) == [false])
    }

    @Test func orderAndThreadsChangeNothing() throws {
        func facts(_ found: [EmergingPhrase]) -> [String] {
            found.map {
                "\($0.phrase) \($0.related) \($0.now) \($0.before) \($0.logOdds) \($0.adjustedPValue) \($0.firstSeen)"
            }
        }
        let expected = try facts(emerging(articles, in: "2021-06"))
        #expect(try emerging(articles, in: "2021-06") == emerging(articles, in: "2021-06", threads: 3))
        #expect(try facts(emerging(articles.reversed(), in: "2021-06")) == expected)
    }

    @Test func thereIsNothingToCompare() throws {
        // The first month, a month without articles, and one outside the data.
        #expect(try emerging(articles, in: "2021-01").isEmpty)
        #expect(try emerging(articles, in: "2020-12").isEmpty)
        #expect(try emerging(articles, in: "2022-01").isEmpty)
        let gap = EmergingSearch(articles.filter { $0.published!.day.month != 6 }, in: "2021-06")
        #expect(try gap.emerging(count: 20).isEmpty && gap.bursts(count: 20).isEmpty)
        #expect(TextHistory([], by: .month).totals.periods.isEmpty)
        var undated = articles[0]
        undated.published = nil
        #expect(TextHistory([undated], by: .month).totals.undated == 1)
        #expect(try emerging([undated], in: "2021-06").isEmpty && emerging([], in: "2021-06").isEmpty)
        // A month that is not among the reported ones.
        let search = EmergingSearch(articles, in: "2021-06")
        let counts = try search.finder.counts(of: search.phrases, in: search.history)
        #expect(try search.finder.emerging(in: Period(month: "2021-04")!, of: counts, count: 20).isEmpty)
    }

    /// The months of a span are compared with all months before each of them.
    @Test func aSpanIsItsMonths() throws {
        let history = TextHistory(articles, by: .month)
        let finder = EmergingPhrases()
        let phrases = history.phrases(in: Period(month: "2021-03")!...Period(month: "2021-07")!)
        let counts = try finder.counts(of: phrases, in: history)
        for month in ["2021-03", "2021-04", "2021-05", "2021-06", "2021-07"] {
            let alone = try emerging(articles, in: month)
            let found = try finder.emerging(in: Period(month: month)!, of: counts, count: 20)
            #expect(found.map(\.phrase) == alone.map(\.phrase), "\(month)")
            #expect(found.map(\.before) == alone.map(\.before) && found.map(\.burst) == alone.map(\.burst))
            #expect(found.map(\.firstSeen) == alone.map(\.firstSeen) && found.map(\.members) == alone.map(\.members))
            let bursts = try finder.beginningBursts(in: Period(month: month)!, of: phrases, in: history, count: 20)
            #expect(try bursts.map(\.burst) == EmergingSearch(articles, in: month).bursts(count: 20).map(\.burst))
        }
        #expect(try emerging(articles, in: "2021-06").count == 2)
    }

    /// What did not rise counts as a hypothesis with the p-value 1, and as many more for each other part of the stories.
    @Test func pValuesAreAdjustedOverAllPhrasesOfTheMonth() throws {
        let search = EmergingSearch(articles, in: "2021-06")
        let found = try search.emerging(count: 20)
        let hypotheses = search.phrases.lexicon.phrases.indices.count { search.phrases.stories(of: $0, in: 0) >= 3 }
        let pValues = found.map { ProportionChange(from: $0.before, to: $0.now).pValue }
        #expect(found.count == 2 && hypotheses > 4)
        let tests = (Double(hypotheses) * Double(65 + 212) / 65).rounded(.up)
        let second = pValues.max()! * tests / 2
        #expect(isClose(found.map(\.adjustedPValue).max()!, second, to: 1e-12))
        #expect(isClose(found[0].adjustedPValue, min(second, pValues.min()! * tests), to: 1e-12))
    }

    /// A sentence that a source began to put under its articles is no news.
    @Test func newBoilerplateDoesNotEmerge() throws {
        var articles = PlantedCorpus.articles(months: 6, events: [("百模大战", 5, 12)])
        for index in articles.indices where articles[index].published!.day.month == 6 {
            articles[index].source = "甲报"
            articles[index].text += "关注我们的公众号。"
        }
        #expect(try emerging(articles, in: "2021-06").map(\.phrase) == ["百模大战"])
    }

    /// A history may stop counting, or know everything: the entries are the same.
    @Test(arguments: [false, true]) func anyHistoryGivesTheSame(knowsAll: Bool) throws {
        let yearly = (0..<2).map { ("龙舟比赛", $0 * 12 + 5, 9 + 6 * $0) }
        let events = [("百模大战", 17, 9), ("百模大战", 18, 14), ("量子芯片", 16, 3), ("量子芯片", 17, 8), ("火山喷发", 17, 5)]
        let articles = PlantedCorpus.articles(months: 20, events: yearly + events)
        for month in ["2022-05", "2022-06", "2022-07"] {
            let search = EmergingSearch(articles, in: month)
            let slow = SlowHistory(articles, search.history, knowsAll: knowsAll)
            let counts = try search.finder.counts(of: search.phrases, in: slow)
            let period = Period(month: month)!
            #expect(try search.finder.emerging(in: period, of: counts, count: 20) == search.emerging(count: 20))
            let bursts = try search.finder.beginningBursts(in: period, of: search.phrases, in: slow, count: 20)
            #expect(try bursts == search.bursts(count: 20) && (month == "2022-07" || !bursts.isEmpty), "\(month)")
        }
    }
}
