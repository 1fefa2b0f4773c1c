import Corpus
import Testing
import Text

@testable import Timeline

@Suite struct NormalizedOnceTests {
    @Test func emergingPhrasesAndTheirStories() {
        let day = CalendarDate(year: 2024, month: 5, day: 6)!
        let articles = (0..<40).map {
            Article(
                title: "百模大战第\($0)天", text: "各家进入百模大战，第\($0)家也来了。",
                published: PublicationDate(day: day, rule: .field))
        }
        let month = Period(.month, of: day)
        let bytes = articles.reduce(0) { $0 + $1.title.utf8.count + $1.text.utf8.count }
        let read = NormalizationCount.bytes { _ = TextHistory(articles, by: .month).phrases(in: month...month) }
        #expect(read == bytes)
    }
}
