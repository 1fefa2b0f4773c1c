import ArgumentParser
import Foundation
import Jobs
import Text

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Shows why an article gets its tags.",
        discussion: """
            Lists the words, names and phrases that decided, with their places in the text. Each word has its share of
            all that speaks for the label. With --json, the n-grams that the words add up to are listed too.

            Example:
              trend explain industries.trend new.txt --record 3
            """)

    @Argument(help: "The model.") var model: String
    @Argument(help: "File with the article, or - for standard input.") var article: String
    @Option(help: "Number of the article in the file, from 1.") var record = 1
    @Option(help: "Number of labels to explain, in place of those the model decides on.") var top: Int?
    @Option(help: "Maximum number of words per label.") var terms = 10
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
            let text = json ? try result.json() : result.explanation
            print(json && isatty(STDOUT_FILENO) == 0 ? text : printable(text), terminator: "")
        }
    }
}
