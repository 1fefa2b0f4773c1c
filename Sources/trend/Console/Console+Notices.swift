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
    func tellRejects(_ reading: ReadingSummary) {
        guard reading.rejected > 0 else { return }
        for example in reading.examples { warn(example) }
        warn(
            "\(reading.rejected) of \(counted(reading.records, "record")) could not be read"
                + (reading.list.map { "; all are listed in \($0)" } ?? "; --rejects FILE lists them all"))
    }

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

    /// Standard output as the place where a job writes.
    static let output = JobOutput.stream { try writeAll($0, to: STDOUT_FILENO, name: "standard output") }
}

extension ReadingSummary {
    /// A corpus that was not read as it was meant shows by what most of its articles lack.
    fileprivate func lackLines(dates: Bool) -> [String] {
        var lines: [String] = []
        if let withoutText, withoutText * 2 > articles {
            lines.append(
                "most articles have a title and no text (\(withoutText) of \(articles)); "
                    + "--text FIELD names the field with the text")
        }
        if dates, let withoutDate, withoutDate * 2 > articles {
            lines.append(
                "most articles have no date (\(withoutDate) of \(articles)); --date FIELD names the field with the date"
            )
        }
        return lines
    }
}
