import Reports
import Text

extension ExportResult {
    private static let keeping = "; --format jsonl keeps them"

    /// What the output lacks, one line per fact.
    public var lines: [String] {
        var lines = notWritten.map { "not written: \($0)\(ExportResult.keeping)" } + losses.lines
        if let line = OmittedField.line(omittedFields, table: isTable) { lines.append(line + ExportResult.keeping) }
        if waitingCorrections > 0 {
            lines.append(
                counted(
                    waitingCorrections, "correction waits for its article and was left out",
                    "corrections wait for their articles and were left out")
                    + (written > 0 ? ExportResult.keeping : ""))
        }
        return lines
    }
}
