import Corpus
import Foundation
import Text

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
    /// How topics are shown; on the first record only.
    var topics: [TopicEdit]?

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

    /// The name under which notes are added to a record. It is followed by a number where the record has a member of
    /// that name of its own.
    static func freeName(_ isTaken: (String) -> Bool) -> String {
        names.first { !isTaken($0) } ?? names.last!
    }

    private static let names = [name] + (1...63).map { "\(name):\($0)" }

    /// Removes the notes from a record that an export wrote.
    ///
    /// - Returns: the record as it first came in, and its notes; `nil` if the record does not end with notes.
    static func extract(
        from json: ArraySlice<UInt8>, _ editor: inout JSONEditor
    ) -> (json: [UInt8], notes: ArchiveNotes)? {
        // Few records have the name anywhere, and it is found at the speed of memory.
        guard json.holdsNotesName else { return nil }
        var notes: ArchiveNotes?
        let bare = editor.edited(json) { edit in
            guard let name = names.first(where: { edit.last($0) != nil }), let value = edit.last(name) else {
                return false
            }
            notes = try? JSONDecoder().decode(ArchiveNotes.self, from: Data(value))
            guard let notes else { return false }
            return edit.cut(from: name) && edit.empty(notes.before ?? [:])
        }
        return bare.flatMap { bare in notes.map { (bare, $0) } }
    }

    /// What is wrong with notes that no archive can have written; nil for sound ones.
    var fault: String? {
        func isSane(_ text: String, most: Int = 10_000) -> Bool {
            !text.isEmpty && text.utf8.count <= most && !text.utf8.contains(0)
        }
        func areLabels(_ labels: [String]) -> Bool { labels.count <= 1000 && labels.allSatisfy { isSane($0) } }
        for origin in origins where !isSane(origin.file) || !(0...1 << 48).contains(origin.line) {
            return "an origin is line \(origin.line) of '\(origin.file.prefix(40))'"
        }
        if let fields, !fields.names.values.allSatisfy({ isSane($0) }) { return "a field has no possible name" }
        if let latest {
            guard isSane(latest.model) else { return "a model is called '\(latest.model.prefix(40))'" }
            for (field, tags) in latest.tags {
                guard InferredTags.fields.contains(field), tags.count <= 1000 else {
                    return "no model infers \(tags.count) \(field.rawValue)"
                }
                for tag in tags where tag.label.utf8.count > 100_000 || !tag.isSane {
                    return "a tag is '\(tag.label.prefix(40))'"
                        + (tag.probability.map { " with probability \($0)" } ?? "")
                }
            }
        }
        if let corrected, !areLabels(corrected) { return "its corrected industries are none" }
        if let topics {
            func isName(_ name: String) -> Bool { name.isEmpty || isSane(name) }
            guard topics.count <= ArchiveTopics.mostEdits,
                topics.allSatisfy({ isSane($0.topic) && isName($0.name) && isName($0.mergeInto) })
            else { return "what it says of topics is damaged" }
        }
        if let waiting, !waiting.allSatisfy({ isSane($0.key, most: 10_000) && areLabels($0.industries) }) {
            return "a correction is none"
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// Whether the notes' name stands anywhere.
    fileprivate var holdsNotesName: Bool {
        let name = Array(ArchiveNotes.name.utf8)
        let rare = name.firstIndex(of: UInt8(ascii: "v"))!
        var rest = self
        while let found = rest.firstIndex(ofByte: name[rare]) {
            let start = found - rare
            if start >= startIndex, start + name.count <= endIndex, self[start..<start + name.count].elementsEqual(name)
            {
                return true
            }
            rest = self[(found + 1)...]
        }
        return false
    }
}
