import Numerics
import Features

/// Chooses how many topics a corpus has: the most that are found again in samples of the documents (Greene,
/// O'Callaghan and Cunningham, "How many topics? Stability analysis for topic models", ECML 2014, section 4)
/// and whose terms meet in documents about as much as with any other number.
///
/// Of few topics each is broad and found again always, so what is steadiest would be the fewest that are
/// tried; readers want the most that they can rely on. So a number will do if nine topics in ten are found
/// again and the coherence is within one standard error of the best (the rule of Breiman, Friedman, Olshen
/// and Stone, "Classification and Regression Trees", 1984, section 3.4.3), and the highest such number is
/// taken.
public struct TopicCountSearch: Sendable {
    public struct Candidate: Equatable, Sendable {
        public var count: Int
        /// The share of the topics that are found again in the samples, 0 to 1.
        public var stability: Double
        /// The mean NPMI of the topics' ten telling terms, -1 to 1, and its standard error over the topics.
        public var coherence: Double
        public var coherenceError: Double
    }

    /// A topic is found again if the cosine with its match is at least this in the mean of the samples.
    static let minimumAgreement = 0.8
    /// So large a share of the topics should be found again.
    static let minimumStability = 0.9

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

    /// - Returns: all candidates in the order of `counts`, and the chosen one; where too few topics are found
    ///   again with any number, the steadiest, the highest of two as good.
    /// - Throws: as `NMF.fit`; `ModelError.badOption` without counts or samples.
    /// - Complexity: (samples + 1) fits for each count.
    public func run(_ X: CSRMatrix) throws -> (candidates: [Candidate], best: Candidate) {
        guard !counts.isEmpty, samples >= 1 else { throw ModelError.badOption("no number of topics to try") }
        var generator = SeededGenerator(seed: nmf.compute.seed)
        let parts = (0..<samples).map { _ in
            var rows = Array(0..<X.rows)
            generator.shuffle(&rows)
            return X.selecting(rows: rows.prefix(max(1, X.rows * 4 / 5)).sorted())
        }
        let candidates = try counts.map { try candidate($0, X, parts) }
        return (candidates, TopicCountSearch.best(of: candidates))
    }

    private func candidate(_ count: Int, _ X: CSRMatrix, _ parts: [CSRMatrix]) throws -> Candidate {
        var nmf = nmf
        nmf.rank = count
        let whole = try nmf.topics(of: X)
        var agreements = [Double](repeating: 0, count: whole.rank)
        for part in parts {
            let found = try nmf.topics(of: part)
            let matched = TopicQuality.matchedCosines(whole.H, rank: whole.rank, found.H, rank: found.rank)
            for topic in agreements.indices { agreements[topic] += matched[topic] / Double(parts.count) }
        }
        let topics = TopicQuality.tellingTerms(whole.H, rank: whole.rank, in: X)
        let coherences = TopicQuality.coherence(topics, in: X).compactMap { $0 }
        let number = Double(max(1, coherences.count))
        let mean = coherences.reduce(0, +) / number
        let variance = coherences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, number - 1)
        let again = agreements.count { $0 >= TopicCountSearch.minimumAgreement }
        return Candidate(
            count: count, stability: Double(again) / Double(whole.rank), coherence: mean,
            coherenceError: (variance / number).squareRoot())
    }

    static func best(of candidates: [Candidate]) -> Candidate {
        let steady = candidates.filter { $0.stability >= minimumStability }
        guard let mostCoherent = steady.max(by: { $0.coherence < $1.coherence }) else {
            return candidates.max { ($0.stability, $0.count) < ($1.stability, $1.count) }!
        }
        return steady.filter { $0.coherence >= mostCoherent.coherence - mostCoherent.coherenceError }.max {
            $0.count < $1.count
        }!
    }
}
