import Text

/// A term whose articles are counted, under all its spellings.
///
/// `Term` says what matches: case, width and white space do not matter, and Latin words are matched as a whole.
public struct WatchedTerm: Equatable, Sendable {
    /// As it was written, the first spelling.
    public let name: String
    private let term: Term

    /// - Parameter text: one or more spellings, separated by `|`.
    /// - Returns: nil where there is no spelling in it.
    public init?(_ text: String) {
        guard let term = Term(text) else { return nil }
        self.term = term
        name = term.names[0]
    }

    /// Whether a text holds one of the spellings.
    ///
    /// - Complexity: linear in the text for each spelling.
    public func isIn(_ text: ArticleText) -> Bool { term.place(in: text) != nil }
}
