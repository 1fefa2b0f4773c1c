import ArgumentParser
import Jobs

struct SimilarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar", abstract: "Shows the phrases that stand where a phrase stands.",
        discussion: """
            The model has to know how the language is used: train it with --background, or on an archive.

            Examples:
              trend similar 具身智能 --model industries.trend
              trend similar 具身智能 --model industries.trend --output similar.csv
            """)

    @Argument(help: "The phrase.") var phrase: String
    @Option(help: ArgumentHelp("The model.", valueName: "file")) var model: String
    @Option(help: "Number of phrases.") var count = 20
    @OptionGroup(title: "Result") var result: ResultArguments

    private func job() throws -> SimilarJob {
        try SimilarJob(phrase, model: model, count: count, output: result.file(json: false))
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = Console(quiet: false)
        let found = try console.run(job().run)
        let form = try result.form(json: false)
        if form != .text, let note = found.note { console.warn(note) }
        try console.give(found, to: result.output, as: form)
    }
}
