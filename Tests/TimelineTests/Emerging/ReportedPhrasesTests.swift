import Corpus
import Features
import Testing
import TestSupport
import Text

@testable import Timeline

@Suite struct ReportedPhrasesTests {
    private let articles = PlantedCorpus.articles(months: 4, events: [("百模大战", 1, 7), ("百模大战", 3, 6)])

    private func period(_ month: String) -> Period { Period(month: month)! }

    @Test func countsArticlesAndStoriesByPeriod() throws {
        let copies = Array(repeating: articles.last { $0.text.contains("百模大战") }!, count: 3)
        let history = TextHistory(articles + copies, by: .month)
        let phrases = history.phrases(in: period("2021-01")...period("2021-04"))
        let phrase = try #require(phrases.lexicon.phrases.firstIndex { $0.text == "百模大战" })
        let appearances = phrases.appearances(of: phrase)
        #expect(
            appearances.counts == [
                PhraseCount(period: 1, articles: 7, stories: 7), PhraseCount(period: 3, articles: 9, stories: 6),
            ])
        #expect(history.totals.articles == [40, 47, 40, 49] && history.totals.stories == [40, 47, 40, 46])
        let days = articles.filter { $0.text.contains("百模大战") }.map { $0.published!.day.daysSince1970 }
        #expect(appearances.firstDay == days.min())
        #expect(phrases.articles(of: [phrase], in: 1)[0].count == 7 && phrases.articles(of: [phrase], in: 0)[0].isEmpty)
        #expect(phrases.stories(of: phrase, in: 3) == 6 && phrases.stories(of: phrase, in: 2) == 0)
    }

    @Test func onlyTheReportedArticlesAreCounted() throws {
        let phrases = TextHistory(articles, by: .month).phrases(in: period("2021-04")...period("2021-04"))
        let phrase = try #require(phrases.lexicon.phrases.firstIndex { $0.text == "百模大战" })
        #expect(phrases.appearances(of: phrase).counts == [PhraseCount(period: 0, articles: 6, stories: 6)])
        let members = phrases.articles(of: [phrase], in: 0)[0].map { phrases.numbers[$0] }
        #expect(members.count == 6 && members.allSatisfy { articles[$0].text.contains("百模大战") && $0 >= 127 })
    }

    @Test func aPartHasItsOwnCounts() throws {
        let history = TextHistory(articles, by: .month)
        let isIn = articles.indices.map { $0 % 2 == 0 }
        let phrases = history.phrases(in: period("2021-02")...period("2021-04"))
        let part = phrases.part(isIn: isIn)
        let phrase = try #require(phrases.lexicon.phrases.firstIndex { $0.text == "百模大战" })
        for (place, month) in [2, 3, 4].enumerated() {
            let wanted = articles.indices.filter {
                isIn[$0] && articles[$0].published!.day.month == month && articles[$0].text.contains("百模大战")
            }
            #expect(part.stories(of: phrase, in: place) == wanted.count)
            #expect(Set(part.articles(of: [phrase], in: place)[0].map { part.numbers[$0] }) == Set(wanted))
        }
        let own = history.part(isIn: isIn, threads: 1).totals
        #expect(own.articles.reduce(0, +) == isIn.count { $0 } && own.stories == own.articles)
        #expect(own.periods == history.totals.periods)
    }

    @Test func aPhraseOfOneMonthIsFoundInALargeCorpus() {
        // With this many texts the threshold of the discovery is at its maximum.
        let large = PlantedCorpus.articles(months: 2, everydayPerMonth: 5000, events: [("百模大战", 1, 8)])
        let phrases = TextHistory(large, by: .month, threads: 2).phrases(in: period("2021-02")...period("2021-02"))
        #expect(phrases.lexicon.phrases.contains { $0.text == "百模大战" })
    }

    @Test func rowsAreDistinctAndAscending() {
        let text = TextNormalizer().scalars(of: "百模大战又是百模大战")
        let phrases = TextHistory(articles, by: .month).phrases(in: period("2021-02")...period("2021-02"))
        let rows = PhraseRows(phrases.lexicon, in: [text, []], threads: 2)
        #expect(Array(rows[0]) == Array(Set(rows[0])).sorted() && !rows[0].isEmpty && rows[1].isEmpty)
    }
}
