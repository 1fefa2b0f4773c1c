import Foundation
import Models
import Text

/// What the names, merges and hidden topics that a person asks for come to.
struct TopicGrouping {
    /// What is asked for of a topic.
    struct Edit {
        /// Its place among the topics.
        let topic: Int
        /// Empty for the one it was found with.
        let name: String
        /// The topic or name that it is merged into; empty for none.
        let target: String
        let isHidden: Bool
    }

    /// A fault with the topic whose edit has to be mended.
    struct Failure: Error {
        let topic: Int
        let fault: TopicFault
    }

    private let names: [String]
    private let edits: [Int: Edit]
    /// By the name given to it, the topic; the first one of several.
    private var given: [String: Int] = [:]
    private let found: [String: Int]

    /// - Parameters:
    ///   - names: of the topics as they were found.
    ///   - edits: at most one for each topic.
    init(_ names: [String], _ edits: [Edit]) {
        self.names = names
        self.edits = Dictionary(edits.map { ($0.topic, $0) }) { first, _ in first }
        found = TopicGrouping.places(names)
        for edit in edits.reversed() where !edit.name.isEmpty { given[TopicGrouping.key(edit.name)] = edit.topic }
    }

    /// - Throws: `Failure`.
    func groups() throws -> [TopicGroups.Group] {
        let roots = try roots()
        var members: [Int: [Int]] = [:]
        for topic in names.indices where roots[topic] != topic { members[roots[topic], default: []].append(topic) }
        let groups = names.indices.filter { roots[$0] == $0 }.map { topic in
            let name = edits[topic]?.name ?? ""
            return TopicGroups.Group(
                topic, merged: members[topic] ?? [], name: name.isEmpty ? nil : name,
                isHidden: edits[topic]?.isHidden ?? false)
        }
        try checkNames(groups)
        return groups
    }

    /// By topic, the one that it is counted with in the end; itself where it is not merged.
    ///
    /// - Throws: `Failure`.
    func roots() throws -> [Int] { try names.indices.map(root) }

    /// The topic of a name, given to it or found with it.
    func topic(called name: String) -> Int? {
        given[TopicGrouping.key(name)] ?? TopicGrouping.place(name, found, names)
    }

    private func root(of start: Int) throws -> Int {
        var (topic, seen) = (start, Set([start]))
        while let edit = edits[topic], !edit.target.isEmpty {
            guard let next = self.topic(called: edit.target) else {
                throw Failure(topic: topic, fault: .unknownTarget(topic: names[topic], target: edit.target))
            }
            guard seen.insert(next).inserted else {
                throw Failure(topic: topic, fault: .intoItself(topic: names[topic], target: edit.target))
            }
            topic = next
        }
        return topic
    }

    private func checkNames(_ groups: [TopicGroups.Group]) throws {
        var topics: [String: Int] = [:]
        // Those with a name of their own last, since theirs is the one to mend.
        for group in groups.filter({ $0.name == nil }) + groups.filter({ $0.name != nil }) where !group.isHidden {
            let name = group.name ?? names[group.topic]
            if let other = topics.updateValue(group.topic, forKey: TopicGrouping.key(name)), edits[group.topic] != nil {
                throw Failure(topic: group.topic, fault: .sameName(name, other: names[other]))
            }
        }
    }

    // MARK: Names

    /// Spreadsheets and encodings change blanks and dots.
    private static func key(_ name: String) -> String {
        name.lowercased().filter { !$0.isWhitespace && !["·", "•", "・", "‧"].contains($0) }
    }

    static func places(_ names: [String]) -> [String: Int] {
        Dictionary(names.enumerated().map { (key($1), $0) }) { first, _ in first }
    }

    /// By the name as it was found, or by the number from 1.
    static func place(_ text: String, _ places: [String: Int], _ names: [String]) -> Int? {
        places[key(text)] ?? Int(text).flatMap { names.indices.contains($0 - 1) ? $0 - 1 : nil }
    }
}
