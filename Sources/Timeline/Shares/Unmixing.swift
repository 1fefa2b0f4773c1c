import TrendNumerics

/// Turns mean probabilities into shares, by what held-out articles show of the classifier's errors.
///
/// The mean probability of label j among the articles of label k is Mⱼₖ, whether the probabilities are right or not. The
/// mean over articles with the shares θ is then Mθ, so θ is the solution of a linear system (Forman, "Quantifying counts
/// and costs via classification", 2008; with probabilities: Bella et al., 2010). The system is the best there is where
/// the probabilities are those under the shares themselves (`PriorShift`): the likelihood's own equations, made right.
///
/// With several labels an article M is a regression of the probabilities on the labels.
struct Unmixing {
    private let sample: HeldOutSample
    private let shift: PriorShift
    /// G = M⁻¹, row by row: labels × labels.
    private let inverse: [Double]
    /// G times the mean probabilities of articles without labels.
    private let base: [Double]
    /// The inverse of XᵀX for the labels X, of size labels + 1 with the constant first; empty with a single label.
    private let design: [Double]

    /// How many articles the classifier's own opinion is worth: what M is for a label with few held-out articles.
    private static let opinion = 5.0

    /// - Parameter shares: the shares under which probabilities are taken, above 0 and below 1.
    /// - Returns: nil where two labels cannot be told apart.
    init?(_ sample: HeldOutSample, near shares: [Double]) {
        self.sample = sample
        shift = PriorShift(sample, to: shares)
        let labels = sample.labels
        let size = labels + 1
        // The design of the regression and its right side. Place 0 is the constant.
        var gram = [Double](repeating: 0, count: size * size)
        var cross = [Double](repeating: 0, count: size * labels)
        // The classifier's opinion: means weighted by the probability of each label, and of no label.
        var soft = cross
        var softCounts = [Double](repeating: 0, count: size)
        var softLabels = [Double](repeating: 0, count: sample.isSingleLabel ? 0 : size * size)
        var own: [Int] = []
        for item in 0..<sample.count {
            own.removeAll(keepingCapacity: true)
            if !sample.isSingleLabel { own.append(0) }
            for label in sample.labels(of: item) { own.append(Int(label) + 1) }
            for a in own { for b in own { gram[a * size + b] += 1 } }
            let places = sample.rows.places(item)
            var none = sample.isSingleLabel ? 0.0 : 1.0
            for place in places {
                let probability = ProbabilityRow.probability(sample.rows.entries[place])
                softCounts[ProbabilityRow.label(sample.rows.entries[place]) + 1] += probability
                if !sample.isSingleLabel { none *= 1 - probability }
            }
            softCounts[0] += none
            if !sample.isSingleLabel {
                for a in places {
                    let (row, weight) = (sample.rows.entries[a], ProbabilityRow.probability(sample.rows.entries[a]))
                    for b in places where b != a {
                        let entry = sample.rows.entries[b]
                        softLabels[(ProbabilityRow.label(row) + 1) * size + ProbabilityRow.label(entry) + 1] +=
                            weight * ProbabilityRow.probability(entry)
                    }
                }
            }
            shift.forEach(sample.rows, item) { label, value in
                for row in own { cross[row * labels + label] += value }
                soft[label] += none * value
                for place in places {
                    let entry = sample.rows.entries[place]
                    soft[(ProbabilityRow.label(entry) + 1) * labels + label] +=
                        ProbabilityRow.probability(entry) * value
                }
            }
        }
        for row in (sample.isSingleLabel ? 1 : 0)..<size {
            let isThought = softCounts[row] > 1e-9
            // Such an article has the label, and others as likely as they go with it.
            var design = [Double](repeating: 0, count: size)
            if !sample.isSingleLabel {
                design[0] = 1
                for other in 1..<size where isThought && row > 0 {
                    design[other] = softLabels[row * size + other] / softCounts[row]
                }
            }
            if row > 0 { design[row] = 1 }
            for a in 0..<size where design[a] != 0 {
                for b in 0..<size { gram[a * size + b] += Unmixing.opinion * design[a] * design[b] }
                for label in 0..<labels {
                    // A label that the classifier never thinks of is taken for one it would recognize.
                    let mean = isThought ? soft[row * labels + label] / softCounts[row] : label == row - 1 ? 1 : 0
                    cross[a * labels + label] += Unmixing.opinion * design[a] * mean
                }
            }
        }
        if sample.isSingleLabel {
            design = []
            for row in 1..<size {
                for label in 0..<labels { cross[row * labels + label] /= gram[row * size + row] }
            }
        } else {
            var identity = [Double](repeating: 0, count: size * size)
            for row in 0..<size { identity[row * size + row] = 1 }
            guard let inverse = LinearSystem.solve(gram, identity, size: size) else { return nil }
            design = inverse
            var coefficients = [Double](repeating: 0, count: size * labels)
            for row in 0..<size {
                for inner in 0..<size where inverse[row * size + inner] != 0 {
                    let factor = inverse[row * size + inner]
                    for label in 0..<labels {
                        coefficients[row * labels + label] += factor * cross[inner * labels + label]
                    }
                }
            }
            cross = coefficients
        }
        var mixing = [Double](repeating: 0, count: labels * labels)
        var identity = mixing
        for label in 0..<labels {
            for other in 0..<labels { mixing[other * labels + label] = cross[(label + 1) * labels + other] }
            identity[label * labels + label] = 1
        }
        guard let inverse = LinearSystem.solve(mixing, identity, size: labels) else { return nil }
        self.inverse = inverse
        base = (0..<labels).map { row in
            (0..<labels).reduce(0) { $0 + inverse[row * labels + $1] * cross[$1] }
        }
    }

