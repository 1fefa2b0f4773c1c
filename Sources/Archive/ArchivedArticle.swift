import Corpus
import Foundation
import GRDB

/// An article of an archive on its way out: into a corpus, a report, a search or another file.
///
/// `StoredRecordReader` reads its record as an `Article`.
public struct ArchivedArticle: Sendable {
    public var id: Int64
    /// With the day it was published, and what a person corrected its industries to.
    public var record: StoredRecord
    /// What a model inferred, of the fields that were asked for.
    public var tags: InferredTags
    /// The model's fingerprint; nil where no model tagged the article or no tags were asked for.
    var model: String?
    /// The title that came with the correction.
    var correctedTitle: String?
}
