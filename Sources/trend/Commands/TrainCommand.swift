import ArgumentParser
import Corpus
import Jobs
import Models

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Trains a tagging model on labeled articles.",
        discussion: """
            The model learns industries, and technologies, keywords and events as far as the articles have them.

            Examples:
              trend train datasets/*.txt --model industries.trend
              trend train titles.jsonl --text text --label label --single-label --model titles.trend
              trend train labeled.xlsx --background 2024/*.jsonl --model industries.trend   (few labels, many articles)
              trend train dump.jsonl.gz --memory 1G --model dump.trend   (a corpus larger than memory)
              trend train datasets/*.txt new.txt --corrections corrections.jsonl --model industries.trend
              trend train new.txt --corrections corrections.jsonl --update industries.trend --model newer.trend
            """)

    @Argument(help: "Labeled articles.") var corpus: [String]
    @Option(help: ArgumentHelp("Where to write the model.", valueName: "file")) var model: String
    @Option(
        help: ArgumentHelp(
            "Train by streaming within this much memory, whatever the size of the corpus. Features are hashed, and "
                + "industries alone are learned. Of --background a sample is used that fits.", valueName: "size"))
    var memory: MemorySize?
    @Option(
        help: ArgumentHelp(
            "Corrections from trend review; their articles are looked up in the corpus.", valueName: "file"))
    var corrections: String?
    @Option(
        help:
            "Weight of a corrected article, of --corrections or an archive, relative to other articles (default: \(ArticleClassifier.correctionWeight))."
    )
    var correctionWeight: Float?
    @Option(
        help: ArgumentHelp(
            "Start from this model and change it no more than the new articles require. Takes seconds and needs only "
                + "new articles.", valueName: "model"))
    var update: String?
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Articles without labels, the more the better: the model learns from them how the language is used, as far "
                + "as held-out articles are judged better for it. Those of an archive serve so anyway.",
            valueName: "file"))
    var background: [String] = []
    @OptionGroup(title: "Training") var training: TrainingArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private var weight: Float { correctionWeight ?? ArticleClassifier.correctionWeight }

    private func job() throws -> TrainJob {
        if memory != nil {
            guard update == nil else {
                throw ValidationError("--memory and --update exclude each other: train first, then update the model.")
            }
            try training.refuse(
                "--memory makes a fixed number of passes over hashed features", of: ["--tolerance", "--min-df"])
        }
        let correctionWeight = weight
        let way: TrainJob.Way
        if let update {
            way = .update(try training.updateOptions(computing, correctionWeight: correctionWeight), of: update)
        } else {
            let options = try training.options(computing, correctionWeight: correctionWeight)
            way = memory.map { .streaming(options, memory: $0.bytes) } ?? .whole(options)
        }
        return try TrainJob(
            reading.source(corpus), way: way, model: model, correctionsPath: corrections, background: background)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let result = try console.run(job().run)
        console.tell(result.reading)
        if let background = result.backgroundReading { console.tell(background) }
        console.tell(result.corrections)
        if correctionWeight != nil, result.corrected == 0 {
            console.warn("--correction-weight changed nothing: no article of these was corrected")
        }
        try console.printing {
            let lines = result.lines(aliasesPath: reading.aliases, correctionWeight: weight)
            console.say(lines.joined(separator: "\n"))
        }
    }
}
