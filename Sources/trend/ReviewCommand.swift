import Text
import ArgumentParser
import Corpus
import Foundation
import Models
import Reports

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Shows the articles where a person's look helps most, to accept or correct.",
        discussion: """
            Takes the articles without labels that the model is unsure of and that are not like each other. On a \
            terminal it asks, an article at a time; each answer is on the disk before the next article is shown. \
            Elsewhere, or with --list, it prints the list only.

            Examples:
              trend review new.txt --model industries.trend --corrections corrections.jsonl
              trend train new.txt --corrections corrections.jsonl --update industries.trend --model industries.trend
            """)

    @Argument(help: "New articles.") var corpus: [String]
    @Option(help: ArgumentHelp("The model.", valueName: "file")) var model: String
    @Option(help: ArgumentHelp("Where corrections go; articles that have one are passed over.", valueName: "file"))
    var corrections: String?
    @Option(help: "How many articles.") var count = 20
    @Flag(help: "Print the list and ask nothing.") var list = false
    @Flag(help: "Print the list as one JSON array.") var json = false
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    private var asks: Bool { !list && !json && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    func validate() throws {
        guard count >= 1 else { throw ValidationError("--count is \(count); it must be at least 1.") }
        if asks, corrections == nil {
            throw ValidationError("Say with --corrections FILE where corrections go, or ask for the --list only.")
        }
    }

    func run() throws {
        try reportingFailures {
            let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
            let chosen = try choose(by: classifier, settings)
            if json {
                try printJSON(chosen.map { ListedArticle($0, classifier) })
            } else if asks, let corrections {
                try ask(chosen.map(\.article), classifier, keepingIn: corrections)
            } else {
                print(table(chosen, classifier).plain(), terminator: "")
            }
        }
    }

    private func choose(by classifier: ArticleClassifier, _ settings: ReadingSettings) throws -> [ReviewPool.Candidate]
    {
        let known = try knownCorrections()
        var input = try CorpusInput(
            corpus, options: corpusOptions,
            reading: try corpusOptions.reading(remembered: settings, wanted: [.title, .text, .link, .industries]))
        try input.list(known.rejects)
        var pool = ReviewPool(count: count)
        var (labeled, corrected) = (0, 0)
        try input.forEachBatch(threads: computing.threads) { articles in
            let bare = articles.filter(\.industries.isEmpty)
            let open = bare.filter { known.correction(of: $0) == nil }
            return (classifier.reviewCandidates(open), articles.count - bare.count, bare.count - open.count)
        } use: { candidates, withLabels, withCorrections in
            pool.add(candidates)
            labeled += withLabels
            corrected += withCorrections
        }
        try input.finish()
        if !corpusOptions.quiet {
            if labeled > 0 { complain("passed over \(labeled) articles that have labels") }
            if corrected > 0 { complain("passed over \(corrected) articles that have a correction") }
        }
        return pool.choose(count, by: classifier, threads: computing.threads)
    }

    private func knownCorrections() throws -> Corrections {
        guard let corrections, FileManager.default.fileExists(atPath: corrections) else { return Corrections() }
        let known = try Corrections(path: corrections)
        complain(about: known, in: corrections)
        return known
    }

    private func ask(_ articles: [Article], _ classifier: ArticleClassifier, keepingIn path: String) throws {
        let log = try CorrectionLog(path: path)
        var session = ReviewSession(
            articles.map(classifier.reviewItem), labels: classifier.labels, isSingleLabel: classifier.isSingleLabel)
        var shown = -1
        while !session.isOver {
            let screen = ReviewScreen(session, classifier)
            if session.question == nil, session.position != shown || session.notice == .help {
                print(screen.article)
            }
            shown = session.question == nil ? session.position : -1
            print(screen.prompt, terminator: "")
            fflush(nil)
            if let correction = session.take(readLine()) { try log.append(correction) }
        }
        print(ReviewScreen(session, classifier).end + (session.decided.isEmpty ? "" : "; kept in \(path)"))
    }

    private func table(_ chosen: [ReviewPool.Candidate], _ classifier: ArticleClassifier) -> Table {
        var table = Table([.init("doubt", isNumber: true), .init("labels"), .init("title"), .init("where")])
        for candidate in chosen {
            let labels = classifier.predict([candidate.article])[0]
            table.append([
                fixed(candidate.uncertainty, digits: 2),
                labels.map { "\($0.label) \(fixed($0.probability * 100, digits: 0))%" }.joined(separator: ", "),
                terminalLines(candidate.article.headline, width: 60, atMost: 1).first ?? "",
                candidate.article.origin.description,
            ])
        }
        return table
    }
}

/// An article of the list, as `--json` writes it.
private struct ListedArticle: Encodable {
    var title: String
    var link: String
    var place: String
    var uncertainty: Double
    var labels: [Label]

    struct Label: Encodable {
        var label: String
        var probability: Double
    }

    init(_ candidate: ReviewPool.Candidate, _ classifier: ArticleClassifier) {
        title = candidate.article.headline
        link = candidate.article.link
        place = candidate.article.origin.description
        uncertainty = candidate.uncertainty
        labels = classifier.predict([candidate.article])[0].map { Label(label: $0.label, probability: $0.probability) }
    }
}
