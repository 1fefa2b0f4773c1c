import TrendNumerics

/// The factorizations by which numbers of topics are compared.
///
/// They are of a projection of the documents (`ProjectedMatrix`), one for all numbers; that of a sample begins at that of
/// the whole. A number's samples are factorized when its stability is asked for, and only until it is decided.
struct TopicCountTrials: CountTrials {
    let counts: [Int]
    private(set) var coherences: [(mean: Double, error: Double)] = []
    private let nmf: NMF
    private let parts: [ProjectedMatrix]
    private var trials: [Trial] = []

    /// The power iterations of the samples' projections, which begin near their end.
    private static let samplePowerIterations = 2

    /// The topics of one number, found in all documents, and how far they reappear.
    private struct Trial {
        let H: [Float]
        let rank: Int
        /// The sum of each topic's cosines with its matches in the samples so far.
        var agreements: [Double]
        var samples = 0
    }

    /// Finds the topics of each number in all documents.
    ///
    /// - Parameters:
    ///   - X: documents × terms.
    ///   - samples: how many samples of 80% of the documents topics should reappear in.
    init(_ X: CSRMatrix, counts: [Int], samples: Int, nmf: NMF) throws {
        self.counts = counts
        self.nmf = nmf
        let largest = counts.max()!
        func projected(_ X: CSRMatrix, near whole: ProjectedMatrix?) throws -> ProjectedMatrix {
            try ProjectedMatrix(
                NMF.factorized(for: X, threads: nmf.compute.threads), rank: largest,
                powerIterations: whole == nil ? NMF.topicPowerIterations : TopicCountTrials.samplePowerIterations,
                near: whole, compute: nmf.compute)
        }
        let whole = try projected(X, near: nil)
        for count in counts {
            let (H, rank) = try whole.terms(nmf.with(rank: count))
            trials.append(Trial(H: H, rank: rank, agreements: Array(repeating: 0, count: rank)))
            coherences.append(TopicCountTrials.coherence(H, rank: rank, in: X, threads: nmf.compute.threads))
        }
        var generator = SeededGenerator(seed: nmf.compute.seed)
        parts = try (0..<samples).map { _ in
            var rows = Array(0..<X.rows)
            generator.shuffle(&rows)
            return try projected(X.selecting(rows: rows.prefix(max(1, X.rows * 4 / 5)).sorted()), near: whole)
        }
    }

    private static func coherence(
        _ H: [Float], rank: Int, in X: CSRMatrix, threads: Int
    ) -> (mean: Double, error: Double) {
        let coherences = TopicQuality.tellingCoherences(H, rank: rank, in: X, threads: threads)
        let number = Double(max(1, coherences.count))
        let mean = coherences.reduce(0, +) / number
        let variance = coherences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, number - 1)
        return (mean, (variance / number).squareRoot())
    }

    mutating func isSteady(_ index: Int) throws -> Bool {
        while trials[index].samples < parts.count {
            if share(index) < TopicCountSearch.minimumStability { return false }
            try addSample(index)
        }
        return share(index) >= TopicCountSearch.minimumStability
    }

    mutating func stability(_ index: Int) throws -> Double {
        while trials[index].samples < parts.count { try addSample(index) }
        return share(index)
    }

    /// The share of the topics that reappear if they all do in the samples that are left.
    private func share(_ index: Int) -> Double {
        let trial = trials[index]
        let left = Double(parts.count - trial.samples)
        let again = trial.agreements.count { $0 + left >= TopicCountSearch.minimumAgreement * Double(parts.count) }
        return Double(again) / Double(trial.rank)
    }

    private mutating func addSample(_ index: Int) throws {
        let trial = trials[index]
        let (H, rank) = try parts[trial.samples].terms(nmf.with(rank: counts[index]))
        let matched = TopicQuality.matchedCosines(trial.H, rank: trial.rank, H, rank: rank)
        for topic in matched.indices { trials[index].agreements[topic] += matched[topic] }
        trials[index].samples += 1
    }
}

extension NMF {
    fileprivate func with(rank: Int) -> NMF {
        var nmf = self
        nmf.rank = rank
        return nmf
    }
}
