import Testing

@testable import Timeline

@Suite struct TopicPrevalenceTests {
    @Test func isTheMeanOfTheArticlesShares() {
        let prevalence = TopicPrevalence(
            published: [Month("2024-01"), Month("2024-01"), Month("2024-03"), nil],
            weights: [2, 2, 0, 5, 1, 0, 7, 7], topics: 2)
        #expect(prevalence.months.count == 3)
        #expect(prevalence.shares == [[0.25, nil, 1], [0.75, nil, 0]])
    }

    @Test func anArticleThatFitsNoTopicCountsForNone() {
        let prevalence = TopicPrevalence(
            published: [Month("2024-01"), Month("2024-01")], weights: [0, 0, 1, 3], topics: 2)
        #expect(prevalence.shares == [[0.125], [0.375]])
    }

    @Test func withoutDatesThereAreNoMonths() {
        #expect(TopicPrevalence(published: [nil], weights: [1], topics: 1).months.isEmpty)
    }
}
