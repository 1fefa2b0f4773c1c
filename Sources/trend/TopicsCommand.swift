import ArgumentParser
import Corpus
import Foundation
import Models
import Reports
import Timeline

struct TopicsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics", abstract: "Finds the topics of a corpus and their share over time.",
        discussion: """
            The share of a topic is how much of the articles is about it, with a 95% interval in brackets. \
            Changes are in percentage points, on the period before; a period marked "partial" is not compared.

            With --model the topics are kept: if the file is there, the articles are sorted into its \
            topics, which keep their names, and what fits none of them is shown as new; if not, the topics \
            found are written to it.

            With --windows topics are found in each month or quarter anew and then joined to topics of the \
            whole, which may be born, end, split and merge.

            Examples:
              trend topics datasets/*.txt --count 12
              trend topics news.jsonl.gz --count 20 --model topics.trend --csv > topics.csv
              trend topics july.jsonl.gz --model topics.trend
              trend topics news.jsonl.gz --count 20 --windows quarter
            """)

    @Argument(help: "Articles.") var corpus: [String]
    @Option(
        help: ArgumentHelp(
            "How many topics to look for; \"auto\" tries 5 to 50 and takes the number whose topics are best found "
                + "again in samples of the articles, and whose phrases meet most in articles. It takes about five "
                + "times as long to find the topics.", valueName: "number|auto"))
    var count = TopicCount.number(20)
    @Option(help: ArgumentHelp("Keep the topics in this file.", valueName: "file")) var model: String?
    @Option(help: "Shares by day, week (from Monday on), month or quarter.") var by: PeriodLength = .month
    @Option(help: "Find topics window by window: day, week, month or quarter.") var windows: PeriodLength?
    @OptionGroup var coverage: CoverageOptions
    @Flag(help: "Print period, topic, share and interval as CSV.") var csv = false
    @Flag(help: "Print one JSON object a topic.") var json = false
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        if case .number(let number) = count, number < 1 {
            throw ValidationError("--count is \(number); there must be at least 1.")
        }
        guard windows == nil || count != .auto else {
            throw ValidationError("--count auto chooses for the whole span; give --windows a number.")
        }
        guard windows == nil || model == nil else {
            throw ValidationError("--windows finds all topics anew, --model keeps them: use one of the two.")
        }
    }

    func run() throws {
        try reportingFailures {
            let (articles, _) = try CorpusInput.readAll(
                corpus, options: corpusOptions, reading: corpusOptions.reading(), threads: computing.threads)
            guard !articles.isEmpty else { throw ModelError.noDocuments }
            let undated = articles.count { $0.published == nil }
            if let windows {
                guard undated < articles.count else {
                    throw ModelError.badOption("no article has a date: there is no window to put it in")
                }
                try show(try DynamicTopicLine.find(articles, by: windows, nmf: nmf))
            } else if let model, FileManager.default.fileExists(atPath: model) {
                try sort(articles, into: model)
            } else {
                let (topics, weights) = try TopicModel.fit(
                    articles, nmf: nmf, search: count == .auto ? TopicCountSearch(nmf: nmf) : nil)
                if let model { try topics.write(to: model) }
                try show(lines(topics.topics, weights, articles), nil)
            }
            if undated > 0, !corpusOptions.quiet {
                complain("\(undated) articles have no date and are in no \((windows ?? by).rawValue)")
            }
        }
    }

    private var nmf: NMF {
        var nmf = NMF(seed: computing.seed, threads: computing.threads)
        if case .number(let number) = count { nmf.rank = number }
        return nmf
    }

    private func sort(_ articles: [Article], into model: String) throws {
        let kept = try reading(model: model) { try TopicModel.read(from: model) }
        if !corpusOptions.quiet { complain("sorting the articles into the \(kept.count) topics kept in \(model)") }
        let (weights, fits) = kept.fold(articles, threads: computing.threads)
        let new = try NewTopics(
            among: articles, fits: fits, least: kept.leastFit, seed: computing.seed, threads: computing.threads)
        let lines =
            lines(kept.topics, weights, articles, areKept: true)
            + lines(new.topics, new.weights, articles, areNew: true)
        try show(lines, Unfitting(new, of: articles, fits: fits))
    }

    private func lines(
        _ topics: [TopicModel.Topic], _ weights: [Float], _ articles: [Article], areKept: Bool = false,
        areNew: Bool = false
    ) -> [TopicLine] {
        guard !topics.isEmpty else { return [] }
        let prevalence = TopicPrevalence(
            published: articles.map { $0.published?.day }, weights: weights, topics: topics.count, by: by,
            dataEnd: coverage.dataEnd, seed: computing.seed, threads: computing.threads)
        return topics.indices.map { topic in
            TopicLine(
                topic, topics[topic], isKept: areKept, isNew: areNew, prevalence: prevalence,
                share: meanShare(topic, weights, topics: topics.count),
                articles: TopicModel.central(topic, weights: weights, topics: topics.count, among: articles)
                    .map { ArticleLine(articles[$0]) })
        }
    }

    private func meanShare(_ topic: Int, _ weights: [Float], topics: Int) -> Double {
        let shares = TopicModel.shares(weights, topics: topics)
        return stride(from: topic, to: shares.count, by: topics).reduce(0.0) { $0 + Double(shares[$1]) }
            / Double(shares.count / topics)
    }

    private func show(_ lines: [TopicLine], _ unfitting: Unfitting?) throws {
        if csv {
            print(TopicTables.periods(lines).csv(byteOrderMark: false), terminator: "")
        } else if json {
            for line in lines { try printJSON(line) }
            if let unfitting { try printJSON(unfitting) }
        } else {
            print(TopicTables.overview(lines.filter { !$0.isNew }).plain(), terminator: "")
            guard let unfitting else { return }
            print("\n" + unfitting.summary)
            let new = lines.filter(\.isNew)
            if !new.isEmpty { print("\n" + TopicTables.overview(new).plain(), terminator: "") }
        }
    }

    private func show(_ lines: [DynamicTopicLine]) throws {
        if csv {
            print(TopicTables.windows(lines).csv(byteOrderMark: false), terminator: "")
        } else if json {
            for line in lines { try printJSON(line) }
        } else {
            print(TopicTables.overview(lines).plain())
            print(TopicTables.events(lines).plain(), terminator: "")
        }
    }
}
