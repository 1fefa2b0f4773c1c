import Corpus
import Reports

extension ReportPart {
    /// A part as users name it.
    ///
    /// - Parameter terms: each with its spellings separated by `|`.
    /// - Throws: `InvalidOption` where a name is empty or a term stands twice.
    public init(job industries: [String], sources: [String] = [], terms: [String] = []) throws {
        for (name, values) in [("industry", industries), ("source", sources)] {
            for value in values {
                try require(!value.allSatisfy(\.isWhitespace), name, "'\(value)'", "it is empty; name one")
            }
        }
        self.init(industries: industries, sources: sources, terms: try WatchJob.watched(terms))
    }
}
