import Text
import Corpus
import Features
import Foundation

/// A record to be imported, with all data that depend on the record alone.
///
/// Unlike an `ArchivedArticle` it has no id yet, and it carries data that only the import needs: hashes, fingerprint,
/// normalized text and the notes of an export. They are computed on any core before the archive is locked.
///
/// It is a class since it passes through many hands, and a value of so many fields would be copied field by field each time.
public final class IncomingArticle: Sendable {
    let json: [UInt8]
    let origins: [Origin]
    let fields: FieldMapping
    let title: String
    /// Empty for one that is that of no article.
    let link: String
    let published: PublicationDate?
    let labels: [String]
    let text: IndexedText
    let textHash: Int64
    let appearanceHash: Int64
    let recordHash: Int64
    /// The notes of the archive that exported the record; nil unless they are to be restored.
    let notes: ArchiveNotes?
    /// Whether the record looks like one of an export and is not restored.
    let isExported: Bool
    /// Whether it was to be restored and is none of an export.
    let isPlain: Bool

    /// What the article can be found by later.
    var keys: [LookupKey] {
        [textKey, recordKey] + (link.isEmpty ? [] : [.link(link)])
    }

    var hasLabels: Bool { !labels.isEmpty }
    var textKey: LookupKey { .text(textHash, appearance: appearanceHash) }
    var recordKey: LookupKey { .record(recordHash) }

    /// How much work it is to add the article, in bytes: each one costs about as much as half a kilobyte of text besides.
    var work: Int { json.count + text.words.count + 512 }

    /// Prepares articles for import.
    ///
    /// - Parameters:
    ///   - articles: the articles with their rows, read with `keepsEmpty`.
    ///   - fields: the names of their fields.
    ///   - latestDay: the last day on which they can have been published; `nil` for no limit.
    ///   - normalizer: that of the archive.
    ///   - restores: whether the articles come from an export whose notes are to be believed: origins, tags,
    ///     corrections. Otherwise the notes are a member of the record like any other.
    /// - Returns: the prepared articles, and a reject for each article that has neither a title nor a text, or notes
    ///   that no export writes.
    /// - Complexity: linear in the text.
    public static func read(
        _ articles: [Article], fields: FieldMapping, latestDay: CalendarDate? = nil,
        normalizer: TextNormalizer = TextNormalizer(), restores: Bool = false
    ) -> (articles: [IncomingArticle], rejects: [Reject]) {
        var reader = StoredRecordReader(ReadingOptions(settings: ReadingSettings(normalizer: normalizer)))
        var editor = JSONEditor()
        var incoming: [IncomingArticle] = []
        var rejects: [Reject] = []
        incoming.reserveCapacity(articles.count)
        for article in articles {
            do {
                incoming.append(
                    try IncomingArticle(
                        article, fields: fields, latestDay, restores: restores, &reader, &editor))
            } catch {
                rejects.append(Reject(origin: article.origin, reason: error.reason))
            }
        }
        return (incoming, rejects)
    }

    private struct Unreadable: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
        static let empty = Unreadable("neither a title nor a text")
    }

    private init(
        _ article: Article, fields: FieldMapping, _ latestDay: CalendarDate?, restores: Bool,
        _ reader: inout StoredRecordReader, _ editor: inout JSONEditor
    ) throws(Unreadable) {
        guard var json = storedJSON(of: article.row) else { throw .empty }
        var notes: ArchiveNotes?
        var fields = fields
        var isExported = false
        if let (bare, read) = ArchiveNotes.extract(from: json[...], &editor) {
            if restores {
                if let fault = read.fault {
                    throw Unreadable("its member \(ArchiveNotes.name) is none that an export writes: \(fault)")
                }
                (json, notes, fields) = (bare, read, read.fields ?? FieldMapping())
            } else {
                isExported = true
            }
        }
        // The article is made from the stored record, so that the import sees what readers of the archive will see.
        guard let kept = reader.article(StoredRecord(json: json[...], origin: article.origin, fields: fields)) else {
            throw .empty
        }
        self.isExported = isExported
        isPlain = restores && notes == nil
        self.json = json
        self.notes = notes
        self.fields = fields
        origins =
            notes?.origins.isEmpty == false
            ? notes!.origins.map { Origin(file: $0.file, line: $0.line) } : [article.origin]
        title = kept.title
        // SQLite ends a text at the character 0.
        let link = kept.link.prefix { $0 != "\0" }
        self.link = Placeholder.isLink(kept.link) ? "" : String(link)
        published = .infer(field: kept.dateField, link: kept.link, text: kept.text, through: latestDay)
        labels = kept.industries
        let normalized = kept.normalized()
        let scalars = normalized.scalars
        text = IndexedText(kept, normalized)
        let textHash = ArticleKey.fingerprint(ofNormalized: scalars)
        self.textHash = Int64(bitPattern: textHash)
        // What makes two records the same article.
        let appearance = self.link.isEmpty ? published?.day.description ?? "" : "l" + self.link
        appearanceHash = Int64(bitPattern: hash(appearance.utf8, from: textHash))
        recordHash = Int64(bitPattern: hash(json))
    }
}

private func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash = FNV1a()
    bytes.withUnsafeBufferPointer { hash.add($0) }
    return hash.value
}

private func hash(_ bytes: some Sequence<UInt8>, from start: UInt64) -> UInt64 {
    var hash = FNV1a(from: start)
    hash.add(bytes)
    return hash.value
}
