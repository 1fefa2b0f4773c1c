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
        let grouping = TopicGrouping(
            names,
            edits.sorted { $0.value.line < $1.value.line }.map { topic, edit in
                .init(topic: topic, name: edit.name, target: edit.target, isHidden: edit.isHidden)
            })
        let groups: [TopicGroups.Group]
        let roots: [Int]
        do {
            groups = try grouping.groups()
            roots = try grouping.roots()
        } catch let failure as TopicGrouping.Failure {
            throw table.error(edits[failure.topic]?.line ?? 1, failure.fault.description)
        }
        for topic in names.indices where roots[topic] != topic {
            guard let edit = edits[topic], let target = edits[roots[topic]], target.isHidden else { continue }
            note(
                "\(table.path):\(edit.line): '\(names[topic])' is merged into '\(names[roots[topic]])', which line "
                    + "\(target.line) hides, so neither is shown")
        }
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
        let topics = TopicGrouping.places(names)
        for row in table.rows {
            let (topic, name) = (row[columns[0]], row[columns[1]])
            guard !topic.isEmpty else {
                throw table.error(row.line, "the row has no topic: '\(row.cells.joined(separator: ",").prefix(60))'")
            }
            guard let index = TopicGrouping.place(topic, topics, names) else {
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
}
