import Corpus
import Features
import Foundation
import GRDB

/// Adds articles to an archive, batch by batch.
///
/// A batch is a transaction: after a crash it is in the archive or it is not, and importing the same files
/// again adds what is missing. A record that is there already, byte for byte, adds at most the place where it
/// was met again.
public struct ArchiveImport {
    /// What became of the articles.
    public struct Summary: Codable, Equatable, Sendable {
        /// Records that were not in the archive.
        public var added = 0
        /// Records that were.
        public var known = 0
        /// Of those added, in what they are like earlier ones.
        public var like: [Likeness: Int] = [:]
        /// Of those added.
        public var undated = 0
        public var tags = 0
        public var corrections = 0
    }

    public private(set) var summary = Summary()
    private let archive: Archive

    public init(into archive: Archive) { self.archive = archive }

    /// A batch is worth a transaction from so many articles, or so many bytes of `IncomingArticle.size`, on.
    /// Large ones change each page of the indices fewer times.
    public static let batchArticles = 4096
    public static let batchBytes = 1 << 25

    /// - Complexity: linear in the articles' text; a logarithm of the archive's size for each look-up, some
    ///   25 an article.
    /// - Throws: `CorpusError`; nothing of the batch is in the archive then.
    public mutating func add(_ batch: [IncomingArticle]) throws {
        guard !batch.isEmpty else { return }
        var summary = summary
        try archive.write { db in
            var writer = try BatchWriter(db)
            try writer.write(batch, &summary)
        }
        self.summary = summary
    }
}

/// Writes one batch.
private struct BatchWriter {
    private let db: Database
    private var nextID: Int64
    private var files: [String: Int64] = [:]
    private var readings: [FieldMapping: Int64] = [:]
    private let insertArticle, insertRecord, insertSighting, insertText, sameRecord: Statement
    /// Band keys of the batch's new texts.
    private var bands: [(key: UInt32, article: Int64)] = []

    init(_ db: Database) throws {
        self.db = db
        nextID = try Int64.fetchOne(db, sql: "SELECT max(id) FROM article").map { $0 + 1 } ?? 1
        insertArticle = try db.cachedStatement(
            sql: """
                INSERT INTO article
                    (id, file, line, reading, link, day, dateRule, hasLabels, first, likeness, textHash, appearanceHash, recordHash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        insertRecord = try db.cachedStatement(sql: "INSERT INTO record (article, json) VALUES (?, ?)")
        insertSighting = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO sighting (article, file, line) VALUES (?, ?, ?)")
        insertText = try db.cachedStatement(sql: "INSERT INTO search (rowid, text) VALUES (?, ?)")
        sameRecord = try db.cachedStatement(
            sql: """
                SELECT a.id, a.file, a.line FROM article a JOIN record r ON r.article = a.id
                WHERE a.recordHash = ? AND r.json = ?
                """)
    }

    mutating func write(
        _ batch: [IncomingArticle], _ summary: inout ArchiveImport.Summary
    ) throws {
        var similar = try SimilarArticles(batch, db)
        for (index, article) in batch.enumerated() {
            let json = String(decoding: article.json, as: UTF8.self)
            sameRecord.setUncheckedArguments([article.recordHash, json])
            if let row = try Row.fetchOne(sameRecord) {
                summary.known += 1
                try note(article, id: row[0], metFirst: (row[1], row[2]), from: 0, &summary)
                continue
            }
            let id = nextID
            nextID += 1
            let found = try similar.decide(index, id: id, db)
            insertArticle.setUncheckedArguments([
                id, try file(article.origins[0].file), article.origins[0].line, try reading(article.fields),
                article.link,
                article.published?.day.description, article.published?.rule.rawValue, article.hasLabels, found.first,
                found.likeness?.rawValue, article.textHash, article.appearanceHash, article.recordHash,
            ])
            try insertArticle.execute()
            insertRecord.setUncheckedArguments([id, json])
            try insertRecord.execute()
            if found.isNewText {
                insertText.setUncheckedArguments([id, article.text])
                try insertText.execute()
                for key in article.bandKeys { bands.append((key, id)) }
            }
            try note(article, id: id, metFirst: nil, from: 1, &summary)
            summary.added += 1
            if let likeness = found.likeness { summary.like[likeness, default: 0] += 1 }
            if article.published == nil { summary.undated += 1 }
        }
        try insertBands()
    }

    /// Keeps where an article was met again, and what the archive it comes from knew about it.
    private mutating func note(
        _ article: IncomingArticle, id: Int64, metFirst: (file: Int64, line: Int)?, from start: Int,
        _ summary: inout ArchiveImport.Summary
    ) throws {
        for origin in article.origins.dropFirst(start) {
            let file = try file(origin.file)
            if let metFirst, metFirst == (file, origin.line) { continue }
            insertSighting.setUncheckedArguments([id, file, origin.line])
            try insertSighting.execute()
        }
        guard let notes = article.notes else { return }
        if let inferred = notes.latest {
            let model = try ArchiveTags.model(inferred.model, db)
            try ArchiveTags.keep(InferredTags(inferred.tags), of: id, model: model, replaces: false, db)
            summary.tags += 1
        }
        if let corrected = notes.corrected, !corrected.isEmpty {
            let key = ArchiveCorrections.key(link: article.link, textHash: article.textHash)
            try ArchiveCorrections.keep(key: key, title: notes.correctedTitle ?? "", industries: corrected, db)
            summary.corrections += 1
        }
        for waiting in notes.waiting ?? [] {
            try ArchiveCorrections.keep(key: waiting.key, title: waiting.title, industries: waiting.industries, db)
        }
        if let labels = notes.labels { try ArchiveSettings.keep(labels: labels, replaces: false, db) }
    }

    private mutating func file(_ name: String) throws -> Int64 {
        if let id = files[name] { return id }
        try db.execute(sql: "INSERT OR IGNORE INTO file (name) VALUES (?)", arguments: [name])
        let id = try Int64.fetchOne(db, sql: "SELECT id FROM file WHERE name = ?", arguments: [name])!
        files[name] = id
        return id
    }

    private mutating func reading(_ fields: FieldMapping) throws -> Int64 {
        if let id = readings[fields] { return id }
        let text = try CanonicalJSON.string(fields)
        try db.execute(sql: "INSERT OR IGNORE INTO reading (fields) VALUES (?)", arguments: [text])
        let id = try Int64.fetchOne(db, sql: "SELECT id FROM reading WHERE fields = ?", arguments: [text])!
        readings[fields] = id
        return id
    }

    /// In the order of the keys, so that each page of the table is visited once.
    private mutating func insertBands() throws {
        bands.sort { ($0.key, $0.article) < ($1.key, $1.article) }
        let size = 200
        for start in stride(from: 0, to: bands.count, by: size) {
            let part = bands[start..<min(start + size, bands.count)]
            let places = Array(repeating: "(?,?)", count: part.count).joined(separator: ",")
            let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO band (key, article) VALUES " + places)
            var values: [any DatabaseValueConvertible] = []
            values.reserveCapacity(2 * part.count)
            for band in part {
                values.append(Int64(Int32(bitPattern: band.key)))
                values.append(band.article)
            }
            insert.setUncheckedArguments(StatementArguments(values))
            try insert.execute()
        }
    }
}
