import Numerics
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
    @Flag(
        help:
            "With --single-label: learn all labels in one softmax, as scikit-learn does, in place of one against the rest."
    )
    var multinomial = false
    @Option(help: "Lengths of the character n-grams that are features: shortest-longest.", transform: parseNGrams)
    var ngrams: ClosedRange<Int> = 1...2
    @Option(name: .customLong("min-df"), help: "Leave out n-grams in fewer articles.")
    var minimumDocumentFrequency = 1
    @Option(
        name: .customLong("C"),
        help: ArgumentHelp(
            "Weight of the errors against the regularizer; with several values (1,10,100) or 'auto', the one "
                + "that does best in five folds (default: 60; with --update 10).", valueName: "value"))
    var C: RegularizationChoice?
    @Option(help: "uniform or balanced (default: uniform with one label an article, else balanced).")
    var classWeight: LogisticRegression.ClassWeight?
    @Option(help: "Leave out labels of fewer articles (default: one article in 200, at least 1, at most 30).")
    var minLabelCount: Int?
    @Option(
        help:
            "Give a label only where about this share of its articles is right (0.9), in place of the best F1; an article may get none."
    )
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
        let values = C?.values ?? [60]
        return ArticleClassifier.Options(
            tfidf: try TFIDFOptions(
                ngrams: ngrams.lowerBound, to: ngrams.upperBound,
                minimumDocumentFrequency: .count(minimumDocumentFrequency)),
            regression: LogisticRegression(
                C: values[0], tolerance: tolerance ?? 1e-5,
                classWeight: classWeight ?? (singleLabel ? .uniform : .balanced),
                seed: computing.seed, threads: computing.threads),
            isSingleLabel: singleLabel, minimumLabelCount: minLabelCount,
            singleLabelKind: multinomial ? .multinomial : .oneVsRest, candidates: values.count > 1 ? values : [],
            goal: precision.map { .precision($0) } ?? .f1)
    }

    /// How a kept model learns more. Its own features, labels and form stay.
    func updateOptions(_ computing: ComputingOptions) -> ArticleClassifier.UpdateOptions {
        ArticleClassifier.UpdateOptions(
            regression: LogisticRegression(
                C: C?.values[0] ?? 10, tolerance: tolerance ?? 1e-5, classWeight: classWeight ?? .uniform,
                seed: computing.seed, threads: computing.threads),
            minimumLabelCount: minLabelCount)
    }

    var changesFeaturesOrForm: Bool { singleLabel || multinomial || ngrams != 1...2 || minimumDocumentFrequency != 1 }
}

/// `30`, `1,10,100` or `auto`.
struct RegularizationChoice: ExpressibleByArgument {
    let values: [Float]

    init(values: [Float]) { self.values = values }

    init?(argument: String) {
        if argument == "auto" {
            values = RegularizationSearch.defaultValues
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
        commandName: "train", abstract: "Learns industries, and what else labeled articles have, from them.",
        discussion: """
            Examples:
              trend train datasets/*.txt --model industries.trend
              trend train titles.jsonl --text text --label label --single-label --model titles.trend
              trend train dump.jsonl.gz --memory 1G --model dump.trend   (a corpus larger than memory)
              trend train datasets/*.txt new.txt --corrections corrections.jsonl --model industries.trend
              trend train new.txt --corrections corrections.jsonl --update industries.trend --model newer.trend
            """)

    @Argument(help: "Labeled articles.") var corpus: [String]
    @Option(help: ArgumentHelp("Where the model goes.", valueName: "file")) var model: String
    @Option(
        help: ArgumentHelp(
            "Train by streaming within this much memory, whatever the size of the corpus; features are hashed.",
            valueName: "size"))
    var memory: MemorySize?
    @Option(
        help: ArgumentHelp(
            "What was corrected in trend review; the articles are looked for in the corpus.", valueName: "file"))
    var corrections: String?
    @Option(help: "How many times another article a corrected one counts.")
    var correctionWeight = ArticleClassifier.correctionWeight
    @Option(
        help: ArgumentHelp(
            "Start from this model and change it no more than the corpus asks for: takes seconds, and wants only new "
                + "articles.", valueName: "model"))
    var update: String?
    @OptionGroup(title: "Training") var training: TrainingOptions
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        guard correctionWeight > 0, correctionWeight.isFinite else {
            throw ValidationError("--correction-weight is \(correctionWeight); it must be above 0.")
        }
        if update != nil {
            if training.changesFeaturesOrForm {
                throw ValidationError(
                    "--update keeps the model's features and labels: --single-label, --multinomial, --ngrams and --min-df "
                        + "have no meaning.")
            }
            if training.C?.values.count ?? 1 > 1 { throw ValidationError("--update takes one value of --C.") }
        }
        guard memory != nil else { return }
        if corrections != nil || update != nil {
            throw ValidationError(
                "--memory takes neither --corrections nor --update: train first, then update the model.")
        }
        if training.tolerance != nil {
            throw ValidationError("--tolerance has no meaning with --memory, which makes a fixed number of passes.")
        }
        if training.C?.values.count ?? 1 > 1 {
            throw ValidationError("--memory reads the corpus once, so it cannot choose C: give one value.")
        }
    }

