import ArgumentParser
import Corpus
import Features
import Foundation
import Models
import Reports

/// Options of training, for `train` and for `evaluate --folds`.
struct TrainingOptions: ParsableArguments {
    @Flag(help: "One label an article, taken whole; otherwise labels are split at commas and several are given.")
    var singleLabel = false
    @Flag(help: "With --single-label: learn all labels in one softmax, as scikit-learn does, in place of one against the rest.")
    var multinomial = false
    @Option(help: "Lengths of the character n-grams that are features: shortest-longest.", transform: parseNGrams)
    var ngrams: ClosedRange<Int> = 1...2
    @Option(name: .customLong("min-df"), help: "Leave out n-grams in fewer articles.")
    var minimumDocumentFrequency = 1
    @Option(
        name: .customLong("C"),
        help: ArgumentHelp(
            "Weight of the errors against the regulariser; with several values (1,10,100) or 'auto', the one "
                + "that does best in five folds.", valueName: "value"))
    var C = RegularisationChoice(values: [60])
    @Option(help: "uniform or balanced (default: uniform with one label an article, else balanced).")
    var classWeight: LogisticRegression.ClassWeight?
    @Option(help: "Leave out labels of fewer articles (default: one article in 200, at least 1, at most 30).")
    var minLabelCount: Int?
    @Option(
        help: "Give a label only where about this share of its articles is right (0.9), in place of the best F1; an article may get none.")
    var precision: Double?
    @Option(help: "Train until no more than this share of the objective is left to gain (default: 1e-5).")
    var tolerance: Double?

    func validate() throws {
        guard singleLabel || !multinomial else { throw ValidationError("--multinomial wants --single-label.") }
        if let precision {
            guard precision > 0, precision < 1 else {
                throw ValidationError("--precision is \(precision); it must lie between 0 and 1.")
            }
            guard !singleLabel else { throw ValidationError("--precision has no meaning with --single-label.") }
        }
    }

    func options(_ computing: ComputingOptions) throws -> ArticleClassifier.Options {
        ArticleClassifier.Options(
            tfidf: try TFIDFOptions(
                ngrams: ngrams.lowerBound, to: ngrams.upperBound,
                minimumDocumentFrequency: .count(minimumDocumentFrequency)),
            regression: LogisticRegression(
                C: C.values[0], tolerance: tolerance ?? 1e-5, classWeight: classWeight ?? (singleLabel ? .uniform : .balanced),
                seed: computing.seed, threads: computing.threads),
            isSingleLabel: singleLabel, minimumLabelCount: minLabelCount,
            singleLabelKind: multinomial ? .multinomial : .oneVsRest, candidates: C.values.count > 1 ? C.values : [],
            goal: precision.map { .precision($0) } ?? .f1)
    }
}

/// `30`, `1,10,100` or `auto`.
struct RegularisationChoice: ExpressibleByArgument {
    let values: [Float]

    init(values: [Float]) { self.values = values }

    init?(argument: String) {
        if argument == "auto" {
            values = RegularisationSearch.defaultValues
            return
        }
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
        guard !parts.isEmpty, parts.allSatisfy({ $0.map { $0.isFinite && $0 > 0 } ?? false }) else { return nil }
        values = parts.map { $0! }
    }

    var defaultValueDescription: String { values.map(short).joined(separator: ",") }
}

/// 0.3, 300.
private func short(_ C: Float) -> String { String(format: "%g", Double(C)) }

