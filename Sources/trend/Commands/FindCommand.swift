import ArgumentParser
import Jobs

struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Finds articles of an archive by the terms in them.",
        discussion: """
            Shows the newest articles that hold all terms: date, title, link and the first term in context. Case, \
            width and runs of spaces do not matter. Terms of three characters or more use an index; shorter ones \
            search every text.

            Examples:
              trend find --archive articles.db 具身智能
              trend find --archive articles.db "scaling law" 大模型 --limit 50 --json
            """)

    @Argument(help: "Terms to look for.") var terms: [String]
    @OptionGroup var store: ArchiveArguments
    @Option(help: "Maximum number of articles.") var limit = 20
    @Flag(help: "Print one JSON object per article.") var json = false
    @Flag(help: "Print errors and results only.") var quiet = false

    private func job() throws -> FindJob { try FindJob(terms, in: store.archive, limit: limit, wait: store.wait) }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = Console(quiet: quiet)
        let result = try console.run(job().run)
        try console.printing {
            for (index, found) in result.articles.enumerated() {
                if json {
                    try console.json(found)
                } else {
                    show(found, isFirst: index == 0)
                }
            }
        }
        if result.articles.isEmpty { console.note("no article holds " + terms.joined(separator: " and ")) }
        if result.hasMore { console.note("there are more articles; --limit shows them") }
    }

    private func show(_ found: FoundArticle, isFirst: Bool) {
        let article = found.article
        print((isFirst ? "" : "\n") + (article.date ?? "no date") + "  " + inert(article.title))
        if !article.link.isEmpty { print("  " + inert(article.link)) }
        print("  " + inert(found.passage))
    }

    /// On one line, and nothing that a terminal obeys.
    private func inert(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: " "
                    default: scalar
                    }
                }))
    }
}
