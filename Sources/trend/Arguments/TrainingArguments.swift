import ArgumentParser
import Features
import Foundation
import Jobs
import Models
import TrendNumerics

/// How a model is trained, for `train`, `labels` and `evaluate --folds`.
struct TrainingArguments: ParsableArguments {
    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "One label per article, taken whole, or several, split at commas (default: one where more than 99 "
                + "in 100 articles have exactly one)."))
    var singleLabel: Bool?
    @Flag(
        help: "With --single-label: one softmax over all labels, as in scikit-learn, in place of one against the rest.")
    var multinomial = false
    @Option(help: "Shortest and longest character n-gram.", transform: parseNGrams)
    var ngrams: ClosedRange<Int> = 1...2
    @Option(name: .customLong("min-df"), help: "Minimum document frequency: n-grams in fewer articles are left out.")
    var minimumDocumentFrequency = 1
    @Option(
        name: .customLong("C"),
        help: ArgumentHelp(
            "Inverse regularization strength. Of several values (1,10,100) or 'auto', held-out articles choose one "
                + "(default: 60; with --update 10).", valueName: "value"))
    var C: RegularizationChoice?
    @Option(help: "uniform or balanced (default: uniform with --single-label, else balanced).")
    var classWeight: LogisticRegression.ClassWeight?
    @Option(help: "Minimum articles per label; rarer labels are left out (default: one article in 200, from 1 to 30).")
    var minLabelCount: Int?
    @Option(help: "Target precision per label (e.g. 0.9) in place of the best F1; some articles may get no label.")
    var precision: Double?
    @Option(help: "Stop when the relative optimality gap falls below this value (default: 1e-5).")
    var tolerance: Double?

    /// The options that were given, in their order; a usual value counts as none.
    private var given: [String] {
        let options = [
            ("--single-label", singleLabel != nil), ("--multinomial", multinomial), ("--ngrams", ngrams != 1...2),
            ("--min-df", minimumDocumentFrequency != 1), ("--C", C != nil), ("--class-weight", classWeight != nil),
            ("--min-label-count", minLabelCount != nil), ("--precision", precision != nil),
            ("--tolerance", tolerance != nil),
        ]
        return options.filter(\.1).map(\.0)
    }

    /// Refuses options that would do nothing.
    ///
    /// - Parameters:
    ///   - reason: why, which the names follow.
    ///   - names: of these; nil: any.
    /// - Throws: `ValidationError`.
    func refuse(_ reason: String, of names: Set<String>? = nil) throws {
        let idle = given.filter { names?.contains($0) ?? true }
        guard idle.isEmpty else {
            throw ValidationError("\(reason): leave out \(idle.joined(separator: ", ")).")
        }
    }

    /// - Throws: `InvalidOption`.
    func options(
        _ computing: ComputingArguments, correctionWeight: Float = ArticleClassifier.correctionWeight
    ) throws -> TrainingOptions {
        try TrainingOptions(
            isSingleLabel: singleLabel, multinomial: multinomial, ngrams: ngrams,
            minimumDocumentFrequency: minimumDocumentFrequency, C: C?.values ?? [TrainingOptions.defaultC],
            classWeight: classWeight, minimumLabelCount: minLabelCount, precision: precision,
            tolerance: tolerance ?? 1e-5, correctionWeight: correctionWeight, compute: computing.compute)
    }

    /// - Throws: `InvalidOption`, `ValidationError`.
    func updateOptions(_ computing: ComputingArguments, correctionWeight: Float) throws -> UpdateOptions {
        try refuse(
            "--update keeps the model's features, labels and thresholds",
            of: ["--single-label", "--multinomial", "--ngrams", "--min-df", "--precision"])
        guard C?.values.count ?? 1 == 1 else { throw ValidationError("--update takes one value of --C.") }
        return try UpdateOptions(
            C: C?.values[0] ?? UpdateOptions.defaultC, classWeight: classWeight ?? .uniform,
            minimumLabelCount: minLabelCount, tolerance: tolerance ?? 1e-5, correctionWeight: correctionWeight,
            compute: computing.compute)
    }
}

/// `30`, `1,10,100` or `auto`.
struct RegularizationChoice: ExpressibleByArgument {
    let values: [Float]

    init?(argument: String) {
        if argument == "auto" {
            values = RegularizationSearch.defaultValues
            return
        }
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
        guard !parts.isEmpty, parts.allSatisfy({ $0.map { $0.isFinite && $0 > 0 } ?? false }) else { return nil }
        values = parts.map { $0! }
    }
}

@Sendable func parseNGrams(_ text: String) throws -> ClosedRange<Int> {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard let first = parts.first, let last = parts.last, parts.count <= 2, first >= 1, first <= last,
        last <= TFIDFOptions.longestNGram
    else { throw ValidationError("--ngrams is '\(text)'; write 1-2 or 2, at most \(TFIDFOptions.longestNGram).") }
    return first...last
}

extension LogisticRegression.ClassWeight: ExpressibleByArgument {}
