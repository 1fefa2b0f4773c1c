import ArgumentParser
import Jobs
import Models
import Reports
import Text

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Shows why an article gets its tags.",
        discussion: """
            Lists the n-grams, names and phrases that decided, with their places in the text.

            Example:
              trend explain industries.trend new.txt --record 3
            """)

    @Argument(help: "The model.") var model: String
    @Argument(help: "File with the article, or - for standard input.") var article: String
    @Option(help: "Number of the article in the file, from 1.") var record = 1
    @Option(help: "Number of labels to explain, in place of those the model decides on.") var top: Int?
    @Option(help: "Number of n-grams per label.") var terms = 10
    @Flag(help: "Print one JSON value.") var json = false
    @OptionGroup(title: "Reading") var reading: ReadingArguments

    private func job() throws -> ExplainJob {
        try ExplainJob(reading.source([article]), model: model, record: record, top: top, terms: terms)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let result = try console.run(job().run)
        try console.printing {
            if json {
                try result.isPlain ? console.json(result.tags.industries) : console.json(result.tags)
            } else {
                let content = result.text.unicodeScalars.map(\.value)
                print(
                    result.article.title + "\n" + text(result.tags.industries, content) + text(result.tags, content),
                    terminator: "")
            }
        }
    }

    private func text(_ tags: ArticleTags, _ content: [UInt32]) -> String {
        var output = ""
        func append(_ title: String, _ rows: [(name: String, probability: Double, why: String, places: [Range<Int>])]) {
            guard !rows.isEmpty else { return }
            output += "\n\(title)\n"
            var table = Table([.init("found"), .init("sure", isNumber: true), .init("why"), .init("in the text")])
            for row in rows {
                table.append([
                    row.name, percent(row.probability), row.why,
                    row.places.first.map { passage(content, $0) } ?? "",
                ])
            }
            output += table.plain()
        }
        append("AI技术", tags.technologies.map { ($0.name, $0.probability, $0.reason(), $0.places) })
        append("关键词", tags.keywords.map { ($0.text, $0.probability, $0.reason(), $0.places) })
        if !tags.events.isEmpty { output += "\n重大事件摘要\n" }
        for event in tags.events { output += "**\(event.head)**:\(event.sentence)\n  \(event.reason())\n" }
        return output
    }

    private func text(_ explanations: [Explanation], _ content: [UInt32]) -> String {
        var output = ""
        for explanation in explanations {
            output += "\n\(explanation.label)  \(percent(explanation.probability))\n"
            var table = Table([
                .init("n-gram"), .init("adds", isNumber: true), .init("times", isNumber: true), .init("in the text"),
            ])
            for term in explanation.terms {
                table.append([
                    term.ngram, fixed(term.contribution, digits: 3), "\(term.places.count)",
                    term.places.first.map { passage(content, $0 + 1 - term.ngram.unicodeScalars.count..<$0 + 1) } ?? "",
                ])
            }
            output += table.plain()
        }
        return output
    }

    /// A place between 【 and 】, with what stands around it.
    private func passage(_ content: [UInt32], _ place: Range<Int>) -> String {
        func text(_ range: Range<Int>) -> String { String(scalars: content[range.clamped(to: content.indices)]) }
        return "…" + text(place.lowerBound - 8..<place.lowerBound) + "【" + text(place) + "】"
            + text(place.upperBound..<place.upperBound + 8) + "…"
    }
}
