import Archive

extension ImportResult {
    /// What a user should know of the import, one line per fact.
    public var lines: [String] {
        var lines: [String] = []
        if let summary = articles {
            lines.append("added \(summary.added) articles to \(archive)")
            if summary.known > 0 { lines.append("\(summary.known) records were there already") }
            let kinds: [(Likeness, String)] = [
                (.same, "repeat an earlier record (same link and text) and count once"),
                (.link, "have the link of an earlier article and another text"),
                (.text, "have the text of an earlier article"), (.near, "are near-duplicates of an earlier article"),
            ]
            for (kind, what) in kinds {
                if let count = summary.like[kind] { lines.append("\(count) of those added \(what)") }
            }
            if summary.undated > 0 {
                lines.append("\(summary.undated) of those added have no date and are in no month")
            }
            if summary.tags > 0 { lines.append("\(summary.tags) articles came with tags of models") }
            if summary.corrections > 0 { lines.append("\(summary.corrections) articles came with corrections") }
        }
        if let corrections { lines.append("kept corrections of \(corrections.count) articles") }
        let waiting = waitingCorrections
        if !waiting.isEmpty {
            let titles = waiting.filter { !$0.isEmpty }
            lines.append(
                "\(waiting.count) corrections wait for articles that are not in the archive yet"
                    + (titles.isEmpty
                        ? "" : ": " + titles.prefix(3).joined(separator: ", ") + (waiting.count > 3 ? ", …" : "")))
        }
        return lines
    }
}
