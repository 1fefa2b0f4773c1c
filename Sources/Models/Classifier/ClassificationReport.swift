import TrendNumerics
/// Compares predicted labels with given ones.
public struct ClassificationReport: Equatable, Sendable, Codable {
    /// The figures of one label. Precision, recall and F1 are 0 if their denominator is 0.
    public struct Label: Equatable, Sendable, Codable {
        public var label: String
        public var precision: Double
        public var recall: Double
        public var f1: Double
        /// The number of documents that have the label.
        public var support: Int
        /// The number of documents for which the model predicted the label.
        public var predicted: Int
    }

    /// An off-diagonal cell of the confusion matrix.
    public struct Confusion: Equatable, Sendable, Codable {
        public var given: String
        public var predicted: String
        public var documents: Int
    }

    public var documents: Int
    /// The share of documents whose labels are all predicted exactly; in single-label classification, the accuracy.
    public var accuracy: Double
    /// The same figure under its usual name in multi-label classification.
    public var subsetAccuracy: Double
    public var microPrecision: Double
    public var microRecall: Double
    public var microF1: Double
    /// The mean over the labels that are given or predicted anywhere.
    public var macroPrecision: Double
    public var macroRecall: Double
    public var macroF1: Double
    /// The figures of each label, in the order of the labels.
    public var labels: [Label]
    /// The pairs of a given and a different predicted label, the most frequent first. Only documents with one given and
    /// one predicted label count.
    public var confusions: [Confusion]
    /// The reliability of the probabilities; `nil` if only labels were compared.
    public var reliability: Reliability?

    /// Creates a report.
    ///
    /// - Parameters:
    ///   - given: the labels of each document.
    ///   - predicted: the predicted labels of each document, in the same order.
    public init(given: [[String]], predicted: [[String]]) {
        precondition(given.count == predicted.count)
        var support: [String: Int] = [:]
        var positives: [String: Int] = [:]
        var hits: [String: Int] = [:]
        var pairs: [[String]: Int] = [:]
        var exact = 0
        for (truth, guess) in zip(given, predicted) {
            let truth = Set(truth)
            let guess = Set(guess)
            if truth == guess { exact += 1 }
            for label in truth { support[label, default: 0] += 1 }
            for label in guess { positives[label, default: 0] += 1 }
            for label in truth.intersection(guess) { hits[label, default: 0] += 1 }
            if truth.count == 1, guess.count == 1, truth != guess {
                pairs[[truth.first!, guess.first!], default: 0] += 1
            }
        }
        let names = Set(support.keys).union(positives.keys).sorted()
        let labels = names.map { name in
            let (hit, given, guessed) = (hits[name] ?? 0, support[name] ?? 0, positives[name] ?? 0)
            return Label(
                label: name, precision: share(hit, guessed), recall: share(hit, given),
                f1: share(2 * hit, given + guessed), support: given, predicted: guessed)
        }
        confusions = pairs.map { Confusion(given: $0.key[0], predicted: $0.key[1], documents: $0.value) }
            .sorted { ($1.documents, $0.given, $0.predicted) < ($0.documents, $1.given, $1.predicted) }
        documents = given.count
        accuracy = share(exact, given.count)
        subsetAccuracy = accuracy
        let hit = hits.values.reduce(0, +)
        let truths = support.values.reduce(0, +)
        let guesses = positives.values.reduce(0, +)
        microPrecision = share(hit, guesses)
        microRecall = share(hit, truths)
        microF1 = share(2 * hit, truths + guesses)
        func mean(_ value: (Label) -> Double) -> Double {
            labels.isEmpty ? 0 : labels.reduce(0) { $0 + value($1) } / Double(labels.count)
        }
        self.labels = labels
        macroPrecision = mean(\.precision)
        macroRecall = mean(\.recall)
        macroF1 = mean(\.f1)
    }
}

private func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
