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
            With --model the topics are kept: if the file is there, the articles are sorted into its \
            topics, which keep their names; if not, the topics found are written to it.

            Examples:
              trend topics datasets/*.txt --count 12
              trend topics news.jsonl.gz --count 20 --model topics.trend --csv > topics.csv
            """)

    @Argument(help: "Articles.") var corpus: [String]
    @Option(
        help: ArgumentHelp(
            "How many topics to look for; \"auto\" tries 5 to 50 and takes the number whose topics are best found "
                + "again in samples of the articles, and whose phrases meet most in articles. It takes about five "
                + "times as long to find the topics.", valueName: "number|auto"))
    var count = TopicCount.number(20)
    @Option(help: ArgumentHelp("Keep the topics in this file.", valueName: "file")) var model: String?
    @Flag(help: "Print month, topic, share as CSV.") var csv = false
    @Flag(help: "Print one JSON object a topic.") var json = false
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        if case .number(let number) = count, number < 1 {
            throw ValidationError("--count is \(number); there must be at least 1.")
        }
    }

    func run() throws {
        try reportingFailures {
            let (articles, _) = try CorpusInput.readAll(
                corpus, options: corpusOptions, reading: corpusOptions.reading(), threads: computing.threads)
            guard !articles.isEmpty else { throw ModelError.noDocuments }
            let (topics, weights) = try fit(articles)
            let prevalence = TopicPrevalence(published: articles.map(\.month), weights: weights, topics: topics.count)
            if csv {
                print(monthTable(topics, prevalence).csv(byteOrderMark: false), terminator: "")
            } else if json {
                try printLines(topics, weights, articles, prevalence)
            } else {
                print(overview(topics, weights, articles).plain(), terminator: "")
            }
        }
    }

    private func fit(_ articles: [Article]) throws -> (TopicModel, [Float]) {
        if let model, FileManager.default.fileExists(atPath: model) {
            let kept = try reading(model: model) { try TopicModel.read(from: model) }
            if !corpusOptions.quiet { complain("sorting the articles into the \(kept.count) topics kept in \(model)") }
            return (kept, kept.fold(articles, threads: computing.threads))
        }
        var nmf = NMF(seed: computing.seed, threads: computing.threads)
        var search: TopicCountSearch?
        switch count {
        case .number(let number): nmf.rank = number
        case .auto: search = TopicCountSearch(nmf: nmf)
        }
        let (topics, weights) = try TopicModel.fit(articles, nmf: nmf, search: search)
        if let model { try topics.write(to: model) }
        return (topics, weights)
    }

    /// Share of all articles, by topic.
    private func shares(_ weights: [Float], topics: Int) -> [Double] {
        let shares = TopicModel.shares(weights, topics: topics)
        return (0..<topics).map { topic in
            stride(from: topic, to: shares.count, by: topics).reduce(0.0) { $0 + Double(shares[$1]) }
                / Double(max(1, shares.count / topics))
        }
    }

    /// The three articles with the most of a topic; what stands in the corpus several times is shown once.
    private func central(_ topic: Int, _ weights: [Float], topics: Int, _ articles: [Article]) -> [Article] {
        let order = articles.indices.filter { weights[$0 * topics + topic] > 0 }
            .sorted { (weights[$1 * topics + topic], $0) < (weights[$0 * topics + topic], $1) }
        var central: [Article] = []
        for index in order where central.count < 3 && !central.contains(where: { $0.headline == articles[index].headline }) {
            central.append(articles[index])
        }
        return central
    }

    private func overview(_ topics: TopicModel, _ weights: [Float], _ articles: [Article]) -> Table {
        var table = Table([
            .init("topic"), .init("share", isNumber: true), .init("phrases"), .init("most central article"),
        ])
        let shares = shares(weights, topics: topics.count)
        for (index, topic) in topics.topics.enumerated() {
            let article = central(index, weights, topics: topics.count, articles).first
            table.append([
                "\(index + 1)", fixed(shares[index] * 100, digits: 1) + "%",
                topic.phrases.joined(separator: " · "), article?.headline ?? "–",
            ])
        }
        return table
    }

    private func monthTable(_ topics: TopicModel, _ prevalence: TopicPrevalence) -> Table {
        var table = Table([.init("month"), .init("topic"), .init("share", isNumber: true)])
        for (index, month) in prevalence.months.enumerated() {
            for (topic, shares) in zip(topics.topics, prevalence.shares) {
                guard let share = shares[index] else { continue }
                table.append([month.description, topic.name, fixed(share, digits: 6)])
            }
        }
        return table
    }

    private func printLines(
        _ topics: TopicModel, _ weights: [Float], _ articles: [Article], _ prevalence: TopicPrevalence
    ) throws {
        struct Line: Encodable {
            var topic: Int
            var phrases: [String]
            var share: Double
            var months: [String: Double]
            var articles: [String]
        }
        let shares = shares(weights, topics: topics.count)
        for (index, topic) in topics.topics.enumerated() {
            var months: [String: Double] = [:]
            for (month, share) in zip(prevalence.months, prevalence.shares[index]) { months[month.description] = share }
            try printJSON(
                Line(
                    topic: index + 1, phrases: topic.phrases, share: shares[index], months: months,
                    articles: central(index, weights, topics: topics.count, articles).map(\.headline)))
        }
    }
}
