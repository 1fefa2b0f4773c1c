import Archive
import Corpus
import Foundation
import Models

/// Renames, merges and hides kept topics from a program. The archive of the articles keeps it, so that `TopicsJob` and
/// `ReportJob` on the archive show it too.
public struct TopicEdits: Sendable {
    /// What is said of a topic.
    public typealias Row = TopicEdit

    private let model: String
    private let archive: String

    /// - Parameters:
    ///   - model: the file of the topics.
    ///   - archive: where it is kept.
    public init(model: String, archive: String) {
        self.model = model
        self.archive = archive
    }

    /// Whether there are kept topics.
    public var hasTopics: Bool { FileManager.default.fileExists(atPath: model) }

    /// A row for each topic: as the archive says, or as long as it says nothing, as the table beside the topics does.
    ///
    /// - Throws: `CorpusError`, `ModelError`.
    public func rows() throws -> [Row] {
        let kept =
            try Archive.snapshot(path: archive).topicEdits() ?? TopicTable(named: nil, model: model)?.rows() ?? []
        let rows = Dictionary(kept.map { ($0.topic, $0) }) { first, _ in first }
        return try names().map { rows[$0] ?? Row(topic: $0) }
    }

    /// Keeps rows. What was said of topics that are not among these stays, for they may be found again.
    ///
    /// - Throws: `TopicFault` where a topic has no row or a row no topic, two topics have one name, or one is merged
    ///   into itself or another one that there is not; `CorpusError`, `ModelError`. All is as before then.
    public func save(_ rows: [Row]) throws {
        let names = try names()
        let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        if let row = rows.first(where: { places[$0.topic] == nil }) { throw TopicFault.noSuchTopic(row.topic) }
        guard Set(rows.map(\.topic)).count == names.count, rows.count == names.count else {
            throw TopicFault.missingRows(of: names.count)
        }
        if let row = rows.first(where: { $0.isHidden && !$0.mergeInto.isEmpty }) {
            throw TopicFault.hiddenAndMerged(topic: row.topic)
        }
        let grouping = TopicGrouping(names, rows.map { TopicGrouping.Edit($0, at: places[$0.topic]!) })
        do { _ = try grouping.groups() } catch let failure as TopicGrouping.Failure { throw failure.fault }
        let said = rows.filter { !$0.saysNothing }.map { row in
            var row = row
            // Under the name that does not change.
            if !row.mergeInto.isEmpty { row.mergeInto = grouping.topic(called: row.mergeInto).map { names[$0] } ?? "" }
            return row
        }
        try Archive(path: archive).updateTopicEdits { kept in
            (kept ?? []).filter { places[$0.topic] == nil } + said
        }
    }

    private func names() throws -> [String] {
        TopicTable.names(of: try reading(model: model) { try TopicModel.read(from: model) }.topics)
    }
}

/// How kept topics are shown.
struct TopicDisplay {
    /// Nil for each as it was found.
    let groups: TopicGroups?
    /// What the user should know, a line each.
    let notes: [String]

    /// As a table that the user names says, else as the first of the archives that keeps anything does, else as the table
    /// beside the topics does, which is written where there is none.
    ///
    /// - Throws: `CorpusError`.
    init(_ topics: [TopicModel.Topic], model: String, table named: String?, archives paths: [String]) throws {
        let table = TopicTable(named: named, model: model)
        for path in named == nil ? paths : [] where Archive.isDatabase(path) {
            guard let edits = try Archive.snapshot(path: path).topicEdits() else { continue }
            var notes: [String] = []
            if let table, FileManager.default.fileExists(atPath: table.path) {
                notes = [
                    "\(path) says how topics are shown, so \(table.path) is not read; --topics-table \(table.path) has "
                        + "it count"
                ]
            }
            var groups: TopicGroups?
            do { groups = TopicGroups(try TopicDisplay.groups(topics, edits)) } catch let failure
                as TopicGrouping.Failure
            {
                notes.append("\(path): \(failure.fault); topics are shown as they were found")
            }
            (self.groups, self.notes) = (groups, notes)
            return
        }
        let edited = try table?.groups(of: topics, model: model)
        (groups, notes) = (edited?.groups, edited?.notes ?? [])
    }

    /// What an archive says of these topics, and not of others.
    private static func groups(_ topics: [TopicModel.Topic], _ edits: [TopicEdit]) throws -> [TopicGroups.Group] {
        let names = TopicTable.names(of: topics)
        let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        let own = edits.compactMap { edit in
            places[edit.topic].map { place in
                var edit = edit
                if places[edit.mergeInto] == nil { edit.mergeInto = "" }
                return TopicGrouping.Edit(edit, at: place)
            }
        }
        return try TopicGrouping(names, own).groups()
    }
}

extension TopicGrouping.Edit {
    fileprivate init(_ edit: TopicEdit, at topic: Int) {
        self.init(topic: topic, name: edit.name, target: edit.mergeInto, isHidden: edit.isHidden)
    }
}

extension TopicTable {
    /// What the table says; nothing where there is none.
    ///
    /// - Throws: `CorpusError`.
    fileprivate func rows() throws -> [TopicEdit] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try TopicRows(path: path, isNamed: false)?.edited ?? []
    }
}
