import ArgumentParser
import Corpus
import Foundation
import Models
import Reports

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Shows why an article gets its labels: the n-grams that decided.",
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
            let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
            var input = try CorpusInput(
                [article], options: corpusOptions, reading: corpusOptions.reading(remembered: settings))
            var found: Article?
            var seen = 0
            while seen < record, let next = try input.next() {
                seen += 1
                found = next
            }
            guard let found, seen == record else {
                if let reject = input.firstRejects.first { complain(reject.description) }
                throw CorpusError.wrongFormat(path: article, reason: "it holds \(seen) articles, so there is no number \(record)")
            }
            let explanations = classifier.explain(found, labels: top, terms: terms)
            if json {
                try printJSON(explanations)
            } else {
                print(text(explanations, found), terminator: "")
            }
        }
    }

    private func text(_ explanations: [Explanation], _ article: Article) -> String {
        let content = TextNormalizer().scalars(of: article.content)
        var output = article.headline + "\n"
        for explanation in explanations {
            output += "\n\(explanation.label)  \(fixed(explanation.probability * 100, digits: 1))%\n"
            var table = Table([.init("n-gram"), .init("adds", isNumber: true), .init("times", isNumber: true), .init("in the text")])
            for term in explanation.terms {
                table.append([
                    term.ngram, fixed(term.contribution, digits: 3), "\(term.places.count)",
                    passage(content, term),
                ])
            }
            output += table.plain()
        }
        return output
    }

    /// The n-gram at its first place, between 【 and 】, with what stands around it.
    private func passage(_ content: [UInt32], _ term: Explanation.Term) -> String {
        guard let end = term.places.first else { return "" }
        let start = end + 1 - term.ngram.unicodeScalars.count
        func text(_ range: Range<Int>) -> String {
            var view = String.UnicodeScalarView()
            for value in content[range.clamped(to: content.indices)] { view.append(Unicode.Scalar(value)!) }
            return String(view)
        }
        return "…" + text(max(0, start - 8)..<start) + "【" + text(start..<end + 1) + "】" + text(end + 1..<end + 9) + "…"
    }
}
