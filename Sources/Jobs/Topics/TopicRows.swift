import Corpus
import Foundation
import Models
import Text

/// The rows of a table of topics, as a user edited them.
struct TopicRows {
    private struct Edit {
        let line: Int
        let name: String
        let target: String
        let isHidden: Bool
    }

    let table: EditedTable
    private let columns: [Int?]
    private(set) var notes: [String] = []
    private var edits: [Int: Edit] = [:]

    private static let header = [
        ["topic", "主题"], ["name", "名称", "新名称"], ["merge into", "merge", "合并到", "并入"], ["hide", "隐藏"],
    ]
    private static let yes: Set<String> = ["yes", "y", "true", "1", "x", "hide", "是", "√", "✓", "✔"]
    private static let no: Set<String> = ["", "no", "n", "false", "0", "否"]
    private static let mostNotes = 3

    /// - Parameter isNamed: whether the user named the file, so that it must be a table of topics.
    /// - Returns: nil for another file.
    /// - Throws: `CorpusError` where it cannot be read.
    init?(path: String, isNamed: Bool) throws {
        let first = try? EditedTable.firstRow(of: path)?.map { $0.lowercased() }
        let isTable = first.map { row in
            // The table that `trend topics --output` writes has a column of topics too.
            !row.contains("share") && row.contains(where: TopicRows.header[0].contains)
                && TopicRows.header.dropFirst().contains { row.contains(where: $0.contains) }
        }
        guard isNamed || isTable == true else { return nil }
        var table = try EditedTable(path: path)
        guard isTable == true, let columns = table.takeHeader(TopicRows.header) else {
            throw CorpusError.wrongFormat(
                path: path, reason: "it is not a table of topics; its columns are topic, name, merge into and hide")
        }
        (self.table, self.columns) = (table, columns)
    }

    /// - Parameters:
    ///   - names: of the topics as they were found.
    ///   - model: the file of the topics.
    /// - Throws: `CorpusError` with the line and the value of a bad row.
    mutating func groups(_ names: [String], model: String) throws -> TopicGroups {
        try readEdits(names, model: model)
        var members: [Int: [Int]] = [:]
        let found = TopicRows.places(names)
        var given: [String: Int] = [:]
        for (topic, edit) in edits.sorted(by: { $0.value.line > $1.value.line }) where !edit.name.isEmpty {
            given[TopicRows.key(edit.name)] = topic
        }
        let roots = try names.indices.map { topic in
            try root(of: topic, names) { given[TopicRows.key($0)] ?? TopicRows.place($0, found, names) }
        }
        for topic in names.indices where roots[topic] != topic { members[roots[topic], default: []].append(topic) }
        for topic in names.indices where roots[topic] != topic {
            guard let edit = edits[topic], let target = edits[roots[topic]], target.isHidden else { continue }
            note(
                "\(table.path):\(edit.line): '\(names[topic])' is merged into '\(names[roots[topic]])', which line "
                    + "\(target.line) hides, so neither is shown")
        }
        let groups = names.indices.filter { roots[$0] == $0 }.map { topic in
            let name = edits[topic]?.name ?? ""
            return TopicGroups.Group(
                topic, merged: members[topic] ?? [], name: name.isEmpty ? nil : name,
                isHidden: edits[topic]?.isHidden ?? false)
        }
        try checkNames(groups, names)
        if groups.allSatisfy(\.isHidden) { notes.append("\(table.path) hides all topics") }
        let rest = hiddenNotes
        if rest > 0 { notes.append("\(table.path): \(counted(rest, "more row")) like these") }
        return TopicGroups(groups)
    }

    /// A row for a topic that has none, as this table has rows.
    func row(_ name: String) -> String { table.row([columns[0] ?? 0: name]) }

    /// The topics without a row.
    func missing(_ names: [String]) -> [String] { names.indices.filter { edits[$0] == nil }.map { names[$0] } }

