import Text
import Corpus
import Features
import Foundation

/// A record to be imported, with all data that depend on the record alone.
///
/// Unlike an `ArchivedArticle` it has no id yet, and it carries data that only the import needs: hashes, fingerprint,
/// normalized text and the notes of an export. They are computed on any core before the archive is locked.
public struct IncomingArticle: Sendable {
    let json: [UInt8]
    let origins: [Origin]
    let fields: FieldMapping
    let title: String
    /// Empty for one that is that of no article.
    let link: String
    let published: PublicationDate?
    let hasLabels: Bool
    /// The normalized text.
    let text: String
    let fingerprint: Fingerprint
    let bandKeys: [UInt32]
    let textHash: Int64
    let appearanceHash: Int64
    let recordHash: Int64
    /// The notes of the archive that exported the record.
    let notes: ArchiveNotes?

    /// The approximate number of bytes in memory.
    public var size: Int { json.count + text.utf8.count + 2 * 1024 }

    /// Prepares articles for import.
    ///
    /// - Parameters:
    ///   - articles: the articles with their rows, read with `keepsEmpty`.
    ///   - fields: the names of their fields.
    ///   - latestDay: the last day on which they can have been published; `nil` for no limit.
    ///   - normalizer: that of the archive.
    /// - Returns: the prepared articles, and a reject for each article that has neither a title nor a text.
    /// - Complexity: linear in the text.
    public static func read(
        _ articles: [Article], fields: FieldMapping, latestDay: CalendarDate? = nil,
        normalizer: TextNormalizer = TextNormalizer()
    ) -> (articles: [IncomingArticle], rejects: [Reject]) {
        var reader = StoredRecordReader(ReadingOptions(settings: ReadingSettings(normalizer: normalizer)))
        var editor = JSONEditor()
        var incoming: [IncomingArticle] = []
        var rejects: [Reject] = []
        incoming.reserveCapacity(articles.count)
        for article in articles {
            if let read = IncomingArticle(article, fields: fields, latestDay, &reader, &editor, normalizer) {
                incoming.append(read)
            } else {
                rejects.append(Reject(origin: article.origin, reason: "neither a title nor a text"))
            }
        }
        return (incoming, rejects)
    }

    private init?(
        _ article: Article, fields: FieldMapping, _ latestDay: CalendarDate?, _ reader: inout StoredRecordReader,
        _ editor: inout JSONEditor, _ normalizer: TextNormalizer
    ) {
        guard var json = storedJSON(of: article.row) else { return nil }
        var notes: ArchiveNotes?
        var fields = fields
        if let (bare, read) = ArchiveNotes.extract(from: json[...], &editor) {
            (json, notes, fields) = (bare, read, read.fields ?? FieldMapping())
        }
        // The article is made from the stored record, so that the import sees what readers of the archive will see.
        guard let kept = reader.article(StoredRecord(json: json[...], origin: article.origin, fields: fields)) else {
            return nil
        }
        self.json = json
        self.notes = notes
        self.fields = fields
        origins =
            notes?.origins.isEmpty == false
            ? notes!.origins.map { Origin(file: $0.file, line: $0.line) } : [article.origin]
        title = kept.title
        link = Placeholder.isLink(kept.link) ? "" : kept.link
        published = .infer(field: kept.dateField, link: kept.link, text: kept.text, through: latestDay)
        hasLabels = !kept.industries.isEmpty
        let scalars = normalizer.scalars(of: kept.content)
        text = String(normalized: scalars)
        fingerprint = Fingerprint(scalars)
        var keys: [UInt32] = []
        if !fingerprint.isEmpty { NearDuplicates.appendBandKeys(of: fingerprint, to: &keys) }
        bandKeys = keys
        let textHash = ArticleKey.fingerprint(ofNormalized: scalars)
        let appearance = link.isEmpty ? published?.day.description ?? "" : "l" + link
        self.textHash = Int64(bitPattern: textHash)
        appearanceHash = Int64(bitPattern: hash(appearance.utf8, from: FNV1a(from: textHash)))
        recordHash = Int64(bitPattern: hash(json))
    }
}

extension String {
    init(normalized scalars: [UInt32]) {
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        self.init(view)
    }
}

private func hash(_ bytes: some Sequence<UInt8>, from start: FNV1a = FNV1a()) -> UInt64 {
    var hash = start
    hash.add(bytes)
    return hash.value
}