    func run() throws {
        try reportingFailures {
            // A place that cannot be written to is better known before the work than after it.
            _ = try AtomicFile(path: model)
            if let update { return try learnMore(from: update) }
            let reading = try corpusOptions.reading(isSingleLabel: training.singleLabel, wanted: .labeledContent)
            let tagger = try memory.map { Tagger(classifier: try stream(reading, within: $0.bytes)) } ?? learn(reading)
            try tagger.write(
                to: model,
                reading: ReadingSettings(
                    fields: corpusOptions.fields, isSingleLabel: training.singleLabel,
                    aliases: reading.settings.aliases))
            if !corpusOptions.quiet {
                print(summary(tagger, aliases: reading.settings.aliases ?? LabelAliases()), terminator: "")
            }
        }
    }

    private func learn(_ reading: ReadingOptions) throws -> Tagger {
        var reading = reading
        reading.wanted.formUnion([.technologies, .keywords, .events])
        let (articles, isCorrected) = try correctedArticles(reading)
        var options = try training.options(computing)
        options.correctionWeight = correctionWeight
        return try Tagger.train(articles, corrected: isCorrected, options: options)
    }

    private func learnMore(from path: String) throws {
        let (kept, settings) = try trend.reading(model: path) { try Tagger.read(from: path) }
        let reading = try corpusOptions.reading(remembered: settings, wanted: .labeledContent)
        let (articles, isCorrected) = try correctedArticles(reading)
        var options = training.updateOptions(computing)
        options.correctionWeight = correctionWeight
        let classifier = try kept.classifier.updated(with: articles, corrected: isCorrected, options: options)
        // What the old model knows besides stays as it is.
        let tagger = Tagger(
            classifier: classifier, technologies: kept.technologies, keywords: kept.keywords, hasEvents: kept.hasEvents)
        try tagger.write(to: model, reading: settings)
        if !corpusOptions.quiet {
            print(
                summary(tagger, of: kept.classifier, aliases: reading.settings.aliases ?? LabelAliases()),
                terminator: "")
        }
    }

    /// The corpus with the industries that articles were corrected to, and which these are.
    private func correctedArticles(_ reading: ReadingOptions) throws -> ([Article], [Bool]) {
        guard let path = corrections else {
            return (
                try CorpusInput.readAll(corpus, options: corpusOptions, reading: reading, threads: computing.threads)
                    .articles, []
            )
        }
        var reading = reading
        reading.wanted.insert(.link)
        let corrections = try Corrections(path: path)
        complain(about: corrections, in: path)
        var (articles, _) = try CorpusInput.readAll(
            corpus, options: corpusOptions, reading: reading, threads: computing.threads, listing: corrections.rejects)
        let (isCorrected, unmatched) = corrections.apply(to: &articles)
        for index in articles.indices where isCorrected[index] {
            articles[index].industries = (reading.settings.aliases ?? LabelAliases())(articles[index].industries)
        }
        if let first = unmatched.first {
            complain(
                "\(unmatched.count) of \(corrections.count) corrections are of articles that are not in the corpus, "
                    + "such as \(first.title)")
        }
        return (articles, isCorrected)
    }

    private func stream(_ reading: ReadingOptions, within memory: Int) throws -> ArticleClassifier {
        var input = try CorpusInput(corpus.sorted(), options: corpusOptions, reading: reading)
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

    /// - Parameter kept: the model that an update began with.
    private func summary(_ tagger: Tagger, of kept: ArticleClassifier? = nil, aliases: LabelAliases) -> String {
        let classifier = tagger.classifier
        let training = classifier.training
        let isStreamed = training.optimality == nil
        let corrected = (training.corrected ?? 0) - (kept?.training.corrected ?? 0)
        let unlabeled = training.unlabeled - (kept?.training.unlabeled ?? 0)
        var lines: [String] = []
        if let kept {
            lines.append("learned from \(training.documents - kept.training.documents) more articles")
            let new = classifier.labels.filter { !kept.labels.contains($0) }
            if !new.isEmpty { lines.append("new labels: " + new.joined(separator: ", ")) }
        } else {
            lines.append(
                "learned \(classifier.labels.count) labels from \(training.documents) articles, "
                    + "\(classifier.vectorizer.columns.count) \(isStreamed ? "hashed columns" : "features")")
        }
        if corrected > 0 {
            lines.append("\(corrected) of them corrected, which count \(short(correctionWeight)) times")
        }
        if unlabeled > 0 { lines.append("passed over \(unlabeled) articles without a label") }
        if !aliases.isEmpty {
            lines.append(
                "other names: \(aliases.count), of \(aliases.canonical.count) labels"
                    + (corpusOptions.aliases.map { ", by \($0)" } ?? ", as the model knows them"))
        }
        if !training.rareLabels.isEmpty {
            let names = training.rareLabels.prefix(10).map { "\($0.label) (\($0.documents))" }
            lines.append(
                "left out \(training.rareLabels.count) labels of fewer than \(training.minimumLabelCount) articles: "
                    + names.joined(separator: ", ") + (training.rareLabels.count > 10 ? ", …" : "")
                    + "; trend labels finds names that may belong together")
        }
        if let scores = training.heldOutScores, let best = HeldOutScore.best(of: scores) {
            var table = Table([
                .init("C", isNumber: true), .init(classifier.isSingleLabel ? "accuracy" : "micro-F1", isNumber: true),
            ])
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
        if let technologies = tagger.technologies { lines.append("technologies: \(technologies.count) names") }
        if let keywords = tagger.keywords {
            lines.append("keywords: \(keywords.count) an article, learned from \(keywords.records) records")
        }
        lines.append("model: \(model)")
        return lines.joined(separator: "\n") + "\n"
    }
}
