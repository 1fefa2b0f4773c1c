import Numerics

extension LabeledSet {
    /// What held-out articles teach beside the weights.
    struct HeldOut {
        var calibration: Calibration?
        var confidence: ConfidenceMap?
        var sample: HeldOutSample?
    }

    /// Learns from held-out articles how right the model's probabilities are, and keeps a sample of them.
    ///
    /// - Complexity: five fits on four fifths of the articles. With a single label they are less exact than the model's
    ///   own, and fewer where there are more articles than a sample needs.
    func heldOut(_ regression: LogisticRegression, isSingleLabel: Bool) throws -> HeldOut {
        var regression = regression
        var folds = ArticleClassifier.folds
        if isSingleLabel {
            regression.tolerance = max(regression.tolerance, RegularizationSearch.defaultTolerance)
            folds = min(folds, (HeldOutSample.size * folds + labelSets.count - 1) / labelSets.count)
        }
        guard let (articles, scores) = try heldOutScores(regression, folds: folds) else { return HeldOut() }
        let labelSets = articles.map { self.labelSets[$0] }
        let labels = choice.labels.count
        var heldOut = HeldOut()
        func judge(_ articles: Range<Int>) -> [Double] {
            let own = Array(scores[articles.lowerBound * labels..<articles.upperBound * labels])
            if let calibration = heldOut.calibration { return calibration.probabilities(own) }
            var probabilities = kind.probabilities(ofScores: own, classes: labels, isSingleLabel: isSingleLabel)
            if let confidence = heldOut.confidence { confidence.correct(&probabilities, labels: labels) }
            return probabilities
        }
        if isSingleLabel {
            var (best, isRight) = ([Double](), [Bool]())
            for piece in Parallel.chunks(of: labelSets.count, size: 1024) {
                let probabilities = judge(piece)
                for (place, article) in piece.enumerated() {
                    let row = probabilities[place * labels..<(place + 1) * labels]
                    let label = row.indices.max { row[$0] < row[$1] }!
                    best.append(row[label])
                    isRight.append(labelSets[article].contains(label - row.startIndex))
                }
            }
            heldOut.confidence = ConfidenceMap(best: best, isRight: isRight)
        } else {
            heldOut.calibration = self.calibration(scores)
        }
        heldOut.sample = HeldOutSample(
            labelSets: labelSets, labels: labels, isSingleLabel: isSingleLabel, seed: seed, probabilities: judge)
        return heldOut
    }
}
