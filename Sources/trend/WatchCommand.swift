import Text
import ArgumentParser
import Corpus
import Features
import Foundation
import Reports
import Timeline

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Counts the articles with watched terms, period by period, and tells what changed.",
        discussion: """
            A term may list its spellings with |; case, width and spaces do not matter. Arguments that are \
            files or folders are the corpus, all others are terms (--term for a term that is also a file).

            A story is an article with its reposts, counted once a period; intervals, changes and bursts are \
            of shares of stories. Changes marked * are more than chance: no more than 5% of them are false \
            over all terms (Benjamini and Hochberg). A period marked "partial" is not compared.

            Examples:
              trend watch datasets/*.txt "百模大战" "scaling law|尺度定律|规模定律|缩放定律"
              trend watch questions.jsonl.gz ChatGPT DeepSeek 世界杯 --by week --csv
            """)

    @Argument(help: "Articles, then the terms.") var corpusAndTerms: [String]
    @Option(name: .customLong("term"), help: "A term more.") var furtherTerms: [String] = []
    @Option(help: "Count by day, week (from Monday on), month or quarter.") var by: PeriodLength = .month
    @OptionGroup var coverage: CoverageOptions
    @Flag(help: "Print the periods as CSV.") var csv = false
    @Flag(help: "Print one JSON object a term, with all figures.") var json = false
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func run() throws {
        let isFile = { (path: String) in path == "-" || FileManager.default.fileExists(atPath: path) }
        let corpus = corpusAndTerms.filter(isFile)
        let words = corpusAndTerms.filter { !isFile($0) } + furtherTerms
        let terms = try words.map { word -> WatchedTerm in
            guard let term = WatchedTerm(word) else { throw ValidationError("the term '\(word)' is empty") }
            return term
        }
        let names = terms.map(\.name)
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw ValidationError("the term '\(twice)' is named twice")
        }
        guard let first = words.first else { throw ValidationError("Name at least one term to watch.") }
        // A file name that was mistyped must not pass for a term that is never found.
        let looksLikeFile = { (word: String) in
            word.contains("/") || [".txt", ".jsonl", ".json", ".csv", ".tsv", ".gz"].contains(where: word.hasSuffix)
        }
        if let missing = corpusAndTerms.first(where: { !isFile($0) && looksLikeFile($0) }) {
            complain("\(missing): no such file or folder (--term watches a term that looks like a file)")
            throw SystemExit.noInput
        }
        guard !corpus.isEmpty else {
            complain("\(first): no such file or folder, and no other file is named: there is nothing to search")
            throw SystemExit.noInput
        }
        try reportingFailures { try count(terms, in: corpus) }
    }

    private func count(_ terms: [WatchedTerm], in corpus: [String]) throws {
        var input = try CorpusInput(
            corpus, options: corpusOptions, reading: try corpusOptions.reading(wanted: [.title, .text, .date, .link]))
        var published: [CalendarDate?] = []
        var found: [[String]] = []
        var texts: [Fingerprint] = []
        try input.forEachBatch(threads: computing.threads) { articles in
            articles.map { article in
                let text = TextNormalizer().scalars(of: article.content)
                return (article.published?.day, terms.filter { $0.isIn(text) }.map(\.name), Fingerprint(text))
            }
        } use: { batch in
            for (day, names, text) in batch {
                published.append(day)
                found.append(names)
                texts.append(text)
            }
        }
        try input.finish()
        let stories = NearDuplicates(threads: computing.threads)
            .storyNumbers(texts, days: published.map { $0?.daysSince1970 })
        let (totals, series) = Series.count(
            published: published, stories: stories, names: found, order: terms.map(\.name), by: by,
            dataEnd: coverage.dataEnd)
        let trends = SeriesTrend.find(in: series, threads: computing.threads)
        if json {
            for trend in trends { try printJSON(WatchedTrend(trend)) }
        } else if csv {
            print(TrendTables.periods(totals, trends).csv(byteOrderMark: false), terminator: "")
        } else {
            print(TrendTables.periods(totals, trends).plain())
            print(TrendTables.trends(trends).plain(), terminator: "")
        }
        if totals.undated > 0, !corpusOptions.quiet {
            complain("\(totals.undated) articles have no date and are in no \(by.rawValue)")
        }
    }
}

extension PeriodLength: ExpressibleByArgument {}
