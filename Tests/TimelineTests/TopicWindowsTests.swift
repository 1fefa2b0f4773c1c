import Corpus
import Testing

@testable import Timeline

@Suite struct TopicWindowsTests {
    /// The given number of articles in each month of 2024, followed by one without a date.
    private func published(_ counts: Int...) -> [CalendarDate?] {
        counts.enumerated().flatMap { month, count in
            Array(repeating: CalendarDate(year: 2024, month: month + 1, day: 3), count: count)
        } + [nil]
    }

    private func described(_ windows: TopicWindows) -> [String] {
        windows.windows.map { "\($0): \($0.articles.count)" }
    }

    @Test func aWindowIsAPeriod() {
        let windows = TopicWindows(published: published(3, 0, 4), by: .month, minimumArticles: 3)
        #expect(described(windows) == ["2024-01: 3", "2024-03: 4"] && windows.undated == 1)
        #expect(windows.windows[1].articles == [3, 4, 5, 6])
        #expect(
            described(TopicWindows(published: published(3, 0, 4, 9), by: .quarter, minimumArticles: 3)) == [
                "2024-Q1: 7", "2024-Q2: 9",
            ])
    }

    @Test func periodsWithFewArticlesAreJoined() {
        #expect(
            described(TopicWindows(published: published(1, 0, 1, 4, 5, 2), by: .month, minimumArticles: 3))
                == ["2024-01 to 2024-04: 6", "2024-05 to 2024-06: 7"])
        #expect(
            described(TopicWindows(published: published(1, 1), by: .month, minimumArticles: 3)) == [
                "2024-01 to 2024-02: 2"
            ])
    }

    @Test func halfOfWhatIsUsualIsAWindow() {
        #expect(
            described(TopicWindows(published: published(49, 100, 50, 100, 100, 49), by: .month))
                == ["2024-01 to 2024-02: 149", "2024-03: 50", "2024-04: 100", "2024-05 to 2024-06: 149"])
        #expect(described(TopicWindows(published: published(20, 10, 20), by: .month)) == ["2024-01 to 2024-03: 50"])
    }

    @Test func withoutDatesThereAreNoWindows() {
        #expect(TopicWindows(published: [nil, nil], by: .month) == TopicWindows(published: [nil, nil], by: .quarter))
        #expect(TopicWindows(published: [nil, nil], by: .month).windows.isEmpty)
    }
}
