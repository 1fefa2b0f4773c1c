import ArgumentParser
import Jobs

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
            print(EvaluationText.text(result.report), terminator: "")
            if result.unknownLabels > 0 {
                print("\n\(result.unknownLabels) given labels are unknown to the model and count as missed")
            }
        }
    }
}
