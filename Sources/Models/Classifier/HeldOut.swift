import TrendNumerics

/// What the scores of articles that a model has not seen teach beside its weights: how to turn scores into probabilities,
/// and how often these are right.
struct HeldOut {
    /// Of a multi-label model.
    private(set) var calibration: Calibration?
    /// Of a single-label model; nil where its probabilities are right as they are.
    private(set) var confidence: ConfidenceMap?
    /// Articles with their probabilities; nil for more labels than a sample can hold.
    private(set) var sample: HeldOutSample?

    /// - Parameters:
    ///   - scores: articles × labels, row by row.
    ///   - labelSets: the labels of each article, at least one article.
    ///   - leftOut: the scores of articles of labels that a single-label model has not learned, each of which stands for
    ///     `timesLeftOut` articles.
    ///   - hasVectors: whether vectors of texts are among the model's features.
    ///   - isFitted: whether the scores are those of `LogOdds`.
    ///   - options: the settings with which the model is trained.
    /// - Complexity: articles × labels × log articles.
    init(
        scores: [Float], labelSets: [[Int]], leftOut: [Float] = [], timesLeftOut: Int = 1, labels: Int,
        hasVectors: Bool = false, isFitted: Bool = false, options: ArticleClassifier.Options
    ) {
        let kind = options.kind(classes: labels)
        func judge(_ articles: Range<Int>, of scores: [Float]) -> [Double] {
            let own = Array(scores[articles.lowerBound * labels..<articles.upperBound * labels])
            if let calibration { return calibration.probabilities(own) }
            var probabilities = kind.probabilities(
                ofScores: own, classes: labels, isSingleLabel: options.isSingleLabel)
            confidence?.correct(&probabilities, labels: labels)
            return probabilities
        }
        if options.isSingleLabel {
            var (best, isRight) = ([Double](), [Bool]())
            func add(_ scores: [Float], labelsOf: (_ article: Int) -> [Int]) {
                for piece in Parallel.chunks(of: scores.count / labels, size: 1024) {
                    let probabilities = judge(piece, of: scores)
                    for (place, article) in piece.enumerated() {
                        let row = probabilities[place * labels..<(place + 1) * labels]
                        let label = row.indices.max { row[$0] < row[$1] }!
                        best.append(row[label])
                        isRight.append(labelsOf(article).contains(label - row.startIndex))
                    }
                }
            }
            add(scores) { labelSets[$0] }
            // Whatever the model gives these is wrong, and new articles have such labels as well.
            let learned = best.count
            add(leftOut) { _ in [] }
            let mistakes = best[learned...]
            for _ in 1..<timesLeftOut {
                best += mistakes
                isRight += mistakes.map { _ in false }
            }
            confidence = ConfidenceMap(
                best: best, isRight: isRight, hasVectors: hasVectors, isFitted: isFitted && leftOut.isEmpty)
        } else {
            calibration = Calibration(scores: scores, labelSets: labelSets, labels: labels, goal: options.goal)
        }
        sample = HeldOutSample(
            labelSets: labelSets, labels: labels, isSingleLabel: options.isSingleLabel,
            seed: options.regression.compute.seed, probabilities: { judge($0, of: scores) })
    }
}
