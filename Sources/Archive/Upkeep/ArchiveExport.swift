import Corpus
import Foundation
import GRDB

extension Archive {
    /// Exports every record as a line of JSON, in the order of import.
    ///
    /// A line is the record as it came in, with its empty fields filled in by the inferred tags and with `predicted`
    /// and `tags` as `trend tag` writes them. Its last member is the archive's own data on the record (`ArchiveNotes`).
    /// Importing the lines makes the same archive.
    ///
    /// - Parameter write: receives whole lines.
    /// - Returns: the number of records.
    /// - Throws: `CorpusError`, and the errors of `write`.
    public func exportJSONLines(_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
        var exporter = try read { db in
            ArchiveExporter(
                waiting: try ArchiveCorrections.waiting(db), labels: try ArchiveSettings.labels(db),
                topics: try ArchiveTopics.edits(db))
        }
        var pages = try ArchiveReader(self, .records, tags: Set(InferredTags.fields))
        var count = 0
        while let page = try pages.nextPage() {
            let sightings = try read { db in try page.map { try Archive.sightings(of: $0.id, db) } }
            try exporter.lines(of: page, sightings).withUnsafeBytes(write)
            count += page.count
        }
        return count
    }

    /// The number of articles, of which exports have each once.
    ///
    /// - Throws: `CorpusError`.
    public func articleCount() throws -> Int {
        try read(articleCount)
    }

    func articleCount(_ db: Database) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM article") ?? 0 }

    /// Passes every readable article to `write`, in the order of import, with its original or corrected labels.
    ///
    /// - Throws: `CorpusError`, and the errors of `write`.
    public func forEachArticle(_ write: ([(article: Article, entry: ArchivedArticle)]) throws -> Void) throws {
        var pages = try ArchiveReader(self, .records, tags: Set(InferredTags.fields))
        var reader = StoredRecordReader(ReadingOptions())
        while let page = try pages.nextPage() {
            try write(page.compactMap { entry in reader.article(entry.record).map { ($0, entry) } })
        }
    }

    /// The further places where the same record was found.
    static func sightings(of article: Int64, _ db: Database) throws -> [Origin] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT f.name, s.line, \(Seal.isWhole("sighting", as: "s")) AND \(Seal.isWhole("file", as: "f"))
                FROM sighting s LEFT JOIN file f ON f.id = s.file WHERE s.article = ? ORDER BY f.name, s.line
                """)
        return try Row.fetchAll(statement, arguments: [article]).map {
            guard try $0.decode(Int.self, atIndex: 2) == 1 else {
                throw ArchiveDamage(article: article, "its further origins are not as they were stored")
            }
            return Origin(file: try $0.decode(String.self, atIndex: 0), line: try $0.decode(Int.self, atIndex: 1))
        }
    }
}

/// Makes the lines of an export.
struct ArchiveExporter {
    /// What goes with the first record.
    private var waiting: [ArchiveNotes.Waiting]
    private var labels: ReadingSettings?
    private var topics: [TopicEdit]?
    private var reader = StoredRecordReader(ReadingOptions())

    init(waiting: [ArchiveNotes.Waiting], labels: ReadingSettings?, topics: [TopicEdit]?) {
        self.waiting = waiting
        self.labels = labels
        self.topics = topics
    }

    /// - Parameter sightings: the further places of each article.
    mutating func lines(of page: [ArchivedArticle], _ sightings: [[Origin]]) throws -> [UInt8] {
        var editor = JSONEditor()
        for (entry, sightings) in zip(page, sightings) {
            var notes = ArchiveNotes(entry, sightings: sightings)
            if !waiting.isEmpty { notes.waiting = waiting }
            (notes.labels, notes.topics) = (labels, topics)
            (waiting, labels, topics) = ([], nil, nil)
            var members: [(name: String, json: [UInt8])] = []
            if notes.inferred != nil, let article = reader.article(entry.record) {
                members = entry.tags.members(for: article, fields: entry.record.fields)
            }
            var failure: (any Error)?
            editor.appendLine(.json(entry.record.json)) { edit in
                if !members.isEmpty { notes.before = edit.fill(members) }
                edit.set(ArchiveNotes.freeName { edit.contains($0) }) { json in
                    do { json.append(contentsOf: try CanonicalJSON.data(notes)) } catch { failure = error }
                }
            }
            if let failure { throw failure }
        }
        return editor.lines
    }
}
