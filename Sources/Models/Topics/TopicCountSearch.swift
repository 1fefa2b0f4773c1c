import Numerics
import Features

/// Chooses the number of topics of a corpus: the largest number whose topics reappear in samples of the documents
/// (Greene, O'Callaghan and Cunningham, "How many topics? Stability analysis for topic models", ECML 2014, section 4)
/// and whose coherence is close to the best of all numbers.
///
/// A few broad topics reappear always, so the most stable number would be the smallest one tried. Readers want as many
/// topics as they can rely on. A number therefore qualifies if nine topics in ten reappear and its coherence is within
/// one standard error of the best (the rule of Breiman, Friedman, Olshen and Stone, "Classification and Regression
/// Trees", 1984, section 3.4.3). The largest qualifying number is chosen.
public struct TopicCountSearch: Sendable {
    /// A number of topics and its scores.
    public struct Candidate: Equatable, Sendable {
        public var count: Int
        /// The share of the topics that reappear in the samples, from 0 to 1.
        public var stability: Double
        /// The mean NPMI of the topics' ten most descriptive terms, from -1 to 1; `coherenceError` is its standard
        /// error over the topics.
        public var coherence: Double
        public var coherenceError: Double
    }

    /// The minimum cosine of a topic with its match, as a mean over the samples, for the topic to count as reappearing.
    static let minimumAgreement = 0.8
    /// The minimum share of topics that reappear.
    static let minimumStability = 0.9

    /// The numbers of topics to try.
    public var counts: [Int]
    /// The number of samples, each of 80% of the documents.
    public var samples: Int
    /// The factorization; its rank is ignored.
    public var nmf: NMF

    /// Creates a search.
    public init(counts: [Int] = [5, 10, 15, 20, 30, 40, 50], samples: Int = 3, nmf: NMF = NMF()) {
        self.counts = counts
        self.samples = samples
        self.nmf = nmf
    }

    /// Runs the search.
    ///
    /// - Parameter X: documents × terms.
    /// - Returns: all candidates in the order of `counts`, and the best one. If no number has enough reappearing
    ///   topics, the best is the most stable number, and of equally stable ones the largest.
    /// - Throws: the errors of `NMF.fit`; `ModelError.badOption` without counts or samples.
    /// - Complexity: (samples + 1) fits per count.
    public func run(_ X: CSRMatrix) throws -> (candidates: [Candidate], best: Candidate) {
        guard !counts.isEmpty, samples >= 1 else {
            throw ModelError.badOption("the search needs at least one number of topics and one sample")
        }
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
