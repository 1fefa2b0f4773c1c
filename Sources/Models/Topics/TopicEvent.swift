import Numerics
import Features

/// What became of a topic from one window to the next.
public struct TopicEvent: Equatable, Sendable {
    public enum Kind: String, Sendable, Codable {
        /// The first window with the dynamic topic, which was silent before for longer than it ever is in
        /// between: what comes back each year was there already.
        case born
        /// The last window with the dynamic topic, which is silent since for longer than it ever was in
        /// between.
        case ended
        /// One topic of the window before goes on as several.
        case split
        /// Several topics of the window before go on as one.
        case merged
    }

    public let kind: Kind
    /// The index of the window in which it is seen: for a split or a merger, the later one of the two.
    public let window: Int
    /// The dynamic topic: for a split what it split from, for a merger what it went into.
    public let topic: Int
    /// Indices of window topics: those before a split or a merger, and those after it.
    public let before: [Int]
    public let after: [Int]

    /// One topic follows another if the cosine of their terms is at least this.
    static let minimumSimilarity: Float = 0.4

    /// - Parameters:
    ///   - terms: window topics × terms, rows of the length 1.
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
            // By topic the one that it is most like on the other side, if it is like any.
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
    /// The product of two rows.
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
