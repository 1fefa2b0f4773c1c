import Corpus

/// What reading a corpus gave, for the message after a job.
public struct ReadingSummary: Codable, Equatable, Sendable {
    /// Records seen, readable or not.
    public internal(set) var records = 0
    /// Records that could not be read and are in no result.
    public internal(set) var rejected = 0
    /// The first few rejects: file, lines and reason.
    public internal(set) var examples: [String] = []
    /// The file that lists all rejects; nil for none.
    public internal(set) var list: String?

    /// How many examples are kept.
    static let exampleCount = 3
}
