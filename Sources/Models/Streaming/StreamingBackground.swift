import Corpus
import Features
import Text
import TrendNumerics

/// What streaming takes from texts without labels: vectors from as many texts as memory allows, beside the hashed
/// n-grams, as far as held-out articles are judged better for them.
struct StreamingBackground {
    /// The texts of the labeled articles, in the order of their rows.
    let labeled: TextStore
    /// The labels of each of them, by number, and whether a person corrected them.
    private(set) var labelSets: [(labels: [Int], isCorrected: Bool)] = []
    private let memory: Int
    let limits: VectorLimits
    /// The bytes within which labeled articles are learned as without streaming.
    var memoryOfFew: Int

    /// The memory in bytes that the program needs before rows are learned.
    static let fixedMemory = 64 << 20

    /// - Parameters:
    ///   - memory: what is available, in bytes.
    ///   - path: a path on the volume that has room for the labeled texts.
    /// - Throws: `NumericsError.unwritable`.
    init(memory: Int, beside path: String) throws {
        labeled = try TextStore(beside: path)
        self.memory = memory
        memoryOfFew = memory - StreamingBackground.fixedMemory
        limits = VectorLimits(memory: memoryOfFew)
    }

    /// Adds a labeled article.
    mutating func append(_ text: [UInt32], labels: [Int], isCorrected: Bool) throws {
        try labeled.append(text)
        labelSets.append((labels, isCorrected))
    }

    /// The characters of texts without labels that are read beside the labeled ones, which get half at most.
    var unlabeledScalars: Int { limits.scalars - min(labeled.scalars, limits.scalars / 2) }

    /// Whether the labeled articles can be learned within the memory as they are without streaming. That is better: the
    /// solver is exact, and there are more ways to learn from few.
    ///
    /// - Parameter labels: the number of labels to learn.
    func isFew(labels: Int) -> Bool {
        labeled.scalars <= limits.scalars / 2
            && labeled.scalars * (400 + 12 * labels) <= memoryOfFew
    }

    /// The classifier that learns from all of them in memory.
    ///
    /// - Parameters:
    ///   - names: of the labels, by number.
    ///   - background: normalized texts without labels, at most of `unlabeledScalars`.
    func classifier(
        _ names: [String], _ background: [[UInt32]], options: ArticleClassifier.Options
    ) throws -> ArticleClassifier {
        var texts: [ArticleText] = []
        try labeled.forEachBlock { texts += $0.map { ArticleText(normalized: $0) } }
        let articles = labelSets.map { labels, isCorrected in
            var article = Article(title: "", industries: labels.map { names[$0] })
            article.isCorrected = isCorrected
            return article
        }
        return try ArticleClassifier.train(articles, texts, background: background, limits: limits, options: options)
    }

    /// What vectors were learned from.
    func sample(_ background: [[UInt32]], labeled: Int, scalars: Int) -> BackgroundUse.Sample {
        .init(memory: memory, labeled: labeled, characters: background.reduce(scalars) { $0 + $1.count })
    }

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
        guard
            let vectors = try SemanticVectors.learn(
                from: sample + background, limits: limits, seed: compute.seed, threads: compute.threads)
        else { return nil }
        use.ngrams = vectors.vectorizer.columns.count
        use.sample = self.sample(background, labeled: sample.count, scalars: sample.reduce(0) { $0 + $1.count })
        return try StreamedVectors(labeled, by: vectors, threads: compute.threads)
    }

    /// Tries vectors of several lengths beside the n-grams, and n-grams alone.
    ///
    /// - Returns: the length to take, and what models of that length said of held-out articles; nil for n-grams alone.
    /// - Complexity: `StreamingPasses.judge` for each.
    static func choose(
        _ vectors: StreamedVectors, _ passes: StreamingPasses, _ folds: [StreamingPasses.Fold],
        _ use: inout BackgroundUse
    ) throws -> (length: Float, judged: StreamingScores)? {
        func judgement(_ judged: StreamingScores) -> HeldOutJudgement {
            HeldOutJudgement(
                judged.scores, judged.labelSets, labels: passes.labels, isSingleLabel: passes.options.isSingleLabel)
        }
        let ngramsAlone = try passes.judge(folds)
        guard !ngramsAlone.labelSets.isEmpty else {
            use.obstacle = .fewLabeled
            return nil
        }
        var trials = BackgroundTrials(use, ngramsAlone: judgement(ngramsAlone))
        var chosen: (Float, StreamingScores)?
        for length in BackgroundTrials.lengths {
            var passes = passes
            passes.dense = (vectors, length)
            let judged = try passes.judge(folds)
            let judgement = judgement(judged)
            if trials.isChosen(.init(length: length, score: judgement.score), judgement) { chosen = (length, judged) }
        }
        use = trials.use
        return chosen
    }
}
