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
    @OptionGroup(title: "Result") var result: ResultArguments
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
        return try EvaluateJob(
            reading.source(corpus), subject, output: result.file(json: json), threads: computing.cores)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let evaluation = try console.run(job().run)
        console.tell(evaluation.reading)
        try console.give(evaluation, to: result.output, as: result.form(json: json))
    }
}
