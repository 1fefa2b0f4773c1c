import Numerics
import ArgumentParser
import Corpus
import Foundation
import Models
import Reports

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Says how good a model's labels are against given ones.",
        discussion: """
            Examples:
              trend evaluate held-out.txt --model industries.trend
              trend evaluate datasets/*.txt --folds 5        (cross-validation, without a model)
            """)

    @Argument(help: "Labeled articles.") var corpus: [String]
    @Option(help: ArgumentHelp("The model to judge.", valueName: "file")) var model: String?
    @Option(help: "Judge training itself: train on all folds but one, label that one, in turn.") var folds: Int?
    @Flag(help: "Print one JSON object.") var json = false
    @OptionGroup(title: "Training, with --folds") var training: TrainingOptions
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        guard (model == nil) != (folds == nil) else { throw ValidationError("Give either --model or --folds.") }
    }

    func run() throws {
        try reportingFailures {
            let (report, unknown) = try evaluate()
            if json {
                try printJSON(report)
            } else {
                print(text(report), terminator: "")
                if unknown > 0 {
                    print("\n\(unknown) given labels are unknown to the model and count as missed")
                }
            }
        }
    }

    /// The report, and how many different given labels the model does not know.
    private func evaluate() throws -> (ClassificationReport, unknown: Int) {
        if let model {
            let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
            let (articles, _) = try CorpusInput.readAll(
                corpus, options: corpusOptions,
                reading: try corpusOptions.reading(remembered: settings, wanted: .labeledContent),
                threads: computing.threads)
            guard articles.contains(where: { !$0.industries.isEmpty }) else {
                throw ModelError.noLabels(articles: articles.count)
            }
            let report = classifier.evaluate(articles, threads: computing.threads)
            return (report, Set(report.labels.map(\.label)).subtracting(classifier.labels).count)
        }
        let (articles, _) = try CorpusInput.readAll(
            corpus, options: corpusOptions,
            reading: try corpusOptions.reading(isSingleLabel: training.singleLabel, wanted: .labeledContent),
            threads: computing.threads)
        let report = try ArticleClassifier.crossValidate(
            articles, folds: folds ?? 2, options: training.options(computing))
        return (report, 0)
    }

    private func percent(_ value: Double, digits: Int = 1) -> String { fixed(value * 100, digits: digits) + "%" }

    private func text(_ reliability: Reliability) -> String {
        var table = Table([
            .init("probability"), .init("mean", isNumber: true), .init("right", isNumber: true),
            .init("count", isNumber: true),
        ])
        for bin in reliability.bins where bin.count > 0 {
            table.append([
                "\(percent(bin.lower, digits: 0)) to \(percent(bin.upper, digits: 0))",
                percent(bin.probability, digits: 1),
                percent(bin.share, digits: 1), "\(bin.count)",
            ])
        }
        return "probabilities: ECE \(fixed(reliability.expectedCalibrationError, digits: 4)), "
            + "Brier \(fixed(reliability.brierScore, digits: 4))\n" + table.plain()
    }

    private func text(_ report: ClassificationReport) -> String {
        var table = Table([
            .init("label"), .init("precision", isNumber: true), .init("recall", isNumber: true),
            .init("F1", isNumber: true), .init("given", isNumber: true), .init("predicted", isNumber: true),
        ])
        for label in report.labels {
            table.append([
                label.label, percent(label.precision), percent(label.recall), percent(label.f1), "\(label.support)",
                "\(label.predicted)",
            ])
        }
        var output = """
            \(report.documents) articles; all labels right in \(percent(report.accuracy))
            micro: precision \(percent(report.microPrecision)), recall \(percent(report.microRecall)), F1 \(percent(report.microF1))
            macro: precision \(percent(report.macroPrecision)), recall \(percent(report.macroRecall)), F1 \(percent(report.macroF1))


            """ + table.plain()
        if let reliability = report.reliability { output += "\n" + text(reliability) }
        if !report.confusions.isEmpty {
            var confusions = Table([.init("given"), .init("predicted"), .init("articles", isNumber: true)])
            for pair in report.confusions.prefix(10) {
                confusions.append([pair.given, pair.predicted, "\(pair.documents)"])
            }
            output += "\nmost frequent confusions\n" + confusions.plain()
        }
        return output
    }
}
