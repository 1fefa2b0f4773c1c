import TrendNumerics

/// How well held-out articles were judged in one of several ways to learn.
struct HeldOutJudgement {
    /// Accuracy with one label per article, else micro-F1 at the best cut.
    let score: Double
    /// With one label per article, which ones were judged right; empty with several.
    let isRight: [Bool]

    init(_ scores: [Float], _ labelSets: [[Int]], labels: Int, isSingleLabel: Bool) {
        score = HeldOutScore.score(scores, labelSets, classes: labels, isSingleLabel: isSingleLabel)
        isRight =
            !isSingleLabel
            ? []
            : labelSets.indices.map { article in
                let own = scores[article * labels..<(article + 1) * labels]
                return own[own.startIndex + labelSets[article][0]] == own.max()
            }
    }

    /// Whether it is worse than another one, of the same articles, by no more than chance explains: where the two differ,
    /// as many articles speak for either one, up to a standard error (McNemar, "Note on the sampling error of the
    /// difference between correlated proportions or percentages", Psychometrika 12, 1947).
    func isAsGood(as other: HeldOutJudgement) -> Bool {
        let lost = zip(isRight, other.isRight).count { !$0 && $1 }
        let won = zip(isRight, other.isRight).count { $0 && !$1 }
        return score >= other.score || lost > won && Double(lost - won) <= Double(lost + won).squareRoot()
    }
}
