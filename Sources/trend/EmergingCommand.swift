import ArgumentParser
import Corpus
import Features
import Foundation
import Reports
import Timeline

struct EmergingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emerging",
        abstract: "Finds the phrases that are new or far more frequent in a month, which nobody listed.",
        discussion: """
            Phrases are found in the corpus itself. Their stories of the month (reposts of one article count \
            once) are compared with those of all months before: z is the log-odds in standard deviations \
            (Monroe, Colaresi and Quinn 2008), 5% of the phrases listed may be there by chance, and each is \
            at least 8 times likelier than before. Phrases of the same stories are one entry. What rose at \
            this time of every earlier year is marked "seasonal" and stands last.

            Examples:
              trend emerging datasets/*.txt --month 2023-07
              trend emerging questions.jsonl.gz --month 2025-01 --count 50 --csv > emerging.csv
            """)

    @Argument(help: "Articles.") var corpus: [String]
    @Option(
        help: ArgumentHelp("The month (default: the last one that has articles).", valueName: "yyyy-mm"),
        transform: parseMonth)
    var month: Period?
    @Option(help: "How many entries to list.") var count = 20
    @Flag(help: "List what began to burst in the month instead, the weightiest first; looks at later months too.")
    var bursts = false
    @Flag(help: "Print the entries as CSV.") var csv = false
    @Flag(help: "Print one JSON object an entry, with its articles.") var json = false
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        guard count >= 1 else { throw ValidationError("--count is \(count); there must be at least 1.") }
    }

    func run() throws {
        try reportingFailures {
            let (articles, _) = try CorpusInput.readAll(
                corpus, options: corpusOptions,
                reading: try corpusOptions.reading(wanted: [.title, .text, .date, .link]),
                threads: computing.threads)
            let counts = PhraseCounts(articles, by: .month, threads: computing.threads)
            let period = try period(of: counts)
            let finder = EmergingPhrases(threads: computing.threads)
            let found =
                bursts
                ? finder.beginningBursts(in: period, of: counts, count: count)
                : finder.emerging(in: period, of: counts, count: count)
            if json {
                for entry in found { try printJSON(EmergingLine(entry, in: period, articles)) }
            } else {
                let table = table(found, articles)
                print(csv ? table.csv(byteOrderMark: false) : table.plain(), terminator: "")
            }
            if found.isEmpty, !corpusOptions.quiet { complain("nothing emerges in \(period)") }
            if counts.totals.undated > 0, !corpusOptions.quiet {
                complain("\(counts.totals.undated) articles have no date and are in no month")
            }
        }
    }

    private func period(of counts: PhraseCounts) throws -> Period {
        let periods = counts.totals.periods
        guard let first = periods.first, let last = periods.last else {
            complain("no article has a date")
            throw SystemExit.dataError
        }
        let period = month ?? last
        guard periods.contains(period) else {
            complain("\(period) has no articles; they are of \(first) to \(last)")
            throw SystemExit.dataError
        }
        return period
    }

    private func table(_ entries: [EmergingPhrase], _ articles: [Article]) -> Table {
        var table = Table([
            .init("phrase"), .init("also"), .init("articles", isNumber: true), .init("stories", isNumber: true),
            .init("articles before", isNumber: true), .init("stories before", isNumber: true),
            .init("z", isNumber: true),
            .init("first seen"), .init("note"), .init("example"),
        ])
        for entry in entries {
            let notes =
                (entry.isNew ? ["new"] : []) + (entry.isSeasonal ? ["seasonal"] : [])
                + (entry.burst.map { ["burst to \($0.last)" + ($0.isOpen ? " or later" : "")] } ?? [])
            table.append([
                entry.phrase, entry.related.joined(separator: " · "), "\(entry.articles)", "\(entry.now.count)",
                "\(entry.articlesBefore)", "\(entry.before.count)", fixed(entry.logOdds.z, digits: 1),
                entry.firstSeen.description, notes.joined(separator: ", "),
                entry.exampleSentence(in: articles[entry.example].content),
            ])
        }
        return table
    }
}

/// All that is known of an entry, for other programs.
private struct EmergingLine: Encodable {
    struct Member: Encodable {
        let headline: String
        let link: String
        let origin: String
        let date: String?
    }

    let phrase: String
    let related: [String]
    let month: Period
    let articles: Int
    let stories: Int
    let share: Double
    let articlesBefore: Int
    let storiesBefore: Int
    let shareBefore: Double
    let logOdds: Double
    let z: Double
    let adjustedPValue: Double
    let firstSeen: String
    let isNew: Bool
    let isSeasonal: Bool
    let burst: SeriesTrend.Burst?
    let example: String
    let members: [Member]

    init(_ entry: EmergingPhrase, in month: Period, _ all: [Article]) {
        (phrase, related, self.month) = (entry.phrase, entry.related, month)
        (articles, stories, share) = (entry.articles, entry.now.count, entry.now.share)
        (articlesBefore, storiesBefore, shareBefore) = (entry.articlesBefore, entry.before.count, entry.before.share)
        (logOdds, z, adjustedPValue) = (entry.logOdds.difference, entry.logOdds.z, entry.adjustedPValue)
        (firstSeen, isNew, isSeasonal, burst) = (
            entry.firstSeen.description, entry.isNew, entry.isSeasonal, entry.burst
        )
        example = entry.exampleSentence(in: all[entry.example].content)
        members = entry.members.map { index in
            let article = all[index]
            return Member(
                headline: article.headline, link: article.link, origin: article.origin.description,
                date: article.published?.day.description)
        }
    }
}
