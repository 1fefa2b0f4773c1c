import Text
import Corpus
import Foundation
import Jobs

/// What every command says of the articles it read.
extension Console {
    /// Unreadable records: the first few, how many there are, and where all are listed.
    func tell(_ reading: ReadingSummary?, quiet: Bool? = nil) {
        guard let reading, reading.rejected > 0, !(quiet ?? self.quiet) else { return }
        for example in reading.examples { warn(example) }
        warn(
            "\(reading.rejected) of \(counted(reading.records, "record")) could not be read"
                + (reading.list.map { "; all are listed in \($0)" } ?? "; --rejects FILE lists them all"))
    }

    /// Lines of a file of corrections that are none, and corrections of unknown articles.
    func tell(_ corrections: CorrectionsSummary?) {
        guard let corrections else { return }
        if corrections.rejected > 0 {
            for example in corrections.examples { warn(example) }
            warn(
                counted(
                    corrections.rejected, "line of \(corrections.file) is not a correction and was passed over",
                    "lines of \(corrections.file) are not corrections and were passed over"))
        }
        if corrections.unmatched > 0 {
            warn(
                "\(corrections.unmatched) of \(corrections.count) corrections are of articles that are not in the "
                    + "corpus, such as \(corrections.unmatchedExample ?? "")")
        }
    }

    /// Articles that are in no period.
    func tell(undated: Int, by period: String) {
        if undated > 0 {
            note(counted(undated, "article has no date and is", "articles have no date and are") + " in no \(period)")
        }
    }

    /// Standard output as the place where a job writes.
    static let output = JobOutput.stream { try writeAll($0, to: STDOUT_FILENO, name: "standard output") }
}
