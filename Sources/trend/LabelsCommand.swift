import ArgumentParser
import Corpus
import Foundation
import Models
import Reports

struct LabelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labels", abstract: "Lists the labels, and which may be one industry under two names.",
        discussion: """
            Compares names, texts (by a classifier that has not seen the articles it judges) and which labels \
            stand together. --propose writes a table for --aliases: go through it before you use it.

            Examples:
              trend labels articles/*.txt
              trend labels articles/*.txt --propose aliases.yaml
              trend train articles/*.txt --aliases aliases.yaml --model industries.trend
            """)

    @Argument(help: "Labeled articles.") var corpus: [String]
    @Option(
        help: ArgumentHelp(
            "Write the proposals as a table of aliases with the evidence beside each.", valueName: "file"))
    var propose: String?
    @Flag(help: "Print one JSON object.") var json = false
    @OptionGroup(title: "Training, for the comparison of texts") var training: TrainingOptions
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func run() throws {
        try reportingFailures {
            let (articles, _) = try CorpusInput.readAll(
                corpus, options: corpusOptions,
                reading: try corpusOptions.reading(isSingleLabel: training.singleLabel, wanted: .labeledContent),
                threads: computing.threads)
            let survey = try LabelSurvey(articles, options: training.options(computing))
            if let propose {
                let file = try AtomicFile(path: propose)
                try file.write(survey.yaml())
                try file.commit()
            }
            if json { return try printJSON(survey) }
            print(text(survey), terminator: "")
            if let propose, !corpusOptions.quiet {
                print("\nproposals: \(propose); go through them, then give the file with --aliases")
            }
        }
    }

    private func text(_ survey: LabelSurvey) -> String {
        func percent(_ share: Double) -> String { fixed(share * 100, digits: 0) + "%" }
        let names = Dictionary(uniqueKeysWithValues: survey.proposals.map { ($0.alias, $0) })
        var table = Table([
            .init("label"), .init("articles", isNumber: true), .init("another name of?"), .init("evidence"),
            .init("names", isNumber: true), .init("texts", isNumber: true), .init("both", isNumber: true),
        ])
        for label in survey.labels {
            guard let proposal = names[label.label] else {
                table.append([label.label, "\(label.documents)", "", "", "", "", ""])
                continue
            }
            table.append([
                label.label, "\(label.documents)", proposal.canonical, proposal.isLikely ? "strong" : "weak",
                percent(proposal.nameSimilarity), percent(proposal.probability), "\(proposal.together)",
            ])
        }
        return "\(survey.documents) labeled articles, \(survey.labels.count) labels\n\n" + table.plain()
    }
}
