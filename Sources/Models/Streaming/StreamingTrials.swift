import TrendNumerics

/// Ways to learn, judged by rows that are held out.
extension StreamingPasses {
    /// Rows that are held out, by their draws, and what the others teach before they are learned.
    struct Fold {
        let held: Range<Int>
        let lesson: StreamingLesson
    }

    /// The folds that judge: five of a few thousand rows, fewer of more.
    ///
    /// - Parameter most: about the maximum number of rows of a fold.
    /// - Complexity: one pass per fold.
    func folds(most: Double) throws -> [Fold] {
        let size = Int(min(1 / Double(ArticleClassifier.folds), most / Double(store.rows)) * 0x1p16)
        return try (0..<BackgroundTrials.folds(articles: store.rows)).map { number in
            let held = number * size..<(number + 1) * size
            return Fold(held: held, lesson: try lesson(except: held))
        }
    }

    /// What models of all rows but those of a fold say of these, fold by fold.
    ///
    /// - Complexity: as many passes per fold as a training, and one over the fold.
    func judge(_ folds: [Fold]) throws -> StreamingScores {
        var judged = StreamingScores()
        for fold in folds {
            let solver = solver(fold.lesson)
            try learn(StreamingPasses.all, except: fold.held, fold.lesson, into: solver)
            judged += try judge(fold.held, fold.lesson, by: solver.model())
        }
        return judged
    }

    /// Takes the value of C whose models judge held-out rows best.
    ///
    /// - Returns: the score of each value, from the smallest one, and what the models of the best one said.
    /// - Complexity: `judge` per value.
    mutating func chooseC(
        among values: [Float], _ folds: [Fold]
    ) throws -> (scores: [HeldOutScore], judged: StreamingScores) {
        var (scores, best) = ([HeldOutScore](), StreamingScores())
        for C in values.sorted() {
            var passes = self
            passes.options.regression.C = C
            let judged = try passes.judge(folds)
            let score = HeldOutScore.score(
                judged.scores, judged.labelSets, classes: labels, isSingleLabel: options.isSingleLabel)
            scores.append(HeldOutScore(C: C, score: score))
            guard HeldOutScore.best(of: scores)?.C == C else { continue }
            (options.regression.C, best) = (C, judged)
        }
        return (scores, best)
    }
}
