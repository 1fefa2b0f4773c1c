import Numerics

/// Probabilities under other shares of the labels than those that the classifier was calibrated for.
///
/// Where the shares πₖ become qₖ and the articles of each label stay as they are, Bayes' rule makes pₖ qₖ/πₖ of pₖ,
/// scaled to a sum of 1. With several labels an article, each label has a rule of its own, against its absence.
///
/// The shares under which the mean probability of each label is its share are those of maximum likelihood: Saerens,
/// Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities", Neural Computation
/// 14 (2002), who find them by expectation maximization.
struct PriorShift {
    private let isSingleLabel: Bool
    /// By label, the factors of its probability and of that of its absence.
    private let presence: [Double]
    private let absence: [Double]

    /// The probabilities under the given shares, each above 0 and below 1.
    init(_ sample: HeldOutSample, to shares: [Double]) {
        isSingleLabel = sample.isSingleLabel
        presence = zip(shares, sample.priors).map { $0 / $1 }
        absence = zip(shares, sample.priors).map { (1 - $0) / max(1e-6, 1 - $1) }
    }

    /// Calls `body` for each entry of a row, with its label and its probability under the new shares.
    @inline(__always)
    func forEach(_ rows: ProbabilityRows, _ row: Int, _ body: (_ label: Int, _ probability: Double) -> Void) {
        let places = rows.places(row)
        rows.entries.withUnsafeBufferPointer { entries in
            guard isSingleLabel else {
                for place in places {
                    let label = ProbabilityRow.label(entries[place])
                    let probability = ProbabilityRow.probability(entries[place])
                    let present = probability * presence[label]
                    let all = present + (1 - probability) * absence[label]
                    body(label, all > 0 ? present / all : probability)
                }
                return
            }
            var sum = 0.0
            for place in places {
                sum += ProbabilityRow.probability(entries[place]) * presence[ProbabilityRow.label(entries[place])]
            }
            guard sum > 0 else { return }
            for place in places {
                let label = ProbabilityRow.label(entries[place])
                body(label, ProbabilityRow.probability(entries[place]) * presence[label] / sum)
            }
        }
    }

    /// The mean probability of each label over some rows.
    ///
    /// - Precondition: there is a row.
    func means(_ rows: ProbabilityRows, _ ranges: [Range<Int>]) -> [Double] {
        var sums = [Double](repeating: 0, count: presence.count)
        sums.withUnsafeMutableBufferPointer { sums in
            for range in ranges {
                for row in range { forEach(rows, row) { sums[$0] += $1 } }
            }
        }
        let count = Double(ranges.reduce(0) { $0 + $1.count })
        return sums.map { $0 / count }
    }

    private static let maximumPasses = 200
    private static let tolerance = 1e-6

    /// The shares of maximum likelihood.
    ///
    /// - Complexity: at most 200 passes over the rows' entries.
    static func likeliest(_ sample: HeldOutSample, _ rows: ProbabilityRows, _ ranges: [Range<Int>]) -> [Double] {
        var shares = sample.priors
        for _ in 0..<maximumPasses {
            let inside = shares.map { min(1 - 1e-9, max(1e-9, $0)) }
            let next = PriorShift(sample, to: inside).means(rows, ranges)
            let change = zip(next, shares).reduce(0) { max($0, abs($1.0 - $1.1)) }
            shares = next
            if change < tolerance { break }
        }
        return shares
    }
}
