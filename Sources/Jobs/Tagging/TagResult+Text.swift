import Corpus
import Reports
import Text

extension TagResult {
    /// How many articles were tagged, and how many should be checked by a person.
    public var summary: String {
        let doubtful = withoutLikelyLabel ?? 0
        return "tagged \(counted(tagged, "article"))"
            + (doubtful > 0
                ? "; \(counted(doubtful, "has", "have")) no label above 50% probability and should be checked" : "")
    }

    /// What the output lacks, one line per fact.
    public var lines: [String] {
        notWritten.map { "not written: \($0)" } + losses.lines
            + (OmittedField.line(omittedFields, table: isTable).map { [$0 + "; --as json keeps them"] } ?? [])
            + (keptNames.isEmpty
                ? []
                : [
                    "fields of the articles' own stay: \(keptNames.joined(separator: ", ")); what the model says stands "
                        + "under " + keptNames.map(TagMarks.other).joined(separator: ", ")
                ])
    }

    /// Parts that the model does not know.
    ///
    /// - Parameter model: as the user named it.
    public func missingLines(model: String) -> [String] {
        missingParts.map { "\(model) cannot predict \($0.rawValue): too few training articles had them" }
    }
}
