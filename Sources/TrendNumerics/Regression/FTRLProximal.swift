import Foundation

/// Logistic regression trained online, one document at a time, in memory that does not depend on the number of
/// documents.
///
/// It minimizes the objective of `LogisticRegression` divided by C · n, for n documents:
///
///     min over W, b of  λ/2 ‖W‖² + 1/n Σᵢ cᵢ ℓ(Wᵀxᵢ + b, yᵢ),   λ = 1 / (C n)
///
/// Here ℓ is the softmax loss, or the sum of the logistic losses of all labels; cᵢ weighs the loss: the
/// factor of its row times the cost of its class. The intercepts b are not regularized.
///
/// The method is FTRL-Proximal (McMahan, "Follow-the-regularized-leader and mirror descent: equivalence theorems and
/// L1 regularization", AISTATS 2011; the form here by McMahan and others, "Ad click prediction: a view from the
/// trenches", KDD 2013, algorithm 1, without L1). Each weight has AdaGrad's learning rate. The regularizers of all
/// steps so far are solved exactly, so a weight is updated only when its feature occurs. With G the sum of a weight's
/// squared gradients and t the number of steps:
///
///     w = −z / ((β + √G) / α + λ t),   z += g − (√(G + g²) − √G) / α · w
package final class FTRLProximal {
    private let kind: LogisticRegressionModel.Kind
    private let classes: Int
    private let columns: Int
    /// The number of groups of eight lanes per row.
    private let groups: Int
    /// The weight of a document's loss if it has the label, per class.
    private let positiveCosts: [Lanes]
    /// The weight of a document's loss if it does not have the label, per class.
    private let negativeCosts: [Lanes]
    private let lambda: Float
    /// (columns + 1) × groups × 2: z and √G side by side; the last row belongs to the intercepts.
    private let state: UnsafeMutableBufferPointer<Lanes>
    private var steps = 0

    /// The learning rate α for rows of norm 1.
    ///
    /// Of 2, 5 and 10 with β 0.3, 1 and 3, all but (2, 3) and (10, 0.3) are within 0.7 points of accuracy of each
    /// other on three corpora.
    package static let alpha: Float = 2
    /// β: the smaller it is, the sooner steps become shorter.
    package static let beta: Float = 0.3

    /// The memory that one column takes, in bytes.
    package static func bytesPerColumn(classes: Int) -> Int {
        (classes + Lanes.scalarCount - 1) / Lanes.scalarCount * MemoryLayout<Lanes>.size * 2
    }

    /// Begins with all weights 0.
    ///
    /// - Parameters:
    ///   - costs: per class, the weight of a document's loss with the label and without it; softmax uses only the
    ///     first.
    ///   - lambda: λ, the weight of the regularizer.
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

    /// Makes one step per row, in the order of the rows.
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
                            weight: batch.lossWeights[row], gradient, target)
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
        _ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Float>, weight: Float,
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
        differentiate(gradient, target, weight)
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

    /// Replaces scores by the gradient of the loss, times the row's weight, with respect to them.
    private func differentiate(
        _ scores: UnsafeMutablePointer<Lanes>, _ target: UnsafeMutablePointer<Lanes>, _ weight: Float
    ) {
        switch kind {
        case .oneVsRest:
            for group in 0..<groups {
                let costs = negativeCosts[group] + target[group] * (positiveCosts[group] - negativeCosts[group])
                scores[group] = weight * costs * (sigmoid(scores[group]) - target[group])
            }
        case .multinomial:
            // Lanes without a class must not contribute to the sum.
            let lanes = Lanes.scalarCount
            for lane in classes..<groups * lanes { scores[lane / lanes][lane % lanes] = -1e30 }
            var top = -Float.infinity
            for group in 0..<groups { top = max(top, maximumLane(scores[group])) }
            var total: Float = 0
            for group in 0..<groups {
                scores[group] = exp(scores[group] - top)
                total += sum(scores[group])
            }
            var cost: Float = 0
            for group in 0..<groups { cost += sum(positiveCosts[group] * target[group]) }
            cost *= weight
            for group in 0..<groups { scores[group] = cost * (scores[group] / total - target[group]) }
            for lane in classes..<groups * lanes { scores[lane / lanes][lane % lanes] = 0 }
        }
    }

    /// The model with the current weights.
    ///
    /// - Throws: `NumericsError.damagedModel` if a weight is not finite.
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
