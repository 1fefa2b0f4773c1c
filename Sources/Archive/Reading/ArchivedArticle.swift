import Corpus

/// An article as it is read from an archive: for a corpus, a report, a search or an export.
///
/// `StoredRecordReader` reads its record as an `Article`.
public struct ArchivedArticle: Sendable {
    /// The id of the article in the archive.
    public var id: Int64
    /// The record, with its date of publication and its corrected industries.
    public var record: StoredRecord
    /// The inferred tags, for the fields that were asked for.
    public var tags: InferredTags
    /// The model's fingerprint; `nil` if no model tagged the article or no tags were asked for.
    var model: String?
    /// In what it is like an earlier article.
    var likeness: Likeness?
    /// The title that came with the correction.
    var correctedTitle: String?
}
