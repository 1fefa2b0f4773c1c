import TrendNumerics

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

    /// The best number of topics, as `run` finds it.
    ///
    /// - Throws: as `run`.
    /// - Complexity: less than `run`: samples are only factorized for the numbers that may be chosen.
    public func count(for X: CSRMatrix) throws -> Int {
        var trials = try trials(of: X)
        return counts[try TopicCountSearch.best(of: &trials)]
    }

    /// Runs the search.
    ///
    /// - Parameter X: documents × terms.
    /// - Returns: all candidates in the order of `counts`, and the best one. If no number has enough reappearing
    ///   topics, the best is the most stable number, and of equally stable ones the largest.
    /// - Throws: the errors of `NMF.fit`; `ModelError.badOption` without counts or samples.
    /// - Complexity: one projection for all numbers and (samples + 1) factorizations of it per number.
    public func run(_ X: CSRMatrix) throws -> (candidates: [Candidate], best: Candidate) {
        var trials = try trials(of: X)
        let candidates = try counts.indices.map {
            Candidate(
                count: counts[$0], stability: try trials.stability($0), coherence: trials.coherences[$0].mean,
                coherenceError: trials.coherences[$0].error)
        }
        return (candidates, candidates[try TopicCountSearch.best(of: &trials)])
    }

    private func trials(of X: CSRMatrix) throws -> TopicCountTrials {
        guard !counts.isEmpty, samples >= 1 else {
            throw ModelError.badOption("the search needs at least one number of topics and one sample")
        }
        return try TopicCountTrials(X, counts: counts, samples: samples, nmf: nmf)
    }

    /// The index of the best number.
    static func best(of trials: inout some CountTrials) throws -> Int {
        let (counts, coherences) = (trials.counts, trials.coherences)
        // The first of equally coherent numbers.
        let byCoherence = counts.indices.sorted { (coherences[$1].mean, $0) < (coherences[$0].mean, $1) }
        let byCount = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
        for index in byCount where try trials.isSteady(index) {
            // The most coherent steady number; if no other, this one.
            let best = try byCoherence.first { try trials.isSteady($0) }!
            if coherences[index].mean >= coherences[best].mean - coherences[best].error { return index }
        }
        let stabilities = try counts.indices.map { try trials.stability($0) }
        return counts.indices.max { (stabilities[$0], counts[$0]) < (stabilities[$1], counts[$1]) }!
    }
}

/// What the choice of a number of topics asks for. The numbers are told by their indices.
protocol CountTrials {
    var counts: [Int] { get }
    /// The mean coherence of the topics of each number, and its standard error over the topics.
    var coherences: [(mean: Double, error: Double)] { get }
    /// Whether enough topics of a number reappear.
    mutating func isSteady(_ index: Int) throws -> Bool
    /// The share of the topics that reappear, from 0 to 1.
    mutating func stability(_ index: Int) throws -> Double
}
