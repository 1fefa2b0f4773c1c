import Corpus
import Features
import Foundation
import GRDB

/// Adds articles to an archive in batches.
///
/// A batch is one transaction, so after a crash it is in the archive whole or not at all. Importing the same files
/// again adds the missing records. A record that is in the archive already, byte for byte, adds only its new origin, if
/// it has one.
public struct ArchiveImport {
    /// The number of articles by outcome.
    public struct Summary: Codable, Equatable, Sendable {
        /// Records that were not in the archive.
        public var added = 0
        /// Records that were in the archive already.
        public var known = 0
        /// Added records that are similar to earlier ones, by kind of similarity.
        public var like: [Likeness: Int] = [:]
        /// Added records without a date.
        public var undated = 0
        /// Records that brought tags of a model from an export.
        public var tags = 0
        /// Records that brought a correction from an export.
        public var corrections = 0
        /// Corrections that waited for articles of the archive and named other titles. They are dropped.
        public var otherTitles = 0
        /// The title that one of them named, and its article's.
        public var otherTitleExample: [String]?
    }

    /// The outcome of all batches so far.
    public private(set) var summary = Summary()
    private let archive: Archive

    /// Creates an import that has added nothing yet.
    public init(into archive: Archive) { self.archive = archive }

    /// The number of articles that makes a batch worth a transaction; `batchBytes` is the corresponding sum of
    /// `IncomingArticle.size`. Large batches change each page of the indices fewer times.
    public static let batchArticles = 4096
    public static let batchBytes = 1 << 25

    /// Adds a batch of articles in one transaction.
    ///
    /// - Complexity: linear in the articles' text, plus about 25 lookups per article, each logarithmic in the size of
    ///   the archive.
    /// - Throws: `CorpusError`; no article of the batch is in the archive then.
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

/// Writes one batch within a transaction.
private struct BatchWriter {
    private let db: Database
    private var nextID: Int64
    private var files: [String: Int64] = [:]
    private var readings: [FieldMapping: Int64] = [:]
    /// Whether corrections may wait for articles that come in.
    private let hasCorrections: Bool
    private let insertArticle, insertRecord, insertSighting, insertText, sameRecord: Statement
    /// The band keys of the batch's new texts.
    private var bands: [(key: UInt32, article: Int64)] = []

    init(_ db: Database) throws {
        self.db = db
        nextID = try Int64.fetchOne(db, sql: "SELECT max(id) FROM article").map { $0 + 1 } ?? 1
        hasCorrections = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM correction)")!
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
                try note(article, id: row[0], firstOrigin: (row[1], row[2]), from: 0, &summary)
                continue
            }
            try checkCorrection(of: article, &summary)
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
                insertText.setUncheckedArguments([id, ArchiveSearch.indexed(article.text)])
                try insertText.execute()
                for key in article.bandKeys { bands.append((key, id)) }
            }
            try note(article, id: id, firstOrigin: nil, from: 1, &summary)
            summary.added += 1
            if let likeness = found.likeness { summary.like[likeness, default: 0] += 1 }
            if article.published == nil { summary.undated += 1 }
        }
        try insertBands()
    }

    /// A correction that waits for an article of this link but of another title is not meant for it.
    private func checkCorrection(of article: IncomingArticle, _ summary: inout ArchiveImport.Summary) throws {
        guard hasCorrections, !article.title.isEmpty else { return }
        guard let named = try ArchiveCorrections.dropCorrection(ofOtherThan: article, db) else { return }
        summary.otherTitles += 1
        if summary.otherTitleExample == nil { summary.otherTitleExample = [named, article.title] }
    }

    /// Stores the further origins of an article and the notes of the archive that exported it.
    private mutating func note(
        _ article: IncomingArticle, id: Int64, firstOrigin: (file: Int64, line: Int)?, from start: Int,
        _ summary: inout ArchiveImport.Summary
    ) throws {
        for origin in article.origins.dropFirst(start) {
            let file = try file(origin.file)
            if let firstOrigin, firstOrigin == (file, origin.line) { continue }
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
        for waiting in notes.waiting ?? [] where !Placeholder.isLink(waiting.key) {
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

    /// Inserts the band keys in their order, so that each page of the table is visited once.
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
