import Features
import TrendNumerics

/// What streaming takes from texts without labels: vectors from as many texts as memory allows, beside the hashed
/// n-grams, as far as held-out articles are judged better for them.
struct StreamingBackground {
    /// The texts of the labeled articles, in the order of their rows.
    let labeled: TextStore
    let limits: VectorLimits
    let memory: Int

    /// The characters of texts without labels that are read beside the labeled ones, which get half at most.
    var unlabeledScalars: Int { limits.scalars - min(labeled.scalars, limits.scalars / 2) }

    /// Learns vectors from an even sample of the labeled articles and from texts without labels.
    ///
    /// - Parameter background: normalized texts without labels, at most of `unlabeledScalars`.
    /// - Returns: nil where the texts are too few.
    func vectors(_ background: [[UInt32]], _ use: inout BackgroundUse, _ compute: Compute) throws -> StreamedVectors? {
        let most = max(1, limits.scalars / 2)
        let step = max(1, (labeled.scalars + most - 1) / most)
        var (sample, place): ([[UInt32]], Int) = ([], 0)
        try labeled.forEachBlock { texts in
            for text in texts {
                if place.isMultiple(of: step), !text.isEmpty { sample.append(text) }
                place += 1
            }
        }
        let texts = sample + background
        guard
            let vectors = try SemanticVectors.learn(
                from: texts, limits: limits, seed: compute.seed, threads: compute.threads)
        else { return nil }
        use.ngrams = vectors.vectorizer.columns.count
        use.sample = .init(
            memory: memory, labeled: sample.count, characters: texts.reduce(0) { $0 + $1.count })
        return try StreamedVectors(labeled, by: vectors, threads: compute.threads)
    }

    /// Tries vectors of several lengths beside the n-grams, and n-grams alone.
    ///
    /// - Parameter heldOut: the number of articles up to which a fold is held out whole.
    /// - Returns: the length to take; nil for n-grams alone.
    /// - Complexity: for each length as many passes as a training, five times of a few thousand articles.
    static func choose(
        _ vectors: StreamedVectors, _ passes: StreamingPasses, heldOut: Double, _ use: inout BackgroundUse
    ) throws -> Float? {
        let rows = passes.store.rows
        let fold = Int(min(1 / Double(ArticleClassifier.folds), heldOut / Double(rows)) * 0x1p16)
        let lengths = [nil] + BackgroundTrials.lengths.map(Optional.some)
        var judged = lengths.map { _ in StreamingScores() }
        for number in 0..<BackgroundTrials.folds(articles: rows) {
            let held = number * fold..<(number + 1) * fold
            let lesson = try passes.lesson(except: held)
            for (place, length) in lengths.enumerated() {
                var passes = passes
                passes.dense = length.map { (vectors, $0) }
                let solver = passes.solver(lesson)
                try passes.learn(StreamingPasses.all, except: held, lesson, into: solver)
                judged[place] += try passes.judge(held, lesson, by: solver.model())
            }
        }
        guard !judged[0].labelSets.isEmpty else {
            use.obstacle = .fewLabeled
            return nil
        }
        let judgements = judged.map {
            HeldOutJudgement(
                $0.scores, $0.labelSets, labels: passes.labels, isSingleLabel: passes.options.isSingleLabel)
        }
        var trials = BackgroundTrials(use, ngramsAlone: judgements[0])
        var chosen: Float?
        for (length, judgement) in zip(lengths, judgements).dropFirst() {
            if trials.isChosen(.init(length: length, score: judgement.score), judgement) { chosen = length }
        }
        use = trials.use
        return chosen
    }
}
