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

            Examples:
              trend watch datasets/*.txt "百模大战" "scaling law|尺度定律|规模定律|缩放定律"
              trend watch questions.jsonl.gz ChatGPT DeepSeek 世界杯 --by week --from 2023-01 --output terms.xlsx
            """)

    @Argument(help: "Articles, then the terms.") var corpusAndTerms: [String]
    @Option(name: .customLong("term"), help: "A further term.") var furtherTerms: [String] = []
    @Option(help: "Count by day, week (from Monday), month or quarter.") var by: PeriodLength = .month
    @OptionGroup var days: DaysArguments
    @OptionGroup var coverage: CoverageArguments
    @Flag(help: "Print the periods as CSV, for programs.") var csv = false
    @Flag(help: "Print one JSON object per term, with all figures.") var json = false
    @OptionGroup(title: "Result") var result: ResultArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func isFile(_ argument: String) -> Bool {
        argument == "-" || FileManager.default.fileExists(atPath: argument)
    }

    private func job() throws -> WatchJob {
        try WatchJob(
            days.limit(reading.source(corpusAndTerms.filter(isFile))),
            terms: corpusAndTerms.filter { !isFile($0) } + furtherTerms, by: by,
            dataStart: coverage.dataStart, dataEnd: coverage.dataEnd,
            output: result.file(csv: csv, json: json), threads: computing.cores)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        try checkFiles(console)
        let watched = try console.run(job().run)
        console.tell(watched.reading, dates: true)
        try console.give(watched, to: result.output, as: result.form(csv: csv, json: json), csv: csv)
        console.tell(undated: watched.undated, by: by.rawValue)
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
        guard corpusAndTerms.contains(where: isFile) else {
            console.warn("\(corpusAndTerms[0]): no such file or folder, and no other file is named")
            throw Failure.noInput
        }
    }
}
