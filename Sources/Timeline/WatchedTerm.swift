import Text

/// A term whose articles are counted, under all its spellings.
///
/// `Term` says what matches: case, width and white space do not matter, and Latin words are matched as a whole.
public struct WatchedTerm: Equatable, Sendable {
    /// What it is called: the name it was given, else its spellings: 人形机器人 / 机器人.
    public let name: String
    /// Its spellings as they were given.
    public let spellings: [String]
    private let term: Term
    /// Each spelling by itself.
    private let singles: [Term]

    /// - Parameter text: one or more spellings, separated by `|`; a name and `=` may stand before them:
    ///   `机器人=人形机器人|机器人`.
    /// - Returns: nil where there is no spelling in it.
    public init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map { trimmed($0) }
        let isNamed = parts.count == 2 && !parts[0].isEmpty
        self.init(name: isNamed ? parts[0] : "", spellings: isNamed ? parts[1] : text)
    }

    /// - Parameters:
    ///   - name: of any characters; empty for the spellings.
    ///   - spellings: one or more, separated by `|`.
    /// - Returns: nil where there is no spelling in it.
    public init?(name: String, spellings text: String) {
        guard let term = Term(text) else { return nil }
        self.term = term
        spellings = term.names.map { trimmed($0[...]) }
        singles = term.names.compactMap { Term($0) }
        self.name = name.isEmpty ? spellings.joined(separator: " / ") : name
    }

    /// Whether a text holds one of the spellings.
    ///
    /// - Complexity: linear in the text for each spelling.
    public func isIn(_ text: ArticleText) -> Bool { term.place(in: text) != nil }

    /// Which of the spellings a text holds, by their numbers.
    ///
    /// - Complexity: linear in the text for each spelling.
    public func spellings(in text: ArticleText) -> [Int] {
        singles.indices.filter { singles[$0].place(in: text) != nil }
    }
}

private func trimmed(_ text: Substring) -> String {
    Sentences.trimmedOfSpace(text.unicodeScalars)
}
