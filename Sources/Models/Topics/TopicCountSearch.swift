import Features

/// Chooses how many topics a corpus has: the number whose topics are found again in samples of the
/// documents (Greene, O'Callaghan and Cunningham, "How many topics? Stability analysis for topic models",
/// ECML 2014, section 4) and whose terms meet in documents.
public struct TopicCountSearch: Sendable {
    public struct Candidate: Equatable, Sendable {
        public var count: Int
        /// The mean agreement of the topics with those of the samples, 0 to 1.
        public var stability: Double
        /// The mean NPMI of the topics' ten heaviest terms, -1 to 1.
        public var coherence: Double
        public var score: Double { stability * (1 + coherence) / 2 }
    }

    public var counts: [Int]
    /// How many samples, each of 80% of the documents.
    public var samples: Int
    /// Its rank counts for nothing.
    public var nmf: NMF

    public init(counts: [Int] = [5, 10, 15, 20, 30, 40, 50], samples: Int = 3, nmf: NMF = NMF()) {
        self.counts = counts
        self.samples = samples
        self.nmf = nmf
    }

    /// - Returns: all candidates in the order of `counts`, and the best one, the lower of two as good.
    /// - Throws: as `NMF.fit`; `ModelError.badOption` without counts or samples.
    /// - Complexity: (samples + 1) fits for each count.
    public func run(_ X: CSRMatrix) throws -> (candidates: [Candidate], best: Candidate) {
        guard !counts.isEmpty, samples >= 1 else { throw ModelError.badOption("no number of topics to try") }
        var generator = SeededGenerator(seed: nmf.seed)
        let parts = (0..<samples).map { _ in
            var rows = Array(0..<X.rows)
            generator.shuffle(&rows)
            return X.selecting(rows: rows.prefix(max(1, X.rows * 4 / 5)).sorted())
        }
        let candidates = try counts.map { count in
            var nmf = nmf
            nmf.rank = count
            let whole = try nmf.fit(X)
            let agreements = try parts.map { part in
                let found = try nmf.fit(part)
                return TopicQuality.agreement(whole.H, rank: whole.rank, found.H, rank: found.rank)
            }
            let topics = TopicQuality.topTerms(whole.H, rank: whole.rank)
            let coherences = TopicQuality.coherence(topics, in: X).compactMap { $0 }
            return Candidate(
                count: count, stability: agreements.reduce(0, +) / Double(samples),
                coherence: coherences.isEmpty ? 0 : coherences.reduce(0, +) / Double(coherences.count))
        }
        let best = candidates.max { ($0.score, $1.count) < ($1.score, $0.count) }!
        return (candidates, best)
    }
}
