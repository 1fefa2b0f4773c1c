import Corpus

/// What an archive knows about a record beside the record: the member that an export as JSON lines adds to
/// it, so that importing it makes the same archive.
struct ArchiveNotes: Codable, Equatable {
    static let name = "trend:archive"

    struct Place: Codable, Equatable {
        var file: String
        var line: Int
    }

    /// The tags of one model.
    struct Tags: Codable, Equatable {
        var model: String
        var turn: Int
        var labels: [ArchivedTag]
    }

    var origins: [Place]
    /// nil where fields go by their own names.
    var fields: FieldMapping?
    var tags: [Tags]?
    /// What a person corrected its industries to.
    var corrected: [String]?
}

/// A label that a model gave to an article.
public struct ArchivedTag: Codable, Equatable, Sendable {
    public var label: String
    /// From 0 to 1.
    public var probability: Double

    public init(label: String, probability: Double) {
        self.label = label
        self.probability = probability
    }
}
