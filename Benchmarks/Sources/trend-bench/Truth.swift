import TrendNumerics
import Corpus
import Foundation
import Models
import Timeline

/// How many well-known events are found in their month, and how much of what is found is real: FOLDER has
/// `events.tsv`, and `judged-NAME.tsv` with a verdict by hand on each phrase of six random months. Lines that
/// tell what was found and what was not go to standard error, unjudged phrases with a question mark.
func truth(corpus: String, name: String, folder: String, months shown: [String] = []) throws {
    let articles = try Inputs.articles(corpus)
    let contents = articles.map(\.content)
    let (history, counting) = Measurement.of { TextHistory(articles, by: .month, threads: 2) }
    let finder = EmergingPhrases(threads: 2)
    func emerging(_ month: Period) throws -> [EmergingPhrase] {
        let counts = try finder.counts(of: history.phrases(in: month...month), in: history)
        return try finder.emerging(in: month, of: counts, count: 20)
    }
    func lists(_ month: Period) throws -> [(String, [EmergingPhrase])] {
        let phrases = history.phrases(in: month...month)
        let counts = try finder.counts(of: phrases, in: history)
        let apart = try finder.newAndKnown(in: month, of: counts, count: 10)
        return [
            ("new", apart.new), ("known", apart.known),
            ("emerging", try finder.emerging(in: month, of: counts, count: 20)),
            ("burst", try finder.beginningBursts(in: month, of: phrases, in: history, count: 20)),
        ]
    }
    let periods = history.totals.periods
    for text in shown {
        guard let month = periods.first(where: { $0.description == text }) else {
            throw UsageError("\(text) has no articles")
        }
        for (list, entries) in try lists(month) {
            for (rank, entry) in entries.enumerated() {
                let figures =
                    "\(entry.articles)\t\(entry.now.count)\t\(entry.before.count)\t\(Int(entry.logOdds.z * 10))"
                logLine(
                    "\(text)\t\(list)\t\(rank + 1)\t\(entry.phrase)\t\(entry.related.joined(separator: " "))\t\(figures)"
                        + "\t\(entry.firstSeen)\(entry.isSeasonal ? "\tseasonal" : "")\t\(contents[entry.example].prefix(60).replacing("\n", with: " "))"
                )
            }
        }
    }
    if !shown.isEmpty { return }

    var (found, events) = (0, 0)
    for event in try rows(folder + "/events.tsv") where event[3] == name || event[3] == "both" {
        events += 1
        guard let month = periods.first(where: { $0.description == event[0] }) else {
            logLine("\(event[0])\t\(event[1])\tmissed: no articles")
            continue
        }
        let accepted = event[2].lowercased().split(separator: "|")
        let hits = try lists(month).flatMap { list, entries in
            entries.enumerated().compactMap { rank, entry in
                ([entry.phrase] + entry.related).first { phrase in
                    accepted.contains { phrase.lowercased().contains($0) }
                }
                .map { "\(list) \(rank + 1) \($0)" }
            }
        }
        if !hits.isEmpty { found += 1 }
        logLine("\(event[0])\t\(event[1])\t\(hits.isEmpty ? "missed" : "found: " + hits.joined(separator: ", "))")
    }

    // Of the months with a year before them.
    var months = Array(history.totals.comparable.filter { $0 >= 12 }.map { periods[$0] })
    var generator = SeededGenerator(seed: 1)
    months.shuffle(using: &generator)
    let verdicts = try Dictionary(
        rows(folder + "/judged-\(name).tsv").map { ($0[0] + $0[1], $0[2]) }, uniquingKeysWith: { $1 })
    var (real, judged) = (0, 0)
    for month in months.prefix(6).sorted() {
        for entry in try emerging(month) {
            let verdict = verdicts[month.description + entry.phrase]
            if verdict != nil { judged += 1 }
            if verdict == "event" { real += 1 }
            logLine(
                "\(month)\t\(entry.phrase)\t\(verdict ?? "?")\t\(entry.related.joined(separator: " "))"
                    + (verdict == nil ? "\t\(contents[entry.example].prefix(60).replacing("\n", with: " "))" : ""))
        }
    }
    let (_, asking) = try Measurement.of { for month in periods.suffix(12) { _ = try lists(month) } }
    try counting.report([
        "events": Double(events), "found": Double(found), "judged": Double(judged), "real": Double(real),
        "cpu_seconds_a_month": asking.cpu_seconds / 12,
    ])
}

/// The lines below the header, by field; none where there is no file.
private func rows(_ path: String) throws -> [[String]] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
        .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
}

func logLine(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
