import Corpus
import Foundation
import GRDB

/// Gives the articles of an archive in the order they came in.
///
/// What comes in meanwhile is not seen. Holds a few hundred kilobytes at a time, and no lock between pages.
public struct ArchiveReader: RecordStore {
    public enum Selection: Sendable {
        /// Each article once.
        case all
        /// What a model, by its fingerprint, was not asked all of these fields for.
        case untagged(by: String, Set<RecordField>)
        /// Every record, also those that are the same article as another.
        case records
    }

    private let archive: Archive
    private var query: ArticleQuery
    private let arguments: StatementArguments
    private let last: Int64
    private var position: Int64 = 0
    public let labelSettings: ReadingSettings?

    /// - Parameter tags: fields to give what was inferred for.
    public init(_ archive: Archive, _ selection: Selection = .all, tags: Set<RecordField> = []) throws {
        self.archive = archive
        var condition = "a.id > ? AND a.id <= ?"
        var arguments: StatementArguments = []
        switch selection {
        case .records: break
        case .all: condition += " AND a.likeness IS NOT 'same'"
        case .untagged(let model, let fields):
            condition += """
                 AND a.likeness IS NOT 'same' AND NOT EXISTS (
                    SELECT 1 FROM inferred i WHERE i.article = a.id AND i.model = (SELECT id FROM model WHERE fingerprint = ?)
                    \(fields.map { "AND i.\($0.rawValue) IS NOT NULL" }.sorted().joined(separator: " ")))
                """
            arguments += [model]
        }
        self.arguments = arguments
        query = ArticleQuery(tags: tags, where: condition)
        (last, labelSettings) = try archive.read { db in
            (try Int64.fetchOne(db, sql: "SELECT max(id) FROM article") ?? 0, try ArchiveSettings.labels(db))
        }
    }

    private static let pageBytes = 1 << 18

    public mutating func nextRecords() throws -> [StoredRecord]? { try nextPage()?.map(\.record) }

    /// Some articles; nil at the end.
    public mutating func nextPage() throws -> [ArchivedArticle]? {
        guard position < last else { return nil }
        let bounds: StatementArguments = [position, last]
        let page = try archive.read { db in
            try query.page(ofBytes: ArchiveReader.pageBytes, bounds + arguments, db)
        }
        position = page.last?.id ?? last
        return page.isEmpty ? nil : page
    }
}
