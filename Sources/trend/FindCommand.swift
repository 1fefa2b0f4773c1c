import Archive
import ArgumentParser
import Corpus
import Foundation

struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Looks up articles of an archive by what stands in them.",
        discussion: """
            Shows the newest articles that hold all terms: date, title, link and the first term in its place. \
            Case, width and runs of spaces do not matter; a term of one or two characters is looked for in every \
            text, longer ones by an index.

            Examples:
              trend find --archive articles.db 具身智能
              trend find --archive articles.db "scaling law" 大模型 --limit 50 --json
            """)

    @Argument(help: "What to look for.") var terms: [String]
    @OptionGroup var store: ArchiveOptions
    @Option(help: "How many articles to show.") var limit = 20
    @Flag(help: "Print one JSON object an article.") var json = false
    @Flag(help: "Say nothing but errors and results.") var quiet = false

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is \(limit); it must be at least 1.") }
        guard ArchiveSearch(terms) != nil else { throw ValidationError("Name what to look for.") }
    }

    func run() throws {
        try reportingFailures {
            guard let search = ArchiveSearch(terms) else { return }
            let archive = try Archive(path: store.archive, wait: store.wait)
            let (matches, hasMore) = try search.matches(in: archive, limit: limit)
            for (index, match) in matches.enumerated() {
                if json {
                    try printJSON(Line(match))
                } else {
                    let article = match.article
                    print(
                        (index > 0 ? "\n" : "") + (article.published?.day.description ?? "no date") + "  "
                            + shown(article.headline))
                    if !article.link.isEmpty { print("  " + shown(article.link)) }
                    print("  " + shown(match.passage))
                }
            }
            if !quiet {
                if matches.isEmpty { complain("no article holds " + terms.joined(separator: " and ")) }
                if hasMore { complain("there are more; --limit shows them") }
            }
        }
    }

    /// On one line, and nothing that a terminal obeys.
    private func shown(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: " "
                    default: scalar
                    }
                }))
    }

    private struct Line: Encodable {
        let date: String?
        let title: String
        let link: String
        let industries: [String]
        let passage: String
        let origin: String

        init(_ match: ArchiveSearch.Match) {
            let article = match.article
            (date, title, link) = (article.published?.day.description, article.headline, article.link)
            (industries, passage, origin) = (article.industries, match.passage, article.origin.description)
        }
    }
}
