import Corpus
import Testing
import Timeline

@testable import Reports

@Suite struct EmergingEntryTests {
    /// In the last of three months, twelve articles mention something new, each time between different words.
    private static let articles: [Article] = {
        var articles = Fixture.articles([[30, 30], [30, 30], [30, 30]])
        let before = "昨今明早晚又再都也曾正将", after = "已仍刚才很更最越且而则却"
        for number in 0..<12 {
            articles[150 + number].text += "，\(Array(before)[number])百模大战\(Array(after)[number])热。"
        }
        return articles
    }()

    private func facts(_ months: ClosedRange<Period>) throws -> ReportFacts {
        try ReportFacts(Fixture.source(Self.articles), options: .init(months: months, topics: 2), progress: { _ in })
    }

    @Test func findsPhrasesNewInAMonth() throws {
        let facts = try facts(Fixture.months("2024-03"))
        #expect(facts.emerging.map(\.phrase) == ["百模大战"])
        let entry = try #require(facts.emerging.first)
        #expect(entry.stories == 12 && entry.before == 0 && entry.articles.count == 12)
        #expect(entry.firstSeen.hasPrefix("2024-03") && entry.example.contains("百模大战"))
        #expect(entry.articles.allSatisfy { facts.entries[$0].article.text.content.contains("百模大战") })
    }

    @Test func spansListTheEntriesOfEachMonth() throws {
        #expect(try facts(Fixture.months("2024-01", "2024-02")).emerging.isEmpty)
        let facts = try facts(Fixture.months("2024-02", "2024-03"))
        #expect(facts.emerging.map(\.phrase) == ["百模大战"])
        let table = try #require(ReportBuilder(facts, language: .chinese).report().table("emerging"))
        #expect(table.rows[0].prefix(3).map(\.text) == ["百模大战", "2024-03", "12"])
    }

    /// New in a month, and risen in the next two: listed once, as new.
    @Test func aPhraseOfSeveralMonthsIsListedOnce() throws {
        var articles = Fixture.articles([[100, 100], [30, 30], [30, 30], [30, 30]])
        for (start, count) in [(200, 4), (260, 25), (320, 28)] {
            for number in start..<start + count { articles[number].text += "\(number)百模大战\(number * 7)。" }
        }
        for number in [0, 1] { articles[number].text += "\(number)具身智能\(number * 7)。" }
        for number in Array(230..<236) + Array(290..<318) { articles[number].text += "\(number)具身智能\(number * 7)。" }
        let facts = try ReportFacts(
            Fixture.source(articles), options: .init(months: Fixture.months("2024-02", "2024-04"), topics: 2),
            progress: { _ in })
        #expect(facts.emerging.map(\.phrase) == ["百模大战", "具身智能"])
        #expect(facts.emerging.map(\.period) == [Period(month: "2024-02")!, Period(month: "2024-03")!])
        #expect(facts.emerging.last?.before == 8 && facts.emerging.last?.stories == 28)
    }
}
