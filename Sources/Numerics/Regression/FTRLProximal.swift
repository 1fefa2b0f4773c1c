import Foundation

/// Logistic regression learned one document after another, in memory that does not depend on how many
/// there are.
///
/// Minimizes what `LogisticRegression` does, divided by C · documents, by FTRL-Proximal (McMahan,
/// "Follow-the-regularized-leader and mirror descent: equivalence theorems and L1 regularization",
/// AISTATS 2011; the form here by McMahan and others, "Ad click prediction: a view from the trenches",
/// KDD 2013, algorithm 1, without L1): AdaGrad's rate for each weight, and the regularizer of all steps
/// so far solved exactly, so that a weight is brought up to date when its feature comes up and needs no
/// step between. With G the sum of a weight's squared gradients and t the steps,
///
///     w = −z / ((β + √G) / α + λ t),   z += g − (√(G + g²) − √G) / α · w
package final class FTRLProximal {
    private let kind: LogisticRegressionModel.Kind
    private let classes: Int
    private let columns: Int
    /// Lanes a row has, in groups of eight.
    private let groups: Int
    /// By class, the weight of a document's loss with the label and without it.
    private let positiveCosts: [Lanes]
    private let negativeCosts: [Lanes]
    private let lambda: Float
    /// (columns + 1) × groups × 2: z and √G side by side; the last row is the intercepts'.
    private let state: UnsafeMutableBufferPointer<Lanes>
    private var steps = 0

    /// The size of the steps, for rows of length 1. Of 2, 5 and 10 with β 0.3, 1 and 3, all but (2, 3)
    /// and (10, 0.3) are within 0.7 points of accuracy of each other on three corpora.
    package static let alpha: Float = 2
    /// How soon steps become shorter.
    package static let beta: Float = 0.3

    package static func bytesPerColumn(classes: Int) -> Int {
        (classes + Lanes.scalarCount - 1) / Lanes.scalarCount * MemoryLayout<Lanes>.size * 2
    }

    /// - Parameter costs: by class, the weight of a document's loss with the label and without it.
    package init(
        kind: LogisticRegressionModel.Kind, columns: Int, costs: [(positive: Float, negative: Float)], lambda: Float
    ) {
        self.kind = kind
        self.columns = columns
        self.lambda = lambda
        classes = costs.count
        let lanes = Lanes.scalarCount
        groups = (classes + lanes - 1) / lanes
        var positive = [Lanes](repeating: Lanes(repeating: 0), count: groups)
        var negative = positive
        for (label, cost) in costs.enumerated() {
            positive[label / lanes][label % lanes] = cost.positive
            negative[label / lanes][label % lanes] = cost.negative
        }
        positiveCosts = positive
        negativeCosts = negative
        state = .allocate(capacity: (columns + 1) * groups * 2)
        state.initialize(repeating: Lanes(repeating: 0))
    }

    deinit { state.deallocate() }

    /// One step a row, in their order.
    package func learn(_ batch: RowBatch) {
        batch.columns.withUnsafeBufferPointer { columns in
            batch.values.withUnsafeBufferPointer { values in
                withUnsafeTemporaryAllocation(of: Lanes.self, capacity: groups * 2) { scratch in
                    let gradient = scratch.baseAddress!
                    let target = gradient + groups
                    for row in 0..<batch.rows {
                        for group in 0..<groups { target[group] = Lanes(repeating: 0) }
                        for label in batch.labels(of: row) {
                            target[label / Lanes.scalarCount][label % Lanes.scalarCount] = 1
                        }
                        let entries = batch.rowOffsets[row]..<batch.rowOffsets[row + 1]
                        step(
                            UnsafeBufferPointer(rebasing: columns[entries]),
                            UnsafeBufferPointer(rebasing: values[entries]),
                            gradient, target)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func divisor(_ root: Lanes, _ regularizer: Float) -> Lanes {
        (root + FTRLProximal.beta) / FTRLProximal.alpha + regularizer
    }

    private func step(
        _ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Float>,
        _ gradient: UnsafeMutablePointer<Lanes>, _ target: UnsafeMutablePointer<Lanes>
    ) {
        let state = self.state.baseAddress!
        let regularizer = lambda * Float(steps)
        let intercepts = state + self.columns * groups * 2
        for group in 0..<groups {
            gradient[group] = -intercepts[group * 2] / divisor(intercepts[group * 2 + 1], 0)
        }
        for entry in 0..<columns.count {
            let line = state + Int(columns[entry]) * groups * 2
            let value = values[entry]
            for group in 0..<groups {
                gradient[group] -= value * line[group * 2] / divisor(line[group * 2 + 1], regularizer)
            }
        }
        differentiate(gradient, target)
        for group in 0..<groups { update(intercepts + group * 2, gradient[group], 0) }
        for entry in 0..<columns.count {
            let line = state + Int(columns[entry]) * groups * 2
            let value = values[entry]
            for group in 0..<groups { update(line + group * 2, value * gradient[group], regularizer) }
        }
        steps += 1
    }

    @inline(__always)
    private func update(_ cell: UnsafeMutablePointer<Lanes>, _ gradient: Lanes, _ regularizer: Float) {
        let root = cell[1]
        let grown = (root * root + gradient * gradient).squareRoot()
        cell[0] += gradient + (grown - root) / FTRLProximal.alpha * cell[0] / divisor(root, regularizer)
        cell[1] = grown
    }

    /// Turns scores into the gradient of the loss in them.
    private func differentiate(_ scores: UnsafeMutablePointer<Lanes>, _ target: UnsafeMutablePointer<Lanes>) {
        switch kind {
        case .oneVsRest:
            for group in 0..<groups {
                let costs = negativeCosts[group] + target[group] * (positiveCosts[group] - negativeCosts[group])
                scores[group] = costs * (sigmoid(scores[group]) - target[group])
            }
        case .multinomial:
            // Lanes that are no class stay out of the sum.
            let lanes = Lanes.scalarCount
            for lane in classes..<groups * lanes { scores[lane / lanes][lane % lanes] = -1e30 }
            var top = -Float.infinity
            for group in 0..<groups { top = max(top, greatest(scores[group])) }
            var total: Float = 0
            for group in 0..<groups {
                scores[group] = exp(scores[group] - top)
                total += sum(scores[group])
            }
            var cost: Float = 0
            for group in 0..<groups { cost += sum(positiveCosts[group] * target[group]) }
            for group in 0..<groups { scores[group] = cost * (scores[group] / total - target[group]) }
            for lane in classes..<groups * lanes { scores[lane / lanes][lane % lanes] = 0 }
        }
    }

    /// The weights as they stand.
    package func model() throws -> LogisticRegressionModel {
        let lanes = Lanes.scalarCount
        let regularizer = lambda * Float(steps)
        func weight(_ row: Int, _ label: Int, _ regularizer: Float) -> Float {
            let cell = (row * groups + label / lanes) * 2
            return -state[cell][label % lanes] / divisor(state[cell + 1], regularizer)[label % lanes]
        }
        let weights = [Float](unsafeUninitializedCapacity: columns * classes) { flat, count in
            for column in 0..<columns {
                for label in 0..<classes { flat[column * classes + label] = weight(column, label, regularizer) }
            }
            count = columns * classes
        }
        return try LogisticRegressionModel(
            kind: kind, features: columns, classes: classes, weights: weights,
            intercepts: (0..<classes).map { weight(columns, $0, 0) })
    }
}
