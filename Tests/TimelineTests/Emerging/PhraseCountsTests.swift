import Text
import TestSupport
import Corpus
import Features
import Testing

@testable import Timeline

@Suite struct PhraseCountsTests {
    private let articles = PlantedCorpus.articles(months: 4, events: [("百模大战", 1, 7), ("百模大战", 3, 6)])

    @Test func countsArticlesAndStoriesByPeriod() throws {
        let copies = Array(repeating: articles.last { $0.text.contains("百模大战") }!, count: 3)
        let counts = PhraseCounts(articles + copies, by: .month)
        let phrase = try #require(counts.lexicon.phrases.firstIndex { $0.text == "百模大战" })
        let series = counts.series(of: phrase)
        #expect(series.articles == [0, 7, 0, 9] && series.stories == [0, 7, 0, 6])
        #expect(counts.totals.articles == [40, 47, 40, 49] && counts.totals.stories == [40, 47, 40, 46])
        let days = articles.filter { $0.text.contains("百模大战") }.map { $0.published!.day.daysSince1970 }
        #expect(counts.firstDays[phrase] == days.min())
        #expect(counts.articles(of: [phrase], in: 1)[0].count == 7 && counts.articles(of: [phrase], in: 0)[0].isEmpty)
    }

    @Test func aPhraseOfOneMonthIsFoundInALargeCorpus() {
        // With this many texts the threshold of the discovery is at its maximum.
        let large = PlantedCorpus.articles(months: 12, everydayPerMonth: 2200, events: [("百模大战", 11, 8)])
        #expect(PhraseCounts(large, by: .month, threads: 2).lexicon.phrases.contains { $0.text == "百模大战" })
    }

    @Test func rowsAreDistinctAndAscending() {
        let text = TextNormalizer().scalars(of: "百模大战又是百模大战")
        let counts = PhraseCounts(articles, by: .month)
        let rows = PhraseRows(counts.lexicon, in: [text, []], threads: 2)
        #expect(Array(rows[0]) == Array(Set(rows[0])).sorted() && !rows[0].isEmpty && rows[1].isEmpty)
    }
}
