import ArgumentParser
import Corpus
import Foundation
import Jobs
import Models
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
    @OptionGroup(title: "Result, of --list") var result: ResultArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private var asks: Bool {
        !list && !json && result.output == nil && result.form == nil && isatty(STDIN_FILENO) == 1
            && isatty(STDOUT_FILENO) == 1
    }

    private func job() throws -> ReviewJob {
        try ReviewJob(
            reading.source(corpus), model: model, correctionsPath: corrections, count: count,
            output: result.file(json: json), threads: computing.cores)
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
        let found = review.result
        console.tell(found.corrections)
        console.tell(found.reading)
        if found.labeled > 0 { console.note("passed over \(counted(found.labeled, "article")) with labels") }
        if found.corrected > 0 {
            console.note("passed over \(counted(found.corrected, "article")) with a correction")
        }
        guard asks, let corrections else {
            return try console.give(found, to: result.output, as: result.form(json: json))
        }
        try console.printing { try ask(review.session, review.classifier, savingTo: corrections, console) }
    }

    /// Columns of the terminal, within what reads well.
    private var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
        return min(100, Int(size.ws_col))
    }

    private func ask(
        _ session: ReviewSession, _ classifier: ArticleClassifier, savingTo path: String, _ console: Console
    ) throws {
        let log = try CorrectionLog(path: path)
        var session = session
        var shown = -1
        while !session.isOver {
            let screen = ReviewScreen(session, classifier, width: width)
            if session.question == nil, session.position != shown || session.notice == .help {
                console.show(screen.article + "\n")
            }
            shown = session.question == nil ? session.position : -1
            console.show(screen.prompt)
            fflush(nil)
            if let correction = session.take(readLine()) { try log.append(correction) }
        }
        let end = ReviewScreen(session, classifier, width: width).end
        console.show(end + (session.decided.isEmpty ? "" : "; saved in \(path)") + "\n")
    }
}
