import TrendNumerics
import Features
import Testing

@testable import Models

@Suite struct TopicEventTests {
    /// The events of window topics, each given by a window, a dynamic topic and terms.
    private func find(_ topics: [(window: Int, topic: Int, terms: [Int32])], windows: Int) -> [TopicEvent] {
        let topics = topics.sorted { $0.window < $1.window }
        let windowTopics = topics.map {
            DynamicTopics.WindowTopic(window: $0.window, topic: $0.topic, phrases: [], share: 0, articles: [])
        }
        var offsets = [0]
        for topic in topics { offsets.append(offsets.last! + topic.terms.count) }
        let terms = CSRMatrix(
            columns: 10, rowOffsets: offsets, columnIndices: topics.flatMap(\.terms),
            values: topics.flatMap { topic in topic.terms.map { _ in 1 / Float(topic.terms.count).squareRoot() } })
        return TopicEvent.find(windowTopics, terms: terms, windows: windows, topics: Set(topics.map(\.topic)).count)
    }

    @Test func aTopicSplits() {
        let events = find([(0, 0, [0, 1, 2, 3]), (1, 0, [0, 1]), (1, 1, [2, 3])], windows: 2)
        #expect(
            events == [
                TopicEvent(kind: .born, window: 1, topic: 1, before: [], after: [2]),
                TopicEvent(kind: .split, window: 1, topic: 0, before: [0], after: [1, 2]),
            ])
    }

    @Test func topicsMerge() {
        let events = find([(0, 0, [0, 1]), (0, 1, [2, 3]), (1, 0, [0, 1, 2, 3])], windows: 2)
        #expect(
            events == [
                TopicEvent(kind: .ended, window: 0, topic: 1, before: [1], after: []),
                TopicEvent(kind: .merged, window: 1, topic: 0, before: [0, 1], after: [2]),
            ])
    }

    @Test func dissimilarTopicsNeitherSplitNorMerge() {
        // One common term of four: a cosine of 0.25.
        let events = find(
            [(0, 0, [0, 1, 2, 3]), (1, 0, [0, 4, 5, 6]), (1, 0, [3, 7, 8, 9])], windows: 2)
        #expect(events.isEmpty)
    }

    @Test func continuingTopicsHaveNoEvents() {
        #expect(find([(0, 0, [0, 1]), (1, 0, [0, 1]), (2, 0, [0, 1])], windows: 3).isEmpty)
        // A topic may be absent for a while.
        #expect(find([(0, 0, [0, 1]), (2, 0, [0, 1])], windows: 3).isEmpty)
        let late = find([(0, 0, [0]), (1, 0, [0]), (1, 1, [1]), (2, 0, [0])], windows: 3)
        #expect(late.map(\.kind) == [.born, .ended] && late.map(\.window) == [1, 1] && late.map(\.topic) == [1, 1])
    }

    @Test func returningTopicsAreNeitherBornNorEnded() {
        func kinds(_ windows: [Int], of count: Int) -> [TopicEvent.Kind] {
            find((0..<count).map { ($0, 0, [0]) } + windows.map { ($0, 1, [1]) }, windows: count).map(\.kind)
        }
        #expect(kinds([2, 5], of: 8) == [])
        #expect(kinds([3, 5], of: 7) == [.born])
        #expect(kinds([2, 5], of: 9) == [.ended])
    }
}
