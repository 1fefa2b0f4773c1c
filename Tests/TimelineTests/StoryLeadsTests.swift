import Corpus
import Testing

@testable import Timeline

@Suite struct StoryLeadsTests {
    private func day(_ month: Int, _ day: Int) -> CalendarDate { CalendarDate(year: 2024, month: month, day: day)! }

    @Test func aStoryHasOneArticleInEachPeriod() {
        let leads = StoryLeads(
            of: [0, 0, 1, 0, 0, 1, 2, 2],
            published: [day(1, 30), day(1, 31), day(1, 31), day(2, 1), day(4, 2), day(1, 1), nil, nil],
            by: PeriodRule(.month))
        #expect(leads.isLead == [true, false, true, true, true, false, true, false])
        #expect(leads.reposts == 3)
    }

    @Test func theyAreAsManyAsTheTotalsCount() {
        let published: [CalendarDate?] = (0..<200).map { $0 % 9 == 0 ? nil : day(1 + $0 * 7 % 5, 1 + $0 % 28) }
        let stories = (0..<200).map { $0 * $0 % 23 }
        let leads = StoryLeads(of: stories, published: published, by: PeriodRule(.month))
        let totals = PeriodTotals(published: published, stories: stories, by: PeriodRule(.month))
        let dated = zip(leads.isLead, published).count { $0 && $1 != nil }
        #expect(dated == totals.stories.reduce(0, +))
    }

    @Test func withoutArticlesThereAreNone() {
        #expect(StoryLeads(of: [], published: [], by: PeriodRule(.day)).isLead.isEmpty)
    }
}
