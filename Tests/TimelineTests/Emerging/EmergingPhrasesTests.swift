import Corpus
import Features
import Testing

@testable import Timeline

@Suite struct EmergingPhrasesTests {
    private func month(_ text: String, _ counts: PhraseCounts) -> Period {
        counts.totals.periods.first { $0.description == text }!
    }

    private func emerging(_ articles: [Article], in text: String, count: Int = 20, threads: Int = 1) -> [EmergingPhrase]
    {
        let counts = PhraseCounts(articles, by: .month, threads: threads)
        return EmergingPhrases(threads: threads).emerging(in: month(text, counts), of: counts, count: count)
    }

    private let articles = PlantedCorpus.articles(
        months: 8, events: [("百模大战", 5, 15), ("量子芯片", 5, 8), ("火山喷发", 3, 12), ("火山喷发", 5, 2)])

    @Test func findsWhatIsNewAndNothingElse() throws {
        let found = emerging(articles, in: "2021-06")
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

    @Test func whatWasThereBeforeIsNotNew() {
        #expect(emerging(articles, in: "2021-04").map(\.phrase) == ["火山喷发"])
        #expect(emerging(articles, in: "2021-07").isEmpty)
        #expect(!emerging(articles, in: "2021-06").contains { $0.phrase == "火山喷发" })
    }

    @Test func newAndKnownPhrasesAreTwoLists() {
        let articles = PlantedCorpus.articles(
            months: 6, events: [("百模大战", 5, 15), ("量子芯片", 5, 9), ("火山喷发", 1, 1), ("火山喷发", 5, 8)])
        let counts = PhraseCounts(articles, by: .month)
        let finder = EmergingPhrases()
        let month = month("2021-06", counts)
        let (new, known) = finder.newAndKnown(in: month, of: counts, count: 2)
        #expect(new.map(\.phrase) == ["百模大战", "量子芯片"] && known.map(\.phrase) == ["火山喷发"])
        // In one list there is no room for what was known.
        #expect(finder.emerging(in: month, of: counts, count: 2).map(\.phrase) == ["百模大战", "量子芯片"])
    }

    @Test func burstsBeginInTheirMonth() {
        let counts = PhraseCounts(articles, by: .month)
        let finder = EmergingPhrases()
        #expect(
            finder.beginningBursts(in: month("2021-06", counts), of: counts, count: 20).map(\.phrase) == [
                "百模大战", "量子芯片",
            ])
        #expect(finder.beginningBursts(in: month("2021-07", counts), of: counts, count: 20).isEmpty)
        #expect(finder.beginningBursts(in: month("2021-06", counts), of: counts, count: 1).map(\.phrase) == ["百模大战"])
    }

    @Test func repostsAreOneStory() throws {
        let copies = Array(repeating: articles.last { $0.text.contains("量子芯片") }!, count: 30)
        let found = emerging(articles + copies, in: "2021-06")
        #expect(found.map(\.phrase) == ["百模大战", "量子芯片"])
        #expect(found[1].articles == 38 && found[1].now.count == 8 && found[1].members.count == 38)
    }

    @Test func phrasesOfTheSameStoriesAreOneEntry() throws {
        let both = PlantedCorpus.articles(months: 6, events: [("火箭发射，月球背面", 5, 9), ("月球背面", 5, 3)])
        let found = emerging(both, in: "2021-06")
        #expect(found.count == 1 && Set([found[0].phrase] + found[0].related) == ["火箭发射", "月球背面"])
        var apart = EmergingPhrases()
        apart.minimumOverlap = 1.1
        let counts = PhraseCounts(both, by: .month)
        #expect(apart.emerging(in: month("2021-06", counts), of: counts, count: 20).count == 2)
    }

    @Test func whatComesEveryYearIsSeasonalAndLast() throws {
        let yearly = (0..<3).map { ("龙舟比赛", $0 * 12 + 5, 9 + 6 * $0) } + [("百模大战", 29, 8)]
        let found = emerging(PlantedCorpus.articles(months: 30, events: yearly), in: "2023-06")
        #expect(found.map(\.phrase) == ["百模大战", "龙舟比赛"] && found.map(\.isSeasonal) == [false, true])
        // One year without the phrase ends the seasonal pattern.
        let once = [("龙舟比赛", 5, 9), ("龙舟比赛", 29, 12)]
        #expect(emerging(PlantedCorpus.articles(months: 30, events: once), in: "2023-06").map(\.isSeasonal) == [false])
    }

    @Test func orderAndThreadsChangeNothing() {
        func facts(_ found: [EmergingPhrase]) -> [String] {
            found.map {
                "\($0.phrase) \($0.related) \($0.now) \($0.before) \($0.logOdds) \($0.adjustedPValue) \($0.firstSeen)"
            }
        }
        let expected = facts(emerging(articles, in: "2021-06"))
        #expect(emerging(articles, in: "2021-06") == emerging(articles, in: "2021-06", threads: 3))
        #expect(facts(emerging(articles.reversed(), in: "2021-06")) == expected)
    }

    @Test func thereIsNothingToCompare() {
        let counts = PhraseCounts(articles, by: .month)
        let finder = EmergingPhrases()
        // The first month, a month without articles, and one outside the data.
        #expect(finder.emerging(in: counts.totals.periods[0], of: counts, count: 20).isEmpty)
        #expect(finder.emerging(in: counts.totals.periods[0].adding(-1), of: counts, count: 20).isEmpty)
        let gap = PhraseCounts(articles.filter { $0.published!.day.month != 6 }, by: .month)
        #expect(finder.emerging(in: month("2021-06", gap), of: gap, count: 20).isEmpty)
        #expect(finder.beginningBursts(in: month("2021-06", gap), of: gap, count: 20).isEmpty)
        #expect(PhraseCounts([], by: .month).totals.periods.isEmpty)
        var undated = articles[0]
        undated.published = nil
        #expect(PhraseCounts([undated], by: .month).totals.undated == 1)
    }
}
