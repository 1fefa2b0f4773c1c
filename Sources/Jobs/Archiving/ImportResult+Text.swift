import Text
import Archive

extension ImportResult {
    /// What a user should know of files that look like exports.
    public var exportLine: String? {
        guard let count = articles?.exported, count > 0 else { return nil }
        return "\(counted(count, "record")) look\(count == 1 ? "s" : "") like the export of an archive and came in as "
            + "ordinary records; import --restore brings back their tags, corrections and origins"
    }

    /// What a user should know of the import, one line per fact.
    public var lines: [String] {
        var lines: [String] = []
        if let summary = articles {
            lines.append("added \(counted(summary.added, "article")) to \(archive)")
            if summary.known > 0 {
                lines.append(counted(summary.known, "record was there already", "records were there already"))
            }
            if summary.knownOtherwise > 0 {
                lines.append(
                    "of these, \(summary.knownOtherwise): came in under other names of fields (--title, --text, --date and the "
                        + "like), and stay as they were read then; a new archive reads them as you say now")
            }
            let kinds: [(Likeness, String)] = [
                (.same, "same link and text as an earlier record, counted once"),
                (.link, "same link as an earlier article, another text"),
                (.text, "same text as an earlier article"), (.near, "near-duplicate of an earlier article"),
            ]
            for (kind, what) in kinds {
                if let count = summary.like[kind] { lines.append("of these, \(count): \(what)") }
            }
            if summary.undated > 0 {
                lines.append("of these, \(summary.undated): no date, so in no month")
            }
            if summary.lostDates > 0 {
                lines.append(
                    counted(summary.lostDates, "article has", "articles have")
                        + " labels in a record without a date, and a date in another one that does not count")
            }
            if summary.otherDates > 0 {
                lines.append(
                    counted(summary.otherDates, "record has", "records have")
                        + " another date than an earlier record of the same article: the date of the record with labels "
                        + "counts, else that of the earlier one; delete the article before its dates are imported anew")
            }
            if summary.otherLabels > 0 {
                lines.append(
                    counted(summary.otherLabels, "record has", "records have")
                        + " other labels than an earlier record of the same article, whose labels go on counting; "
                        + "corrections change them (trend review, the page, or trend import --corrections)")
            }
            if summary.plain > 0 {
                lines.append(
                    counted(summary.plain, "record has", "records have")
                        + " no readable \"trend:archive\", which trend export --as jsonl adds; nothing else of it is restored"
                )
            }
            if summary.tags > 0 { lines.append("\(counted(summary.tags, "article")) came with tags of models") }
            if summary.corrections > 0 {
                lines.append("\(counted(summary.corrections, "article")) came with corrections")
            }
            if summary.otherTags > 0 {
                lines.append("\(counted(summary.otherTags, "article")) kept the tags of another model")
            }
            if summary.otherCorrections > 0 {
                lines.append(
                    "\(counted(summary.otherCorrections, "correction")) of the archive kept; "
                        + "--replace-corrections takes those of the export")
            }
        }
        if let corrections {
            lines.append("kept corrections of \(counted(corrections.count - corrections.otherTitles, "article"))")
        }
        let waiting = waitingCorrections
        if !waiting.isEmpty {
            let titles = waiting.filter { !$0.isEmpty }
            lines.append(
                counted(
                    waiting.count, "correction waits for an article that is not in the archive yet",
                    "corrections wait for articles that are not in the archive yet")
                    + (titles.isEmpty
                        ? "" : ": " + titles.prefix(3).joined(separator: ", ") + (waiting.count > 3 ? ", …" : "")))
        }
        return lines
    }
}