    /// The rows as they stand.
    var edited: [TopicEdits.Row] {
        table.rows.map { row in
            TopicEdits.Row(
                topic: row[columns[0]], name: row[columns[1]], mergeInto: row[columns[2]],
                isHidden: TopicRows.yes.contains(row[columns[3]].lowercased()))
        }
    }

    // MARK: Rows

    private var hiddenNotes = 0

    private mutating func note(_ text: String) {
        if notes.count < TopicRows.mostNotes { notes.append(text) } else { hiddenNotes += 1 }
    }

    private mutating func readEdits(_ names: [String], model: String) throws {
        edits = [:]
        let topics = TopicRows.places(names)
        for row in table.rows {
            let (topic, name) = (row[columns[0]], row[columns[1]])
            guard !topic.isEmpty else {
                throw table.error(row.line, "the row has no topic: '\(row.cells.joined(separator: ",").prefix(60))'")
            }
            guard let index = TopicRows.place(topic, topics, names) else {
                note(
                    oneLine(
                        "\(table.path):\(row.line): '\(topic.prefix(60))' is not a topic of \(model); its row is left out"
                    ))
                continue
            }
            if let first = edits[index]?.line {
                throw table.error(row.line, "'\(topic.prefix(60))' is in line \(first) already; remove one of them")
            }
            let hide = row[columns[3]].lowercased()
            guard TopicRows.yes.contains(hide) || TopicRows.no.contains(hide) else {
                throw table.error(row.line, "'\(hide.prefix(60))' under hide is neither yes nor no")
            }
            let target = row[columns[2]]
            guard target.isEmpty || !TopicRows.yes.contains(hide) else {
                throw table.error(
                    row.line,
                    "'\(topic.prefix(60))' is hidden and merged into '\(target.prefix(60))'; do one of the two")
            }
            edits[index] = Edit(
                line: row.line, name: name, target: target, isHidden: TopicRows.yes.contains(hide))
        }
    }

    /// The topic that a topic is counted with in the end; itself where it is not merged.
    ///
    /// - Parameter place: the topic of a name.
    private func root(of start: Int, _ names: [String], place: (String) -> Int?) throws -> Int {
        var (topic, seen) = (start, Set([start]))
        while let edit = edits[topic], !edit.target.isEmpty {
            guard let next = place(edit.target) else {
                throw table.error(
                    edit.line,
                    "'\(names[topic])' is merged into '\(edit.target.prefix(60))', which is neither a topic nor a name "
                        + "in the table")
            }
            guard seen.insert(next).inserted else {
                throw table.error(
                    edit.line, "'\(names[topic])' is merged into '\(edit.target.prefix(60))' and so into itself")
            }
            topic = next
        }
        return topic
    }

    /// Two topics of one name could not be told apart.
    private func checkNames(_ groups: [TopicGroups.Group], _ names: [String]) throws {
        var topics: [String: Int] = [:]
        // Those with a name of their own last, since theirs is the line to mend.
        for group in groups.filter({ $0.name == nil }) + groups.filter({ $0.name != nil }) where !group.isHidden {
            let name = group.name ?? names[group.topic]
            if let other = topics.updateValue(group.topic, forKey: TopicRows.key(name)), let edit = edits[group.topic] {
                throw table.error(
                    edit.line,
                    "'\(name.prefix(60))' is also the name of '\(names[other])'; to count both together, write it under "
                        + "merge into")
            }
        }
    }

    // MARK: Names

    /// Spreadsheets and encodings change blanks and dots.
    private static func key(_ name: String) -> String {
        name.lowercased().filter { !$0.isWhitespace && !["·", "•", "・", "‧"].contains($0) }
    }

    private static func places(_ names: [String]) -> [String: Int] {
        Dictionary(names.enumerated().map { (key($1), $0) }) { first, _ in first }
    }

    /// By the name as it was found, or by the number from 1.
    private static func place(_ text: String, _ places: [String: Int], _ names: [String]) -> Int? {
        places[key(text)] ?? Int(text).flatMap { names.indices.contains($0 - 1) ? $0 - 1 : nil }
    }
}