@Sendable func parseNGrams(_ text: String) throws -> ClosedRange<Int> {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard let first = parts.first, let last = parts.last, parts.count <= 2, first >= 1, first <= last,
        last <= TFIDFOptions.longestNGram
    else { throw ValidationError("--ngrams is '\(text)'; write 1-2 or 2, at most \(TFIDFOptions.longestNGram).") }
    return first...last
}

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Learns industries from labelled articles.",
        discussion: """
            Examples:
              trend train datasets/*.txt --model industries.trend
              trend train titles.jsonl --text text --label label --single-label --model titles.trend
              trend train dump.jsonl.gz --memory 1G --model dump.trend   (a corpus larger than memory)
            """)

    @Argument(help: "Labelled articles.") var corpus: [String]
    @Option(help: ArgumentHelp("Where the model goes.", valueName: "file")) var model: String
    @Option(
        help: ArgumentHelp(
            "Train by streaming within this much memory, whatever the size of the corpus; features are hashed.",
            valueName: "size"))
    var memory: MemorySize?
    @OptionGroup(title: "Training") var training: TrainingOptions
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        guard memory != nil else { return }
        if training.tolerance != nil {
            throw ValidationError("--tolerance has no meaning with --memory, which makes a fixed number of passes.")
        }
        if training.C.values.count > 1 {
            throw ValidationError("--memory reads the corpus once, so it cannot choose C: give one value.")
        }
    }

    func run() throws {
        try reportingFailures {
            let reading = try corpusOptions.reading(isSingleLabel: training.singleLabel, wanted: .labelledContent)
            let classifier = try memory.map { try stream(reading, within: $0.bytes) } ?? learn(reading)
            try classifier.write(
                to: model,
                reading: ReadingSettings(
                    fields: corpusOptions.fields, isSingleLabel: training.singleLabel,
                    aliases: reading.aliases.isEmpty ? nil : reading.aliases))
            if !corpusOptions.quiet { print(summary(classifier, aliases: reading.aliases), terminator: "") }
        }
    }

    private func learn(_ reading: ReadingOptions) throws -> ArticleClassifier {
        let (articles, _) = try CorpusInput.readAll(
            corpus, options: corpusOptions, reading: reading, threads: computing.threads)
        return try ArticleClassifier.train(articles, options: training.options(computing))
    }

    private func stream(_ reading: ReadingOptions, within memory: Int) throws -> ArticleClassifier {
        var input = try CorpusInput(corpus, options: corpusOptions, reading: reading)
        // The system's temporary folder may lie in memory; where the model goes there is a disk.
        let trainer = try StreamingTrainer(options: training.options(computing), memory: memory, beside: model)
        try input.forEachBatch(threads: computing.threads) { [counter = trainer.counter] in
            counter.rows(of: $0)
        } use: {
            try trainer.add($0)
        }
        try input.finish()
        var progress = Progress("articles learned from, all passes:", quiet: corpusOptions.quiet)
        defer { progress.clear() }
        return try trainer.train { progress.show($0) }
    }

    private func summary(_ classifier: ArticleClassifier, aliases: LabelAliases) -> String {
        let training = classifier.training
        let isStreamed = training.optimality == nil
        var lines = [
            "learned \(classifier.labels.count) labels from \(training.documents) articles, "
                + "\(classifier.vectorizer.columns.count) \(isStreamed ? "hashed columns" : "features")"
        ]
        if training.unlabelled > 0 { lines.append("passed over \(training.unlabelled) articles without a label") }
        if !aliases.isEmpty {
            lines.append("other names: \(aliases.count), of \(aliases.canonical.count) labels, by \(corpusOptions.aliases!)")
        }
        if !training.rareLabels.isEmpty {
            let names = training.rareLabels.prefix(10).map { "\($0.label) (\($0.documents))" }
            lines.append(
                "left out \(training.rareLabels.count) labels of fewer than \(training.minimumLabelCount) articles: "
                    + names.joined(separator: ", ") + (training.rareLabels.count > 10 ? ", …" : "")
                    + "; trend labels finds names that may belong together")
        }
        if let scores = training.heldOutScores, let best = HeldOutScore.best(of: scores) {
            var table = Table([.init("C", isNumber: true), .init(classifier.isSingleLabel ? "accuracy" : "micro-F1", isNumber: true)])
            for score in scores { table.append([short(score.C), fixed(score.score * 100, digits: 2) + "%"]) }
            lines.append("five folds chose C = \(short(best.C)):\n" + table.plain().dropLast())
        }
        if let optimality = training.optimality {
            let gap = String(format: "%.1e", optimality.relativeGap)
            lines.append(
                optimality.converged
                    ? "objective \(fixed(optimality.objective, digits: 2)), relative gap \(gap) after \(optimality.epochs) passes"
                    : "warning: the relative gap is still \(gap) after \(optimality.epochs) passes; "
                        + "a lower --C or a higher --tolerance helps")
        } else {
            lines.append("\(StreamingTrainer.passes) passes by streaming")
        }
        lines.append("model: \(model)")
        return lines.joined(separator: "\n") + "\n"
    }
}
