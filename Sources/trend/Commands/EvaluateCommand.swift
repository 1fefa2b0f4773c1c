import Text
import Numerics
import ArgumentParser
import Jobs
import Models
import Reports

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measures how well a model's labels agree with given ones.",
        discussion: """
            Examples:
              trend evaluate held-out.txt --model industries.trend
              trend evaluate datasets/*.txt --folds 5        (cross-validation, without a model)
            """)

    @Argument(help: "Labeled articles.") var corpus: [String]
    @Option(help: ArgumentHelp("The model to evaluate.", valueName: "file")) var model: String?
    @Option(help: "Cross-validate training itself in this many folds.") var folds: Int?
    @Flag(help: "Print one JSON object.") var json = false
    @OptionGroup(title: "Training, with --folds") var training: TrainingArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func job() throws -> EvaluateJob {
        let subject: EvaluateJob.Subject
        switch (model, folds) {
        case (let model?, nil): subject = .model(model)
        case (nil, let folds?): subject = .crossValidation(try training.options(computing), folds: folds)
        default: throw ValidationError("Give either --model or --folds.")
        }
        return try EvaluateJob(reading.source(corpus), subject, threads: computing.threads)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let result = try console.run(job().run)
        console.tell(result.reading)
        try console.printing {
            if json { return try console.json(result.report) }
            print(text(result.report), terminator: "")
            if result.unknownLabels > 0 {
                print("\n\(result.unknownLabels) given labels are unknown to the model and count as missed")
            }
        }
    }

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
