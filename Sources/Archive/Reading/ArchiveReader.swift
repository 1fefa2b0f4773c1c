import Corpus
import Foundation
import GRDB

/// Reads the articles of an archive in the order of import.
///
/// Articles that are imported after the reader was created are not read. The reader holds a few hundred kilobytes at a
/// time and no lock between pages.
public struct ArchiveReader: RecordStore {
    /// The records to read.
    public enum Selection: Sendable {
        /// Each article once.
        case all
        /// Each article once, if the model with this fingerprint has not been asked for all of these fields; nil: of no
        /// model, so that all articles are tagged again.
        case untagged(by: String?, Set<RecordField>)
        /// Every record, including repeats of the same article.
        case records
    }

    private let archive: Archive
    private var query: ArticleQuery
    private let arguments: StatementArguments
    /// The id of the last article to read.
    public let last: Int64
    private var position: Int64 = 0
    /// Whether the query gives every article, so that their numbers are consecutive.
    private let isComplete: Bool
    private let passesOverRepeats: Bool
    /// The label settings of the archive; `nil` if none are stored.
    public let labelSettings: ReadingSettings?

    /// Creates a reader of the articles that are in the archive now.
    ///
    /// - Parameter tags: the fields whose inferred tags to read.
    /// - Throws: `CorpusError`.
    public init(_ archive: Archive, _ selection: Selection = .all, tags: Set<RecordField> = []) throws {
        self.archive = archive
        var condition = "a.id > ? AND a.id <= ?"
        var arguments: StatementArguments = []
        switch selection {
        // Repeats are passed over when they were read, so that no article can be missing unseen.
        case .records, .all: break
        case .untagged(let model, let fields):
            condition += """
                 AND a.likeness IS NOT 'same' AND NOT EXISTS (
                    SELECT 1 FROM inferred i WHERE i.article = a.id AND i.model = (SELECT id FROM model WHERE fingerprint = ?)
                    \(fields.map { "AND i.\($0.rawValue) IS NOT NULL" }.sorted().joined(separator: " ")))
                """
            arguments += [model]
        }
        self.arguments = arguments
        if case .untagged = selection { isComplete = false } else { isComplete = true }
        if case .all = selection { passesOverRepeats = true } else { passesOverRepeats = false }
        // A model asks for texts alone.
        query = ArticleQuery(tags: tags, where: condition, corrections: isComplete, origins: isComplete)
        (last, labelSettings) = try archive.read { db in
            (try Int64.fetchOne(db, sql: "SELECT max(id) FROM article") ?? 0, try ArchiveSettings.labels(db))
        }
    }

    /// How much has been read with this page, from 0 to 1.
    public static func fraction(_ page: [ArchivedArticle], of last: Int64) -> Double {
        Double(page.last?.id ?? last) / Double(max(1, last))
    }

    private static let pageBytes = 1 << 18
    /// A model's pages are larger: what it does once for a page is as large as its vocabulary.
    private static let modelPageBytes = 1 << 19

    /// The records of the next page; `nil` at the end.
    public mutating func nextRecords() throws -> [StoredRecord]? { try nextPage()?.map(\.record) }

    /// The next page of articles; `nil` at the end.
    ///
    /// - Throws: `CorpusError`, also where an article that is there by its number is missing or damaged.
    public mutating func nextPage() throws -> [ArchivedArticle]? {
        while position < last {
            let bounds: StatementArguments = [position, last]
            var page = try archive.read { db in
                let page = try query.page(
                    ofBytes: isComplete ? ArchiveReader.pageBytes : ArchiveReader.modelPageBytes, bounds + arguments,
                    db)
                try check(page, db)
                return page
            }
            position = page.last?.id ?? last
            if passesOverRepeats { page.removeAll { $0.likeness == .same } }
            if !page.isEmpty { return page }
        }
        return nil
    }

    /// A damaged table can lack rows, or give the same rows for ever.
    private func check(_ page: [ArchivedArticle], _ db: Database) throws {
        var before = position
        for article in page {
            guard article.id > before else { throw ArchiveDamage(article: article.id, "it is out of order") }
            if isComplete, article.id != before + 1 {
                try ArchiveIndex.checkDeleted(between: before, and: article.id, db)
            }
            before = article.id
        }
        if isComplete, page.isEmpty { throw ArchiveDamage(article: position + 1, "it is missing") }
    }
}

extension Archive {
    /// The size of all records in bytes.
    ///
    /// - Complexity: linear in the records, which are not looked at.
    /// - Throws: `CorpusError`.
    public func recordBytes() throws -> Int {
        try read { db in try Int.fetchOne(db, sql: "SELECT sum(length(CAST(json AS BLOB))) FROM record") ?? 0 }
    }
}
