import Text

extension CorrectionsSummary {
    /// What was not applied, and why, one line per fact.
    public var lines: [String] {
        var lines: [String] = []
        if rejected > 0 {
            lines += examples
            lines.append(
                counted(
                    rejected, "line of \(file) is not a correction and was passed over",
                    "lines of \(file) are not corrections and were passed over"))
        }
        if let line = CorrectionsSummary.line(otherTitles: otherTitles, example: otherTitleExample) {
            lines.append(line)
        }
        if unmatched > 0 {
            lines.append(
                "\(unmatched) of \(counted(count, "correction")) "
                    + (unmatched == 1 ? "is of an article that is" : "are of articles that are") + " not in the corpus"
                    + (unmatchedExample.map { unmatched == 1 ? ": \($0)" : ", such as \($0)" } ?? ""))
        }
        return lines
    }

    /// Corrections whose title is not that of their article; nil for none.
    ///
    /// - Parameter example: the correction's title and the article's.
    public static func line(otherTitles count: Int, example: [String]?) -> String? {
        guard count > 0, let example, example.count == 2 else { return nil }
        return counted(
            count, "correction names another title than its article and was not applied",
            "corrections name other titles than their articles and were not applied")
            + ": \"\(example[0])\" for the article \"\(example[1])\""
    }
}
