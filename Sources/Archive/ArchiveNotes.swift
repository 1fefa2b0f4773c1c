import Corpus
import Foundation

/// What an archive knows about a record beside the record: the member that an export as JSON lines adds to
/// it, so that importing it makes the same archive.
struct ArchiveNotes: Codable, Equatable {
    static let name = "trend:archive"

    struct Place: Codable, Equatable {
        var file: String
        var line: Int
    }

    /// By one model.
    struct Inferred: Codable, Equatable {
        var model: String
        var tags: [RecordField: [InferredTags.Tag]]
    }

    /// Industries by one model, as version 1 of the archive kept them: those of the greatest turn counted.
    struct Tags: Codable, Equatable {
        var model: String
        var turn: Int
        var labels: [InferredTags.Tag]
    }

    /// A correction of an article that is not in the archive.
    struct Waiting: Codable, Equatable {
        var key: String
        var title: String
        var industries: [String]
    }

    var origins: [Place]
    /// nil where fields go by their own names.
    var fields: FieldMapping?
    var inferred: Inferred?
    /// Only read, never written.
    var tags: [Tags]?
    /// What stood in the record's fields before the export filled them in (`JSONEditor.fill`).
    var before: [String: String]?
    /// What a person corrected its industries to.
    var corrected: [String]?
    /// The title that was told with the correction.
    var correctedTitle: String?
    /// With the first record alone.
    var waiting: [Waiting]?
    /// How the archive's labels are to be read; with the first record alone.
    var labels: ReadingSettings?

    /// What was inferred, whichever version wrote it.
    var latest: Inferred? {
        inferred ?? tags?.max { $0.turn < $1.turn }.map { Inferred(model: $0.model, tags: [.industries: $0.labels]) }
    }
}

extension ArchiveNotes {
    init(_ article: ArchivedArticle, metAgain: [Origin]) {
        let record = article.record
        self.init(
            origins: ([record.origin] + metAgain).map { .init(file: $0.file, line: $0.line) },
            fields: record.fields.names.isEmpty ? nil : record.fields,
            inferred: article.model.map { .init(model: $0, tags: article.tags.tags) }, corrected: record.industries,
            correctedTitle: article.correctedTitle)
    }

    /// Takes the notes out of a record that an export wrote.
    ///
    /// - Returns: the record as it first came in, and the notes; nil where it has none at its end.
    static func takenOut(
        of json: ArraySlice<UInt8>, _ editor: inout JSONEditor
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
