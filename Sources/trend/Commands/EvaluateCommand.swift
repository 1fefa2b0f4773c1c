import ArgumentParser
import Jobs

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measures how well a model's labels agree with given ones.",
        discussion: """
            Examples:
              trend evaluate held-out.txt --model industries.trend
              trend evaluate datasets/*.txt --folds 5        (cross-validation, without a model)
              trend evaluate labeled.xlsx --folds 5 --background 2024/*.jsonl
            """)

    @Argument(help: "Labeled articles.") var corpus: [String]
    @Option(help: ArgumentHelp("The model to evaluate.", valueName: "file")) var model: String?
    @Option(help: "Cross-validate training itself in this many folds.") var folds: Int?
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "With --folds, articles without labels that each fold's model learns from, as those of trend train. Those "
                + "of an archive serve so anyway.", valueName: "file"))
    var background: [String] = []
    @Flag(help: "Print one JSON object.") var json = false
    @OptionGroup(title: "Result") var result: ResultArguments
    @OptionGroup(title: "Training, with --folds") var training: TrainingArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func job() throws -> EvaluateJob {
        let subject: EvaluateJob.Subject
        switch (model, folds) {
        case (let model?, nil):
            guard background.isEmpty else {
                throw ValidationError("--background goes with --folds: a model has learned from it already.")
            }
            try training.refuse("--model is evaluated as it was trained; options of training go with --folds")
            subject = .model(model)
        case (nil, let folds?):
            subject = .crossValidation(try training.options(computing), folds: folds, background: background)
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
        if let background = evaluation.backgroundReading { console.tell(background) }
        let form = try result.form(json: json)
        if form != .text { for note in evaluation.notes { console.warn(note) } }
        try console.give(evaluation, to: result.output, as: form)
    }
}
