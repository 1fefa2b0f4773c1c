import Corpus
import Features
import Text

extension IgnoredPhrases {
    /// A list of phrases in a text file, one per line, with comments behind `#`; none without a file.
    ///
    /// - Throws: `CorpusError`.
    static func read(_ path: String?) throws -> IgnoredPhrases {
        guard let path else { return .none }
        return try IgnoredPhrases(
            EditedTable.lines(of: path).map { Sentences.trimmedOfSpace(Substring($0.text).unicodeScalars) })
    }

    /// Which phrases of a list changed nothing, in one line; none where each was in the articles.
    ///
    /// - Parameters:
    ///   - path: of the list.
    ///   - articles: in which phrases were sought.
    func notes(_ path: String?, of articles: String = "these articles") -> [String] {
        guard let path else { return [] }
        if phrases.isEmpty { return ["\(path) holds no phrases; write one per line"] }
        let unmet = self.unmet
        guard !unmet.isEmpty else { return [] }
        let shown = unmet.prefix(5).map { oneLine(String($0.prefix(40))) }.joined(separator: ", ")
        return [
            "\(path): \(counted(unmet.count, "phrase is", "phrases are")) not among the phrases of \(articles): \(shown)"
                + (unmet.count > 5 ? ", …" : "")
        ]
    }
}