    /// The shares of articles, without a bias, and so perhaps below 0.
    func shares(_ rows: ProbabilityRows, _ ranges: [Range<Int>]) -> [Double] {
        let means = shift.means(rows, ranges)
        let labels = sample.labels
        return (0..<labels).map { row in
            (0..<labels).reduce(-base[row]) { $0 + inverse[row * labels + $1] * means[$1] }
        }
    }

    /// How far an article's unmixed probabilities are from its labels.
    struct Errors {
        /// Mean square by label c, and label k of the articles: labels × labels, row by row.
        var square: [Double]
        /// Mean square by label c over the articles without label c.
        var absent: [Double]
        /// Of the mean over the held-out articles that the shares rest on: by label c, and label k: labels × labels.
        var counts: [Double]
    }

    /// Calls `body` with each held-out article and the errors of its unmixed probabilities.
    private func forEachError(_ body: (_ item: Int, _ errors: UnsafeMutableBufferPointer<Double>) -> Void) {
        let labels = sample.labels
        var errors = [Double](repeating: 0, count: labels)
        errors.withUnsafeMutableBufferPointer { errors in
            inverse.withUnsafeBufferPointer { inverse in
                for item in 0..<sample.count {
                    for label in 0..<labels { errors[label] = -base[label] }
                    shift.forEach(sample.rows, item) { label, value in
                        var place = label
                        for row in 0..<labels {
                            errors[row] += inverse[place] * value
                            place += labels
                        }
                    }
                    for label in sample.labels(of: item) { errors[Int(label)] -= 1 }
                    body(item, errors)
                }
            }
        }
    }

    /// Measures the errors of held-out articles.
    ///
    /// - Complexity: the entries of the held-out rows, times the labels.
    func errors() -> Errors {
        let labels = sample.labels
        var own = [Double](repeating: 0, count: labels * labels)
        var soft = own
        var counts = [Double](repeating: 0, count: labels)
        var softCounts = counts
        var all = counts
        forEachError { item, errors in
            for row in 0..<labels {
                errors[row] *= errors[row]
                all[row] += errors[row]
            }
            for label in sample.labels(of: item) {
                counts[Int(label)] += 1
                for row in 0..<labels { own[row * labels + Int(label)] += errors[row] }
            }
            for place in sample.rows.places(item) {
                let label = ProbabilityRow.label(sample.rows.entries[place])
                let probability = ProbabilityRow.probability(sample.rows.entries[place])
                softCounts[label] += probability
                for row in 0..<labels { soft[row * labels + label] += probability * errors[row] }
            }
        }
        var errors = Errors(square: own, absent: all, counts: counts.map { $0 + Unmixing.opinion })
        for row in 0..<labels {
            let present = own[row * labels + row]
            errors.absent[row] = max(0, all[row] - present) / max(1, Double(sample.count) - counts[row])
            for label in 0..<labels {
                let place = row * labels + label
                let opinion = softCounts[label] > 1e-9 ? soft[place] / softCounts[label] : 1
                errors.square[place] =
                    (own[place] + Unmixing.opinion * opinion) / (max(0, counts[label] - 1) + Unmixing.opinion)
            }
        }
        return errors
    }

    /// The variance that held-out articles, being few, give to a sum of shares: of each label c of Σₖ wₖ Mₖ unmixed.
    ///
    /// - Parameters:
    ///   - weights: w, one per label.
    ///   - constant: the weight of the constant, which a single label does not have.
    /// - Complexity: with a single label labels²; with several that of `errors`.
    func heldOutVariance(_ weights: [Double], constant: Double, _ errors: Errors) -> [Double] {
        let labels = sample.labels
        var variances = [Double](repeating: 0, count: labels)
        if sample.isSingleLabel {
            for row in 0..<labels {
                for label in 0..<labels {
                    variances[row] +=
                        weights[label] * weights[label] * errors.square[row * labels + label]
                        / errors.counts[label]
                }
            }
            return variances
        }
        let all = [constant] + weights
        let size = labels + 1
        let lever = (0..<size).map { row in
            (0..<size).reduce(0) { $0 + design[row * size + $1] * all[$1] }
        }
        forEachError { item, errors in
            let own = sample.labels(of: item).reduce(lever[0]) { $0 + lever[Int($1) + 1] }
            for row in 0..<labels { variances[row] += errors[row] * errors[row] * own * own }
        }
        return variances
    }
}
