import ArgumentParser
import Jobs

struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Finds articles of an archive by the terms in them.",
        discussion: """
            Shows the newest articles that hold all terms: date, title, link and the first term in context. A term may \
            list its spellings with |; case, width and spaces do not matter. Latin words are matched as a whole: AI is \
            not found in OpenAI, but DeepSeek is in DeepSeekV4.

            Examples:
              trend find --archive articles.db 具身智能
              trend find --archive articles.db "scaling law|尺度定律" 大模型 --limit 50 --json
            """)

    @Argument(help: "Terms to look for.") var terms: [String]
    @OptionGroup var store: ArchiveArguments
    @Option(help: "Maximum number of articles.") var limit = 20
    @Option(
        help: ArgumentHelp("Write the articles to this file: .csv, .xlsx, .jsonl or .txt.", valueName: "file"))
    var output: String?
    @Option(
        name: [.customLong("as"), .customLong("format")],
        help: "text, json, csv or xlsx (default: by the name of --output, else text).")
    var form: ResultForm?
    @Flag(help: "Print one JSON object per article.") var json = false
    @Flag(help: "Print errors and results only.") var quiet = false

    private var result: ResultArguments {
        var arguments = ResultArguments()
        (arguments.output, arguments.form) = (output, form)
        return arguments
    }

    private func job() throws -> FindJob {
        try FindJob(
            terms, in: store.archive, limit: limit, wait: store.wait, output: result.file(json: json))
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = Console(quiet: quiet)
        let found = try console.run(job().run)
        try console.give(found, to: output, as: result.form(json: json))
        if found.articles.isEmpty { console.note("no article holds " + terms.joined(separator: " and ")) }
        if found.hasMore { console.note("there are more articles; --limit shows them") }
    }
}
