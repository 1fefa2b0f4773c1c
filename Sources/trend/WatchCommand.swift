import ArgumentParser
import Corpus
import Foundation
import Reports
import Timeline

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Counts the articles with watched terms, month by month.",
        discussion: """
            A term may list its spellings with |; case, width and spaces do not matter. Arguments that are \
            files or folders are the corpus, all others are terms (--term for a term that is also a file).

            Examples:
              trend watch datasets/*.txt "百模大战" "scaling law|尺度定律|规模定律|缩放定律"
              trend watch questions.jsonl.gz ChatGPT DeepSeek 世界杯 --csv
            """)

    @Argument(help: "Articles, then the terms.") var corpusAndTerms: [String]
    @Option(name: .customLong("term"), help: "A term more.") var furtherTerms: [String] = []
    @Flag(help: "Print CSV.") var csv = false
    @Flag(help: "Print one JSON object a month and term.") var json = false
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
            corpus, options: corpusOptions, reading: corpusOptions.reading(wanted: [.title, .text, .date, .link]))
        var published: [Month?] = []
        var found: [[String]] = []
        try input.forEachBatch(threads: computing.threads) { articles in
            (articles.map(\.month), WatchedTerm.names(of: terms, in: articles, threads: 1))
        } use: { months, names in
            published += months
            found += names
        }
        try input.finish()
        write(MonthlyCounts(published: published, names: found, order: terms.map(\.name)))
    }

    private func write(_ counts: MonthlyCounts) {
        var table = Table([
            .init("month"), .init("term"), .init("articles", isNumber: true), .init("share", isNumber: true),
        ])
        for (index, month) in counts.months.enumerated() where counts.totals[index] > 0 {
            for series in counts.series {
                let share = Double(series.counts[index]) / Double(counts.totals[index])
                table.append([month.description, series.name, "\(series.counts[index])", fixed(share, digits: 6)])
            }
        }
        if csv {
            print(table.csv(byteOrderMark: false), terminator: "")
        } else if json {
            for row in table.rows {
                print(
                    "{\"month\":\"\(row[0].text)\",\"term\":\(jsonString(row[1].text)),"
                        + "\"articles\":\(row[2].text),\"share\":\(row[3].text)}")
            }
        } else {
            print(table.plain(), terminator: "")
        }
        if counts.undated > 0, !corpusOptions.quiet { complain("\(counts.undated) articles have no date and are in no month") }
    }
}
