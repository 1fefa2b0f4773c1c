import Text
import Corpus
import Foundation
import Jobs

/// What every command says of the articles it read.
extension Console {
    /// How the files were read, unreadable records, and what most articles lack.
    ///
    /// - Parameter dates: whether articles without a date are of no use to the command.
    func tell(_ reading: ReadingSummary?, dates: Bool = false) {
        guard let reading, !quiet else { return }
        for line in reading.fieldLines { warn(line) }
        for line in reading.cleaningLines + reading.dateLines { warn(line) }
        tellRejects(reading)
        for line in reading.lackLines(dates: dates) { warn(line) }
    }

    /// Unreadable records: the first few, how many there are, and where all are listed.
    func tellRejects(_ reading: ReadingSummary) { for line in reading.rejectLines { warn(line) } }

    /// Lines of a file of corrections that are none, and corrections that were not applied.
    func tell(_ corrections: CorrectionsSummary?) {
        for line in corrections?.lines ?? [] { warn(line) }
    }

    /// Articles that are in no period.
    func tell(undated: Int, by period: String) {
        if undated > 0 {
            note(counted(undated, "article has no date and is", "articles have no date and are") + " in no \(period)")
        }
    }
}
