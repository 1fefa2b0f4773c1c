import ArgumentParser
import Corpus
import Foundation
import Jobs
import Timeline

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Counts articles with watched terms, period by period, and tests what changed.",
        discussion: """
            A term may list its spellings with |, and have a name before =; case, width and spaces do not matter. Arguments that are files or \
            folders are the corpus, all others are terms (use --term for a term that is also a file).

            A story is an article with its reposts, counted once per period. Intervals, changes and bursts are of \
            shares of stories. Changes marked * are statistically significant (false discovery rate of 5% over all \
            terms; Benjamini and Hochberg). A period marked "partial" is not compared.

            With --since the command is an alarm for a watch list: it prints on one screen which bursts began, which \
            terms appeared and which fell. Only complete periods are judged. --since last remembers in the archive what it \
            found, by the name of the list's file and the length of the periods, once the alerts are written.

            With --model, a model that was trained with --background or on an archive, it also names the phrases that stand \
            where each term stands.

            Examples:
              trend watch datasets/*.txt "百模大战" "scaling law|尺度定律|规模定律|缩放定律"
              trend watch --list terms.csv --archive articles.db --since last --by week
              trend watch questions.jsonl.gz ChatGPT DeepSeek 世界杯 --by week --from 2023-01 --output terms.xlsx
              trend watch --archive articles.db 具身智能 --model industries.trend   (and what is related to it)
            """)

    @Argument(help: "Articles, then the terms.") var corpusAndTerms: [String] = []
    @Option(name: .customLong("term"), help: "A further term.") var furtherTerms: [String] = []
    @Option(
        help: ArgumentHelp(
            "A table of terms, one per row: NAME=SPELLING|SPELLING, or columns 'term' and 'spellings' (or 'aliases'): "
                + "--list terms.csv.",
            valueName: "file"))
    var list: String?
    @Option(help: ArgumentHelp("An archive whose articles count: --archive articles.db.", valueName: "file"))
    var archive: String?
    @Option(
        help: ArgumentHelp(
            "A model that knows what stands where a term stands: --model industries.trend.", valueName: "file"))
    var model: String?
    @Option(
        help: ArgumentHelp(
            "Print only what burst, appeared or fell since the last run with the list, or since a day, and end with exit "
                + "code 10 if anything did: --since last, --since 2024-06-01.", valueName: "last|period"),
        transform: { text in
            guard let since = AlertJob.Since(text) else {
                throw ValidationError("'\(text)' is neither 'last' nor a period; write last or 2024-06-01.")
            }
            return since
        })
    var since: AlertJob.Since?
    @Option(help: "Count by day, week (from Monday), month or quarter.") var by: PeriodLength = .month
    @OptionGroup var days: DaysArguments
    @OptionGroup var coverage: CoverageArguments
    @Flag(help: "Print the periods as CSV, for programs.") var csv = false
    @Flag(help: "Print one JSON object per term, with all figures; with --since one object with the alerts.") var json =
        false
    @OptionGroup(title: "Result") var result: ResultArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func isFile(_ argument: String) -> Bool {
        argument == "-" || FileManager.default.fileExists(atPath: argument)
    }

    private func job() throws -> WatchJob {
        try WatchJob(
            days.limit(reading.source(corpusAndTerms.filter(isFile))), archive: archive,
            terms: corpusAndTerms.filter { !isFile($0) } + furtherTerms, list: list, by: by,
            dataStart: coverage.dataStart, dataEnd: coverage.dataEnd, model: model,
            output: result.file(csv: csv, json: json), threads: computing.cores)
    }

    private func alertJob(_ since: AlertJob.Since) throws -> AlertJob {
        try AlertJob(
            days.limit(reading.source(corpusAndTerms.filter(isFile))), archive: archive,
            terms: corpusAndTerms.filter { !isFile($0) } + furtherTerms, list: list, since: since, by: by,
            dataStart: coverage.dataStart, dataEnd: coverage.dataEnd, output: result.file(csv: csv, json: json),
            threads: computing.cores)
    }

    func validate() throws {
        if since != nil, model != nil {
            throw ValidationError("--model goes without --since: alerts are of the terms alone.")
        }
        if let since { _ = try checked { try alertJob(since) } } else { _ = try checked(job) }
    }

    func run() throws {
        let console = reading.console
        try checkFiles(console)
        if let since { return try alert(since, console) }
        let watched = try console.run(job().run)
        console.tell(watched.reading, dates: true)
        for note in watched.notes { console.note(note) }
        try console.give(watched, to: result.output, as: result.form(csv: csv, json: json), csv: csv)
        console.tell(undated: watched.undated, by: by.rawValue)
    }

    private func alert(_ since: AlertJob.Since, _ console: Console) throws {
        let job = try alertJob(since)
        let found = try console.run(job.run)
        console.tell(found.reading, dates: true)
        for warning in found.warnings { console.warn("warning: \(warning)") }
        try console.give(found, to: result.output, as: result.form(csv: csv, json: json), csv: csv)
        console.tell(undated: found.undated, by: by.rawValue)
        do { try console.run { _ in try job.keep(found) } } catch {
            console.warn("this run is not remembered; the next one tells the same")
            throw error
        }
        if !found.alerts.isEmpty { throw Failure.alert }
    }

    /// A mistyped file name must not pass for a term that is never found.
    private func checkFiles(_ console: Console) throws {
        let looksLikeFile = { (word: String) in
            word.contains("/") || CorpusFormat.isFileName(word)
        }
        if let missing = corpusAndTerms.first(where: { !isFile($0) && looksLikeFile($0) }) {
            console.warn("\(missing): no such file or folder (--term watches a term that looks like a file)")
            throw Failure.noInput
        }
        guard archive != nil || corpusAndTerms.contains(where: isFile) else {
            let name = corpusAndTerms.first ?? "corpus"
            console.warn("\(name): no such file or folder, and no other file is named")
            throw Failure.noInput
        }
    }
}
