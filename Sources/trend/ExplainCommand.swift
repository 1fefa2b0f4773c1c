import Text
import ArgumentParser
import Corpus
import Foundation
import Models
import Reports

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shows why an article gets its tags: the n-grams, names and phrases that decided, in their places.",
        discussion: """
            Example:
              trend explain industries.trend new.txt --record 3
            """)

    @Argument(help: "The model.") var model: String
    @Argument(help: "A file with the article; - is standard input.") var article: String
    @Option(help: "Which article of the file, from 1.") var record = 1
    @Option(help: "Explain this many labels in place of those the model decides on.") var top: Int?
    @Option(help: "How many n-grams a label.") var terms = 10
    @Flag(help: "Print one JSON array.") var json = false
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions

    func validate() throws {
        guard record >= 1 else { throw ValidationError("--record is \(record); articles count from 1.") }
        guard terms >= 1, top ?? 1 >= 1 else { throw ValidationError("--terms and --top must be at least 1.") }
    }

    func run() throws {
        try reportingFailures {
            let (tagger, settings) = try reading(model: model) { try Tagger.read(from: model) }
            var input = try CorpusInput(
                [article], options: corpusOptions, reading: try corpusOptions.reading(remembered: settings))
            var found: Article?
            var seen = 0
            while seen < record, let next = try input.next() {
                seen += 1
                found = next
            }
            guard let found, seen == record else {
                if let reject = input.firstRejects.first { complain(reject.description) }
                throw CorpusError.wrongFormat(
                    path: article, reason: "it holds \(seen) articles, so there is no number \(record)")
            }
            let tags = tagger.tags(of: found, parts: tagger.parts, top: top, terms: terms)
            if json {
                try tagger.parts == [.industries] ? printJSON(tags.industries) : printJSON(tags)
            } else {
                print(text(tags.industries, found) + text(tags, found), terminator: "")
            }
        }
    }

    private func text(_ tags: ArticleTags, _ article: Article) -> String {
        let content = TextNormalizer().scalars(of: article.content)
        var output = ""
        func append(_ title: String, _ rows: [(name: String, probability: Double, why: String, places: [Range<Int>])]) {
            guard !rows.isEmpty else { return }
            output += "\n\(title)\n"
            var table = Table([.init("found"), .init("sure", isNumber: true), .init("why"), .init("in the text")])
            for row in rows {
                table.append([
                    row.name, fixed(row.probability * 100, digits: 1) + "%", row.why,
                    row.places.first.map { passage(content, $0) } ?? "",
                ])
            }
            output += table.plain()
        }
        append("AI技术", tags.technologies.map { ($0.name, $0.probability, $0.basis, $0.places) })
        append("关键词", tags.keywords.map { ($0.text, $0.probability, $0.basis, $0.places) })
        if !tags.events.isEmpty { output += "\n重大事件摘要\n" }
        for event in tags.events { output += "**\(event.head)**:\(event.sentence)\n  \(event.basis)\n" }
        return output
    }

    private func text(_ explanations: [Explanation], _ article: Article) -> String {
        let content = TextNormalizer().scalars(of: article.content)
        var output = article.headline + "\n"
        for explanation in explanations {
            output += "\n\(explanation.label)  \(fixed(explanation.probability * 100, digits: 1))%\n"
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
