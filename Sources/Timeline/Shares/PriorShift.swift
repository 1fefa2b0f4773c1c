import TrendNumerics

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
        let count = Double(ranges.reduce(0) { $0 + $1.count })
        guard isSingleLabel else {
            sums.withUnsafeMutableBufferPointer { sums in
                for range in ranges {
                    for row in range { forEach(rows, row) { sums[$0] += $1 } }
                }
            }
            return sums.map { $0 / count }
        }
        // The pass that expectation maximization repeats: nothing but the entries is touched.
        sums.withUnsafeMutableBufferPointer { sums in
            presence.withUnsafeBufferPointer { presence in
                rows.entries.withUnsafeBufferPointer { entries in
                    rows.ends.withUnsafeBufferPointer { ends in
                        for range in ranges {
                            var start = range.lowerBound == 0 ? 0 : ends[range.lowerBound - 1]
                            for row in range {
                                let end = ends[row]
                                var sum = 0.0
                                for place in start..<end {
                                    sum += Double(entries[place] & 0xFFFF) * presence[Int(entries[place] >> 16)]
                                }
                                let factor = sum > 0 ? 1 / sum : 0
                                for place in start..<end {
                                    let label = Int(entries[place] >> 16)
                                    sums[label] += Double(entries[place] & 0xFFFF) * presence[label] * factor
                                }
                                start = end
                            }
                        }
                    }
                }
            }
        }
        return sums.map { $0 / count }
    }

    private static let maximumPasses = 200
    private static let tolerance = 1e-6

    /// The shares of maximum likelihood.
    ///
    /// Two passes of expectation maximization tell where further ones would lead, and the next one starts from there
    /// (SQUAREM: Varadhan and Roland, Scandinavian Journal of Statistics 35, 2008).
    ///
    /// - Complexity: at most 200 passes over the rows' entries, seldom more than 20.
    static func likeliest(_ sample: HeldOutSample, _ rows: ProbabilityRows, _ ranges: [Range<Int>]) -> [Double] {
        func next(_ shares: [Double]) -> [Double] {
            PriorShift(sample, to: shares.map { min(1 - 1e-9, max(1e-9, $0)) }).means(rows, ranges)
        }
        func size(_ step: [Double]) -> Double { step.reduce(0) { max($0, abs($1)) } }
        var shares = sample.priors
        var passes = 0
        while passes < maximumPasses {
            let first = next(shares)
            let step = zip(first, shares).map { $0 - $1 }
            passes += 1
            if size(step) < tolerance { return first }
            let second = next(first)
            let turn = zip(zip(second, first), step).map { $0.0 - $0.1 - $1 }
            passes += 1
            let (length, curve) = (step.reduce(0) { $0 + $1 * $1 }, turn.reduce(0) { $0 + $1 * $1 })
            guard curve > 0 else { return second }
            let leap = max(1, (length / curve).squareRoot())
            var far = zip(zip(shares, step), turn).map {
                min(1, max(0, $0.0 + 2 * leap * $0.1 + leap * leap * $1))
            }
            let sum = far.reduce(0, +)
            if sample.isSingleLabel, sum > 0 { far = far.map { $0 / sum } }
            // A leap that ends where the next pass goes far back was too long.
            let landed = next(far)
            passes += 1
            shares = size(zip(landed, far).map { $0 - $1 }) <= size(step) ? landed : second
        }
        return shares
    }
}
