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

            Without a model, start from the names of your labels: --labels. At first it picks articles that stand for \
            many others. From 20 answers on it trains a model on your answers and all articles each time it starts, \
            and picks what that model is unsure of. Run the same command again to go on; new labels can be typed.

            Examples:
              trend review new.txt --model industries.trend --corrections corrections.jsonl
              trend train new.txt --corrections corrections.jsonl --update industries.trend --model industries.trend
              trend review new.txt --labels 财经,体育,科技 --corrections corrections.jsonl   (no model yet)
              trend train new.txt --corrections corrections.jsonl --background new.txt --model first.trend
            """)

    @Argument(help: "New articles.") var corpus: [String]
    @Option(help: ArgumentHelp("The model.", valueName: "file")) var model: String?
    @Option(help: ArgumentHelp("Names of labels, separated by commas, in place of a model.", valueName: "names"))
    var labels: String?
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

    private var labelNames: [String] { LabelList.names(in: labels ?? "") }

    private func job() throws -> ReviewJob {
        try ReviewJob(
            reading.source(corpus), model: model, labels: labelNames, correctionsPath: corrections, count: count,
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
        if let start = found.start { console.note(ReviewCommand.text(of: start)) }
        guard asks, let corrections else {
            return try console.give(found, to: result.output, as: result.form(json: json))
        }
        try console.printing { try ask(review.session, review.classifier, savingTo: corrections, console) }
    }

    private static func text(of start: ReviewStart) -> String {
        let way =
            start.learnedFrom.map { "picked by a model trained on \(counted($0, "labeled article"))" }
            ?? "no model yet (\(counted(start.answered, "labeled article")); it needs \(start.needed) of two labels): "
            + "picked articles that stand for many others"
        return way
            + (start.sample < start.articles
                ? ", from a sample of \(start.sample) of \(counted(start.articles, "article"))" : "")
    }

    /// What to do after a review without a model.
    private func next(_ corrections: String) -> String {
        let files = corpus.map(ReviewCommand.quoted).joined(separator: " ")
        let named = reading.fields.names.isEmpty ? "" : ", with the same options for fields"
        return "Run the same command again for more articles. To get a model\(named):\n"
            + "  trend train \(files) --corrections \(ReviewCommand.quoted(corrections)) --background \(files) "
            + "--model first.trend\n"
    }

    /// An argument as a shell reads it.
    private static func quoted(_ argument: String) -> String {
        let isPlain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./:+=@%".contains($0) }
        return isPlain ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
    }

    /// Columns of the terminal, within what reads well.
    private var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
        return min(100, Int(size.ws_col))
    }

    private func ask(
        _ session: ReviewSession, _ classifier: ArticleClassifier?, savingTo path: String, _ console: Console
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
        if model == nil, !session.decided.isEmpty { console.show(next(path)) }
    }
}
