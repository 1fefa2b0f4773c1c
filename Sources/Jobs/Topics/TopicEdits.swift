import Corpus
import Foundation
import Models
import Reports

/// Renames, merges and hides kept topics from a program: it writes the table in which users do the same by hand, so that
/// `trend topics` and reports show it too.
public struct TopicEdits: Sendable {
    /// What is said of a topic.
    public struct Row: Codable, Equatable, Sendable {
        /// As it was found.
        public let topic: String
        /// Empty for that.
        public var name: String
        /// The topic that it is counted with; empty for none.
        public var mergeInto: String
        public var isHidden: Bool

        public init(topic: String, name: String = "", mergeInto: String = "", isHidden: Bool = false) {
            self.topic = topic
            self.name = name
            self.mergeInto = mergeInto
            self.isHidden = isHidden
        }
    }

    private let model: String

    /// - Parameter model: the file of the topics; the table lies beside it.
    public init(model: String) { self.model = model }

    /// Whether there are kept topics.
    public var hasTopics: Bool { FileManager.default.fileExists(atPath: model) }

    /// A row for each topic.
    ///
    /// - Throws: `CorpusError`.
    public func rows() throws -> [Row] {
        let topics = try reading(model: model) { try TopicModel.read(from: model) }.topics
        let kept = try TopicTable(named: nil, model: model)?.rows() ?? [:]
        return TopicTable.names(of: topics).map { kept[$0] ?? Row(topic: $0) }
    }

    /// Replaces the rows of the table.
    ///
    /// - Throws: `InvalidOption` where a topic has no row or a row no topic; `CorpusError` where a name is that of two topics, a topic is merged into itself or another one that
    ///   there is not, or the table cannot be written; it is as before then.
    public func save(_ rows: [Row]) throws {
        let topics = try reading(model: model) { try TopicModel.read(from: model) }.topics
        guard let table = TopicTable(named: nil, model: model) else {
            throw CorpusError.unwritable(
                path: model, reason: "its table would have the same name; call it topics.trend")
        }
        let names = TopicTable.names(of: topics)
        if let row = rows.first(where: { !names.contains($0.topic) }) {
            throw InvalidOption("topics", "'\(row.topic.prefix(60))'", "there is no such topic")
        }
        guard Set(rows.map(\.topic)).count == names.count, rows.count == names.count else {
            throw InvalidOption("topics", "\(rows.count) rows", "each of the \(names.count) topics needs one row")
        }
        try table.save(rows, of: topics, model: model)
    }
}

extension TopicTable {
    /// What the table says of the topics, by their names as they were found; nothing where there is no table.
    ///
    /// - Throws: `CorpusError`.
    fileprivate func rows() throws -> [String: TopicEdits.Row] {
        guard FileManager.default.fileExists(atPath: path), let rows = try TopicRows(path: path, isNamed: false) else {
            return [:]
        }
        return Dictionary(rows.edited.map { ($0.topic, $0) }) { first, _ in first }
    }

    fileprivate func save(_ rows: [TopicEdits.Row], of topics: [TopicModel.Topic], model: String) throws {
        if FileManager.default.fileExists(atPath: path), try TopicRows(path: path, isNamed: false) == nil {
            throw CorpusError.unwritable(path: path, reason: "the file is not a table of topics; move it elsewhere")
        }
        var table = Table(TopicTable.columns.map { .init($0) })
        for row in rows { table.append([row.topic, row.name, row.mergeInto, row.isHidden ? "yes" : ""]) }
        let text = table.csv(byteOrderMark: true)
        // What cannot be read again is not written.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trend-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let trial = folder + "/topics.csv"
        try AtomicFile.write(text, to: trial)
        guard var read = try TopicRows(path: trial, isNamed: true) else { return }
        _ = try read.groups(TopicTable.names(of: topics), model: model)
        try AtomicFile.write(text, to: path)
    }
}
