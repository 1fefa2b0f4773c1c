import Corpus
import Foundation

/// The archive's own data on a record: the member that an export as JSON lines adds, so that importing the line makes
/// the same archive.
struct ArchiveNotes: Codable, Equatable {
    static let name = "trend:archive"

    struct Place: Codable, Equatable {
        var file: String
        var line: Int
    }

    /// The tags that one model inferred.
    struct Inferred: Codable, Equatable {
        var model: String
        var tags: [RecordField: [InferredTags.Tag]]
    }

    /// The industries that one model inferred, as version 1 of the archive stored them. The entry with the highest turn
    /// counts.
    struct Tags: Codable, Equatable {
        var model: String
        var turn: Int
        var labels: [InferredTags.Tag]
    }

    /// A correction whose article is not in the archive.
    struct Waiting: Codable, Equatable {
        var key: String
        var title: String
        var industries: [String]
    }

    var origins: [Place]
    /// The names of the record's fields; `nil` if they are the standard ones.
    var fields: FieldMapping?
    var inferred: Inferred?
    /// The tags of version 1. They are read but never written.
    var tags: [Tags]?
    /// The original contents of the fields that the export filled in (`JSONEditor.fill`).
    var before: [String: String]?
    /// The corrected industries.
    var corrected: [String]?
    /// The title that came with the correction.
    var correctedTitle: String?
    /// The corrections whose articles are not in the archive; on the first record only.
    var waiting: [Waiting]?
    /// The label settings of the archive; on the first record only.
    var labels: ReadingSettings?

    /// The inferred tags, whichever version wrote them.
    var latest: Inferred? {
        inferred ?? tags?.max { $0.turn < $1.turn }.map { Inferred(model: $0.model, tags: [.industries: $0.labels]) }
    }
}

extension ArchiveNotes {
    init(_ article: ArchivedArticle, sightings: [Origin]) {
        let record = article.record
        self.init(
            origins: ([record.origin] + sightings).map { .init(file: $0.file, line: $0.line) },
            fields: record.fields.names.isEmpty ? nil : record.fields,
            inferred: article.model.map { .init(model: $0, tags: article.tags.tags) }, corrected: record.industries,
            correctedTitle: article.correctedTitle)
    }

    /// Removes the notes from a record that an export wrote.
    ///
    /// - Returns: the record as it first came in, and its notes; `nil` if the record does not end with notes.
    static func extract(
        from json: ArraySlice<UInt8>, _ editor: inout JSONEditor
    ) -> (json: [UInt8], notes: ArchiveNotes)? {
        var notes: ArchiveNotes?
        let bare = editor.edited(json) { edit in
            guard let value = edit.last(name) else { return false }
            notes = try? JSONDecoder().decode(ArchiveNotes.self, from: Data(value))
            guard let notes else { return false }
            return edit.cut(from: name) && edit.empty(notes.before ?? [:])
        }
        return bare.flatMap { bare in notes.map { (bare, $0) } }
    }
}
