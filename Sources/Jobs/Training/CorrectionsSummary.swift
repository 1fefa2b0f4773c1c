import Corpus

/// What became of a file of corrections.
public struct CorrectionsSummary: Codable, Equatable, Sendable {
    public let file: String
    public let count: Int
    /// Lines of the file that are no corrections, and the first few with their reasons.
    public let rejected: Int
    public let examples: [String]
    /// Corrections of articles that are not in the corpus, and the title of one, or its link where it has none.
    public let unmatched: Int
    public let unmatchedExample: String?
    /// Corrections that name another title than their article has and correct nothing, and the two titles of one.
    public let otherTitles: Int
    public let otherTitleExample: [String]?

    init(
        _ corrections: Corrections, path: String, unmatched: [Correction] = [],
        conflicts: [Corrections.TitleConflict] = []
    ) {
        file = path
        count = corrections.count
        rejected = corrections.rejects.count
        examples = corrections.rejects.prefix(ReadingSummary.exampleCount).map(\.description)
        self.unmatched = unmatched.count
        unmatchedExample = unmatched.first?.name
        otherTitles = conflicts.count
        otherTitleExample = conflicts.first.map { [$0.correction.title, $0.title] }
    }
}
