/// Ways to learn from texts without labels, judged one after another on the same held-out articles.
struct BackgroundTrials {
    private(set) var use: BackgroundUse
    private var best: HeldOutJudgement

    /// - Parameters:
    ///   - use: is completed by the trials.
    ///   - judgement: of n-grams alone, the first trial.
    init(_ use: BackgroundUse, ngramsAlone judgement: HeldOutJudgement) {
        (self.use, best) = (use, judgement)
        self.use.trials = [.init(score: judgement.score)]
        self.use.chosen = 0
    }

    /// Adds a trial, and says whether it is the one to take so far.
    ///
    /// A hundred articles tell ways apart by chance; elsewhere the later ones are better. So of those that held-out
    /// articles do not tell from the best the last is taken, if it is better than n-grams alone.
    mutating func isChosen(_ trial: BackgroundUse.Trial, _ judgement: HeldOutJudgement) -> Bool {
        use.trials.append(trial)
        guard judgement.score > use.trials[0].score, judgement.isAsGood(as: best) else { return false }
        use.chosen = use.trials.count - 1
        if judgement.score >= best.score { best = judgement }
        return true
    }

    /// Lengths of vectors that are tried in logistic regression, beside n-grams of length 1.
    static let lengths: [Float] = [1, 2, 3]

    /// The number of labeled articles up to which vectors are tried: their rows take memory, and with so many labels
    /// there is little left to learn from texts without them.
    static let mostArticles = 1 << 17

    /// The number of folds, of `ArticleClassifier.folds`, whose articles judge.
    static func folds(articles: Int) -> Int {
        min(ArticleClassifier.folds, max(1, articlesToJudge * ArticleClassifier.folds / max(1, articles)))
    }

    /// Held-out articles that tell which way is better.
    private static let articlesToJudge = 4000
}
