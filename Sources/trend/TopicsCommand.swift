import Numerics
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
              trend topics dump.jsonl.gz --count 50 --memory 1G   (a corpus larger than memory)
            """)

    @Argument(help: "Articles.") var corpus: [String]
    @Option(
        help: ArgumentHelp(
            "How many topics to look for; \"auto\" tries 5 to 50 and takes the highest number of which nine topics in "
                + "ten are found again in samples of the articles, and whose phrases meet in articles. It takes "
                + "about five times as long to find the topics.", valueName: "number|auto"))
    var count = TopicCount.number(20)
    @Option(help: ArgumentHelp("Keep the topics in this file.", valueName: "file")) var model: String?
    @Option(
        help: ArgumentHelp(
            "Find the topics within this much memory, reading the corpus three times; phrases are those of a sample.",
            valueName: "size"))
    var memory: MemorySize?
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
        guard windows == nil || memory == nil else {
            throw ValidationError("--windows finds topics in memory, so --memory has no meaning with it.")
        }
        guard memory == nil || !keepsTopics else {
            throw ValidationError("\(model!) has the topics already; --memory is for finding them.")
        }
        guard memory == nil || !corpus.contains("-") else {
            throw ValidationError("--memory reads the corpus three times, so it cannot be standard input.")
        }
        guard windows == nil || model == nil else {
            throw ValidationError("--windows finds all topics anew, --model keeps them: use one of the two.")
        }
    }

    func run() throws {
        try reportingFailures {
            if let memory { return try stream(within: memory.bytes) }
            let (articles, _) = try CorpusInput.readAll(
                corpus, options: corpusOptions, reading: try corpusOptions.reading(), threads: computing.threads)
            guard !articles.isEmpty else { throw ModelError.noDocuments }
            let undated = articles.count { $0.published == nil }
            if let windows {
                guard undated < articles.count else {
                    throw ModelError.badOption("no article has a date: there is no window to put it in")
                }
                try show(try DynamicTopicLine.find(articles, by: windows, nmf: nmf))
            } else if let model, keepsTopics {
                try sort(articles, into: model)
            } else {
                let (topics, weights) = try TopicModel.fit(articles, nmf: nmf, search: search)
                if let model { try topics.write(to: model) }
                try show(lines(topics.topics, weights, articles), nil)
            }
            tellUndated(undated)
        }
    }

    private func tellUndated(_ undated: Int) {
        guard undated > 0, !corpusOptions.quiet else { return }
        complain("\(undated) articles have no date and are in no \((windows ?? by).rawValue)")
    }

    /// Reads the corpus for a sample, for the topics, and to sort it into them.
    private func stream(within memory: Int) throws {
        let threads = computing.threads
        var sample = ArticleSample(limit: try StreamingTopics.sampleLimit(memory: memory), seed: computing.seed)
        var input = try CorpusInput(
            corpus, options: corpusOptions, reading: try corpusOptions.reading(wanted: .content))
        try input.forEachBatch(threads: threads) {
            $0
        } use: { articles in
            for article in articles { sample.add(article) }
        }
        try input.finish()
        guard !sample.articles.isEmpty else { throw ModelError.noDocuments }
        let topics =
            try sample.isWhole
            ? TopicModel.fit(sample.articles, nmf: nmf, search: search).0 : refine(sample.articles)
        sample = ArticleSample(limit: 0, seed: 0)
        if let model { try topics.write(to: model) }

        var central = CentralArticles(topics: topics.count)
        var published: [CalendarDate?] = []
        var weights: [Float] = []
        var pending: [Article] = []
        func sortPending() {
            let own = topics.fold(pending, threads: threads).weights
            central.add(pending, weights: own)
            published += pending.map { $0.published?.day }
            weights += own
            pending = []
        }
        let reader = try CorpusReader(
            paths: corpus, options: try corpusOptions.reading(wanted: [.title, .text, .link, .date]))
        try reader.forEachBatch(threads: threads) {
            $0.articles
        } use: { articles in
            pending += articles
            if pending.count >= 1024 { sortPending() }
        }
        sortPending()
        try show(lines(topics.topics, weights, published, central, areKept: false, areNew: false), nil)
        tellUndated(published.count { $0 == nil })
    }

    /// The topics of the whole corpus, beginning with those of a sample.
    private func refine(_ sample: [Article]) throws -> TopicModel {
        // The system's temporary folder may lie in memory; where the model goes there is a disk.
        let topics = try StreamingTopics(sample: sample, nmf: nmf, search: search, beside: model ?? "topics")
        if topics.isDone { return try topics.fit() }
        let reader = try CorpusReader(paths: corpus, options: try corpusOptions.reading(wanted: .content))
        try reader.forEachBatch(threads: computing.threads) { [vectorizer = topics.vectorizer] in
            CountedPhrases(of: $0.articles, vectorizer)
        } use: {
            try topics.add($0)
        }
        var progress = Progress("articles learned from, all passes:", quiet: corpusOptions.quiet)
        defer { progress.clear() }
        return try topics.fit { progress.show($0) }
    }

    private var nmf: NMF {
        var nmf = NMF(seed: computing.seed, threads: computing.threads)
        if case .number(let number) = count { nmf.rank = number }
        return nmf
    }

    /// The model's file is there.
    private var keepsTopics: Bool { model.map { FileManager.default.fileExists(atPath: $0) } ?? false }

    private var search: TopicCountSearch? { count == .auto ? TopicCountSearch(nmf: nmf) : nil }

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
        var central = CentralArticles(topics: topics.count)
        central.add(articles, weights: weights)
        return lines(
            topics, weights, articles.map { $0.published?.day }, central, areKept: areKept, areNew: areNew)
    }

    private func lines(
        _ topics: [TopicModel.Topic], _ weights: [Float], _ published: [CalendarDate?], _ central: CentralArticles,
        areKept: Bool, areNew: Bool
    ) -> [TopicLine] {
        guard !topics.isEmpty else { return [] }
        let prevalence = TopicPrevalence(
            published: published, shares: TopicModel.shares(weights, topics: topics.count), topics: topics.count,
            by: by,
            dataEnd: coverage.dataEnd, seed: computing.seed, threads: computing.threads)
        return topics.indices.map { topic in
            TopicLine(
                topic, topics[topic], isKept: areKept, isNew: areNew, prevalence: prevalence,
                share: meanShare(topic, weights, topics: topics.count),
                central: central[topic])
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
            let known = lines.filter { !$0.isNew }
            print(TopicTables.overview(known).plain(), terminator: "")
            if let rest = TopicTables.rest(known) { print("\n" + rest) }
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
