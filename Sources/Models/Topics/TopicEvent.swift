import TrendNumerics
import Features

/// A change of a topic from one window to the next.
public struct TopicEvent: Equatable, Sendable {
    /// The kind of change.
    public enum Kind: String, Sendable, Codable {
        /// The first window of a dynamic topic. The topic was absent before for longer than it ever is between two of
        /// its windows: a topic that returns each year is not born again.
        case born
        /// The last window of a dynamic topic. The topic has been absent since for longer than it ever was between two
        /// of its windows.
        case ended
        /// One topic of the previous window continues as several.
        case split
        /// Several topics of the previous window continue as one.
        case merged
    }

    public let kind: Kind
    /// The index of the window of the change; for a split or a merger, the later of the two windows.
    public let window: Int
    /// The index of the dynamic topic; for a split, the one that split, and for a merger, the one that resulted.
    public let topic: Int
    /// The indices of the window topics before the change; `after` has those after it.
    public let before: [Int]
    public let after: [Int]

    /// The minimum cosine of the terms of two topics for one to continue the other.
    static let minimumSimilarity: Float = 0.4

    /// Finds the changes of topics.
    ///
    /// - Parameters:
    ///   - windowTopics: the topics of windows, by window.
    ///   - terms: window topics × terms, rows of length 1.
    ///   - windows: the number of windows.
    ///   - topics: the number of dynamic topics.
    /// - Complexity: window topics × topics of a window × terms of a topic.
    static func find(
        _ windowTopics: [DynamicTopics.WindowTopic], terms: CSRMatrix, windows: Int, topics: Int
    ) -> [TopicEvent] {
        var events: [TopicEvent] = []
        var members = [[Int]](repeating: [], count: topics)
        var ofWindow = [[Int]](repeating: [], count: windows)
        for (index, topic) in windowTopics.enumerated() {
            members[topic.topic].append(index)
            ofWindow[topic.window].append(index)
        }
        for (topic, members) in members.enumerated() {
            func those(in window: Int) -> [Int] { members.filter { windowTopics[$0].window == window } }
            let seen = members.map { windowTopics[$0].window }
            let longestSilence = zip(seen, seen.dropFirst()).map { $1 - $0 - 1 }.max() ?? 0
            let (first, last) = (seen[0], seen[seen.count - 1])
            if first > max(0, longestSilence) {
                events.append(TopicEvent(kind: .born, window: first, topic: topic, before: [], after: those(in: first)))
            }
            if windows - 1 - last > max(0, longestSilence) {
                events.append(TopicEvent(kind: .ended, window: last, topic: topic, before: those(in: last), after: []))
            }
        }
        for window in stride(from: 1, to: windows, by: 1) {
            let (before, after) = (ofWindow[window - 1], ofWindow[window])
            let similarity = before.map { a in after.map { b in terms.dot(a, b) } }
            // The most similar topic on the other side for each topic, if any is similar enough.
            let predecessors = after.indices.map { b in best(before.indices.map { similarity[$0][b] }) }
            let successors = similarity.map(best)
            for (a, index) in before.enumerated() {
                let children = after.indices.filter { predecessors[$0] == a }
                if children.count > 1 {
                    events.append(
                        TopicEvent(
                            kind: .split, window: window, topic: windowTopics[index].topic, before: [index],
                            after: children.map { after[$0] }))
                }
            }
            for (b, index) in after.enumerated() {
                let parents = before.indices.filter { successors[$0] == b }
                if parents.count > 1 {
                    events.append(
                        TopicEvent(
                            kind: .merged, window: window, topic: windowTopics[index].topic,
                            before: parents.map { before[$0] }, after: [index]))
                }
            }
        }
        return events.enumerated().sorted { ($0.element.window, $0.offset) < ($1.element.window, $1.offset) }.map(
            \.element)
    }

    private static func best(_ similarities: [Float]) -> Int? {
        similarities.indices.filter { similarities[$0] >= minimumSimilarity }
            .max { (similarities[$0], $1) < (similarities[$1], $0) }
    }
}

extension CSRMatrix {
    /// The scalar product of two rows.
    fileprivate func dot(_ a: Int, _ b: Int) -> Float {
        var (i, j) = (rowOffsets[a], rowOffsets[b])
        var sum: Float = 0
        while i < rowOffsets[a + 1], j < rowOffsets[b + 1] {
            let (columnA, columnB) = (columnIndices[i], columnIndices[j])
            if columnA == columnB { sum += values[i] * values[j] }
            if columnA <= columnB { i += 1 }
            if columnB <= columnA { j += 1 }
        }
        return sum
    }
}
