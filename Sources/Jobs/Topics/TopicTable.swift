import Corpus
import Foundation
import Models
import Reports
import Text

/// The small table beside kept topics in which a user renames, merges and hides them: the columns `topic`, `name`,
/// `merge into` and `hide`.
///
/// A topic is called as it was found, or by its number. trend writes the table where there is none, and then adds rows
/// at its end alone.
struct TopicTable {
    let path: String
    /// Whether the user named it; what else lies in the usual place is left alone.
    private let isNamed: Bool

    static let columns = ["topic", "name", "merge into", "hide"]

    /// - Parameters:
    ///   - named: nil for `topics.csv` beside `topics.trend`.
    ///   - model: the file of the topics.
    /// - Returns: nil where the usual place is that of the topics.
    init?(named: String?, model: String) {
        isNamed = named != nil
        let file = URL(fileURLWithPath: model)
        let name = file.deletingPathExtension().lastPathComponent + ".csv"
        path = named ?? String(model.dropLast(file.lastPathComponent.count)) + name
        if named == nil, name == file.lastPathComponent { return nil }
    }

    /// Keeps outputs away from the table. One in the usual place may be anything, so also an input.
    func add(to files: inout JobFiles) {
        if isNamed { files.write("topicsTable", path, .any) } else { files.read("topicsTable", path) }
    }

    /// How the topics are shown. Writes the table where there is none, and adds topics that it lacks.
    ///
    /// - Parameter model: the file of the topics.
    /// - Returns: with what the user should know, a line each.
    /// - Throws: `CorpusError` with the line and the value where the table cannot be used.
    func groups(of topics: [TopicModel.Topic], model: String) throws -> (groups: TopicGroups, notes: [String]) {
        let names = TopicTable.names(of: topics)
        if FileManager.default.fileExists(atPath: path) {
            guard var rows = try TopicRows(path: path, isNamed: isNamed) else {
                return (
                    TopicGroups(each: topics.count),
                    [
                        "\(path) is not a table of topics (\(TopicTable.columns.joined(separator: ", "))); name another one "
                            + "with --topics-table"
                    ]
                )
            }
            let groups = try rows.groups(names, model: model)
            return (groups, rows.notes + add(rows.missing(names), to: rows))
        }
        do {
            var table = Table(TopicTable.columns.map { .init($0) })
            for name in names { table.append([.init(name), "", "", ""]) }
            let file = try AtomicFile(path: path)
            try file.write(table.csv(byteOrderMark: true))
            try file.commit()
            return (
                TopicGroups(each: topics.count),
                ["wrote \(path): rename, merge or hide topics there, and run the command again"]
            )
        } catch let error as CorpusError where !isNamed {
            return (TopicGroups(each: topics.count), ["the table of topics was not written: \(error)"])
        }
    }

    /// The topics as they were found, each called otherwise.
    static func names(of topics: [TopicModel.Topic]) -> [String] {
        var counts: [String: Int] = [:]
        return topics.map { topic in
            counts[topic.name, default: 0] += 1
            let count = counts[topic.name]!
            return count == 1 ? topic.name : "\(topic.name) (\(count))"
        }
    }

    /// Adds rows at the end of a table in UTF-8, byte for byte as it was before them.
    private func add(_ names: [String], to rows: TopicRows) -> [String] {
        guard !names.isEmpty else { return [] }
        let list = "'" + names.prefix(3).joined(separator: "', '") + "'" + (names.count > 3 ? ", …" : "")
        let lacked = "\(path) lacked \(counted(names.count, "topic")) of the model: \(list)"
        guard let bytes = FileManager.default.contents(atPath: path), let text = String(data: bytes, encoding: .utf8)
        else { return [lacked + "; add a row for each to rename, merge or hide it"] }
        do {
            let file = try AtomicFile(path: path)
            try file.write(text)
            if text.unicodeScalars.last?.properties.isWhitespace != true { try file.write("\n") }
            for name in names { try file.write(rows.row(name) + "\n") }
            try file.commit()
            return [lacked + "; they were added at its end"]
        } catch {
            return [lacked + "; they could not be added: \(error)"]
        }
    }
}
