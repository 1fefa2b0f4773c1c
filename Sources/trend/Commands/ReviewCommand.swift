import ArgumentParser
import Corpus
import Foundation
import Jobs
import Models
import Reports
import Text

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Picks the articles most worth reviewing and records your corrections.",
        discussion: """
            Picks articles without labels that the model is unsure of and that differ from each other. On a terminal \
            it asks about one article at a time, and saves each answer before it shows the next article. Elsewhere, \
            or with --list, it prints the list only.

            Examples:
              trend review new.txt --model industries.trend --corrections corrections.jsonl
              trend train new.txt --corrections corrections.jsonl --update industries.trend --model industries.trend
            """)

    @Argument(help: "New articles.") var corpus: [String]
    @Option(help: ArgumentHelp("The model.", valueName: "file")) var model: String
    @Option(
        help: ArgumentHelp("Where to save corrections; articles that have one are passed over.", valueName: "file"))
    var corrections: String?
    @Option(help: "Number of articles.") var count = 20
    @Flag(help: "Print the list and ask nothing.") var list = false
    @Flag(help: "Print the list as one JSON array.") var json = false
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private var asks: Bool { !list && !json && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    private func job() throws -> ReviewJob {
        try ReviewJob(
            reading.source(corpus), model: model, correctionsPath: corrections, count: count,
            threads: computing.threads)
    }

    func validate() throws {
        _ = try checked(job)
        if asks, corrections == nil {
            throw ValidationError("Name the file for corrections with --corrections FILE, or ask for the --list only.")
        }
    }

    func run() throws {
        let console = reading.console
        let review = try console.run(job().open)
        let result = review.result
        console.tell(result.corrections)
        console.tell(result.reading)
        if result.labeled > 0 { console.note("passed over \(counted(result.labeled, "article")) with labels") }
        if result.corrected > 0 {
            console.note("passed over \(counted(result.corrected, "article")) with a correction")
        }
        try console.printing {
            if json {
                try console.json(result.articles)
            } else if asks, let corrections {
                try ask(review.session, review.classifier, savingTo: corrections)
            } else {
                print(table(result.articles).plain(), terminator: "")
            }
        }
    }

    /// Columns of the terminal, within what reads well.
    private var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
        return min(100, Int(size.ws_col))
    }

    private func ask(_ session: ReviewSession, _ classifier: ArticleClassifier, savingTo path: String) throws {
        let log = try CorrectionLog(path: path)
        var session = session
        var shown = -1
        while !session.isOver {
            let screen = ReviewScreen(session, classifier, width: width)
            if session.question == nil, session.position != shown || session.notice == .help {
                print(screen.article)
            }
            shown = session.question == nil ? session.position : -1
            print(screen.prompt, terminator: "")
            fflush(nil)
            if let correction = session.take(readLine()) { try log.append(correction) }
        }
        print(
            ReviewScreen(session, classifier, width: width).end + (session.decided.isEmpty ? "" : "; saved in \(path)"))
    }

    private func table(_ articles: [ReviewArticle]) -> Table {
        var table = Table([.init("doubt", isNumber: true), .init("labels"), .init("title"), .init("where")])
        for candidate in articles {
            table.append([
                fixed(candidate.uncertainty, digits: 2),
                candidate.labels.map { "\($0.label) \(fixed($0.probability * 100, digits: 0))%" }
                    .joined(separator: ", "),
                terminalLines(candidate.article.title, width: 60, maximum: 1).first ?? "", candidate.article.origin,
            ])
        }
        return table
    }
}
