import Testing

@testable import Timeline

@Suite struct MonthlyCountsTests {
    private let counts = MonthlyCounts(
        published: [Month("2024-01"), Month("2024-01"), nil, Month("2024-03"), Month("2024-03")],
        names: [["甲"], ["甲", "乙", "甲"], ["甲"], [], ["乙", "丙"]], order: ["乙", "甲"])

    @Test func countsEachNameOnceAnArticle() {
        #expect(counts.months.map(\.description) == ["2024-01", "2024-02", "2024-03"])
        #expect(counts.totals == [2, 0, 2])
        #expect(counts.series.map(\.name) == ["乙", "甲"])
        #expect(counts.series.map(\.counts) == [[1, 0, 1], [2, 0, 0]])
        #expect(counts.series[0].total == 2)
    }

    @Test func leavesUndatedArticlesOutOfTheMonths() { #expect(counts.undated == 1) }

    @Test func aMonthWithoutArticlesIsAGapAndNotAZero() throws {
        let gap = try #require(Month("2024-02"))
        let last = try #require(Month("2024-03"))
        #expect(counts.share(counts.series[0], in: gap) == nil)
        #expect(counts.count(counts.series[0], in: gap) == nil)
        #expect(counts.count(counts.series[1], in: last) == 0)
        #expect(counts.share(counts.series[0], in: last) == 0.5)
        #expect(counts.count(counts.series[0], in: last.adding(1)) == nil)
    }

    @Test func anUndatedCorpusHasNoMonths() {
        let empty = MonthlyCounts(published: [nil], names: [["甲"]], order: ["甲"])
        #expect(empty.months.isEmpty && empty.undated == 1 && empty.series[0].counts.isEmpty)
    }
}
