import CPrefetch
import Foundation

/// Solves up to eight binary problems on the same documents at once, one per lane:
///
///     min over w, b of  ½‖w − w₀‖² + Σᵢ Cᵢ ( ln(1 + exp(tᵢ)) − yᵢ tᵢ ),   tᵢ = w·xᵢ + b,  yᵢ ∈ {0, 1}
///
/// by dual coordinate descent in w (Yu, Huang and Lin, Machine Learning 85, 2011, section 3). The intercepts b follow
/// throughout (`InterceptControl`), and the documents that move most get more visits (`ActiveDocuments`). With a prior
/// mean w₀ (`PriorMean`) b is held fixed.
///
/// A document has one dual variable 0 < z < C, and w = w₀ + Σᵢ (Cᵢ yᵢ − zᵢ) xᵢ. The solver stores u = ln(z / (C − z)),
/// which is exact near both ends. The one-variable problem is u + a C σ(u) = t + a z with a = ‖x‖². Its left side
/// increases, so Newton steps are kept inside a bracket. The duality gap is Σᵢ Cᵢ KL(σ(uᵢ) ‖ σ(tᵢ)).
final class OneVsRestSolver: DualSolver {
    private let features: CSRMatrix
    private let squaredNorms: [Float]
    /// Per document: 1 in the lanes of its labels, 0 in the others.
    private let targets: [Lanes]
    private let documentWeights: [Float]
    private var positiveCost: Lanes
    private var negativeCost: Lanes
    /// The lanes whose label some but not all documents have; with a prior all lanes.
    private let solvable: SIMDMask<SIMD8<Int32>>
    /// One per feature.
    private var weights: [Lanes]
    private var intercepts: Lanes
    private let prior: PriorMean
    private let holdsIntercepts: Bool
    /// u of each document.
    private var logits: [Lanes]
    var control: InterceptControl
    private(set) var active: ActiveDocuments

    init(
        features: CSRMatrix, squaredNorms: [Float], labelSets: [[Int]], classes: Range<Int>,
        documentWeights: [Float], prior: LogisticRegressionModel?, options: LogisticRegression
    ) {
        self.features = features
        self.squaredNorms = squaredNorms
        self.documentWeights = documentWeights
        var targets = [Lanes](repeating: Lanes(repeating: 0), count: features.rows)
        var positives = [Int](repeating: 0, count: Lanes.scalarCount)
        for (row, labels) in labelSets.enumerated() {
            for label in labels where classes.contains(label) {
                targets[row][label - classes.lowerBound] = 1
            }
            for lane in 0..<classes.count where targets[row][lane] == 1 { positives[lane] += 1 }
        }
        self.targets = targets
        var positiveCost = Lanes(repeating: options.C)
        var negativeCost = positiveCost
        var solvable = SIMDMask<SIMD8<Int32>>(repeating: false)
        var constants = Lanes(repeating: 0)
        for lane in 0..<classes.count {
            let count = positives[lane]
            let weights = options.binaryWeights(positive: count, of: features.rows)
            positiveCost[lane] *= weights.positive
            negativeCost[lane] *= weights.negative
            solvable[lane] = prior != nil || count > 0 && count < features.rows
            constants[lane] =
                prior?.intercepts[classes.lowerBound + lane]
                ?? log((Float(count) + 0.5) / (Float(features.rows - count) + 0.5))
        }
        self.positiveCost = positiveCost
        self.negativeCost = negativeCost
        self.solvable = solvable
        weights = Array(repeating: Lanes(repeating: 0), count: features.columns)
        holdsIntercepts = prior != nil
        intercepts = holdsIntercepts ? constants : Lanes(repeating: 0).replacing(with: constants, where: .!solvable)
        self.prior = PriorMean(prior, classes: classes, groups: 1)
        // z = C for documents with the label and 0 for the others, to which w = w₀ corresponds.
        logits = targets.map { $0 * 40 - 20 }
        control = InterceptControl(documents: features.rows, groups: 1)
        active = ActiveDocuments(documents: features.rows)
        weights.withUnsafeMutableBufferPointer { self.prior.start($0) }
    }

    struct Solution: Sendable {
        /// One per feature.
        var weights: [Lanes]
        var intercepts: Lanes
        var optimality: Optimality
    }

    /// Continues from the current state.
    func solve(_ options: LogisticRegression) -> Solution {
        let optimality =
            any(solvable)
            ? converge(Array(0..<features.rows), options)
            : Optimality(objective: 0, relativeGap: 0, epochs: 0, converged: true)
        return Solution(weights: weights, intercepts: intercepts, optimality: optimality)
    }

    /// Multiplies all costs by `ratio`, and with them the dual variables and w − w₀. u does not change.
    func multiplyCosts(by ratio: Float) {
        positiveCost *= ratio
        negativeCost *= ratio
        weights.withUnsafeMutableBufferPointer { prior.stretch($0, by: ratio) }
        control.multiply(by: ratio)
    }

    private func costs(_ row: Int) -> Lanes {
        documentWeights[row] * (negativeCost + targets[row] * (positiveCost - negativeCost))
    }

    func descend(_ order: [Int]) {
        let zero = Lanes(repeating: 0)
        features.withLaneRows { rows in
            weights.withUnsafeMutableBufferPointer { buffer in
                logits.withUnsafeMutableBufferPointer { logits in
                    active.withMovements { movements in
                        let weights = buffer.baseAddress!
                        for (position, row) in order.enumerated() {
                            rows.prefetchEntries(order, after: position)
                            if position + 1 < order.count {
                                let next = order[position + 1]
                                prefetch(logits.baseAddress! + next)
                                rows.prefetch(next, weights)
                            }
                            let a = squaredNorms[row]
                            let cost = costs(row)
                            let t = rows.score(row, weights, from: intercepts)
                            let before = sigmoid(logits[row])
                            let (u, after) = OneVsRestSolver.solveBlock(
                                from: logits[row], sigmoid: before, r: t + a * cost * before, slope: a * cost)
                            let change = (cost * (before - after)).replacing(with: zero, where: .!solvable)
                            movements[row] = magnitude(change)
                            // Smaller changes do not move a weight by a unit in its last place.
                            if maximumLane(magnitude(change) - 1e-6 * cost) > 0 {
                                logits[row] = u
                                rows.add(change, of: row, to: weights)
                                control.add(-change, before: before, after: after, cost: cost, squaredNorm: a)
                            } else {
                                movements[row] = zero
                            }
                            if !holdsIntercepts {
                                control.countDocument { intercepts -= $1.replacing(with: zero, where: .!solvable) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Moves u toward the root of u + slope · σ(u) = r in each lane.
    ///
    /// It makes at least one Newton step and continues until the residual u + slope · σ(u) − r has halved. Higher
    /// accuracy would be wasted, because the next pass has another r.
    ///
    /// - Parameter startSigmoid: σ(start).
    /// - Returns: u and σ(u).
    static func solveBlock(
        from start: Lanes, sigmoid startSigmoid: Lanes, r: Lanes, slope: Lanes
    ) -> (Lanes, Lanes) {
        var low = r - slope
        var high = r
        var u = start
        var s = startSigmoid
        var residual = u + slope * s - r
        let accuracy = lanewiseMaximum(1e-5 + 1e-6 * slope, magnitude(residual) * 0.5)
        for _ in 0..<30 {
            let tooHigh = residual .> 0
            high.replace(with: lanewiseMinimum(u, high), where: tooHigh)
            low.replace(with: lanewiseMaximum(u, low), where: .!tooHigh)
            let newton = u - residual / (1 + slope * s * (1 - s))
            // An end of the bracket counts as outside. Otherwise steps could alternate between the ends forever.
            let outside = (tooHigh .& (newton .<= low)) .| (.!tooHigh .& (newton .>= high))
            u = newton.replacing(with: (low + high) * 0.5, where: outside)
            s = sigmoid(u)
            residual = u + slope * s - r
            if maximumLane(magnitude(residual) - accuracy) < 0 { break }
        }
        return (u, s)
    }

    /// Runs on one thread, because the blocks of eight classes run in parallel.
    func standing(threads: Int) -> (objective: Double, relativeGap: Double) {
        var losses = CompensatedSum()
        var gaps = losses
        var gradient = losses
        var curvature = losses
        features.withLaneRows { rows in
            weights.withUnsafeBufferPointer { buffer in
                let weights = buffer.baseAddress!
                for row in 0..<features.rows {
                    if row + 1 < features.rows { rows.prefetch(row + 1, weights) }
                    let t = rows.score(row, weights, from: intercepts)
                    let cost = costs(row)
                    losses.add(cost * softplus(t.replacing(with: -t, where: targets[row] .> 0)))
                    // KL(q ‖ p) = q (u − t) − softplus(u) + softplus(t), on the side where q is small.
                    let u = logits[row]
                    let near = -magnitude(u)
                    let score = t.replacing(with: -t, where: u .> 0)
                    gaps.add(
                        cost * bounded(below: 0, sigmoid(near) * (near - score) - softplus(near) + softplus(score)))
                    let p = sigmoid(t)
                    gradient.add(cost * (p - targets[row]))
                    curvature.add(cost * p * (1 - p))
                }
            }
        }
        let norms = weights.withUnsafeBufferPointer { prior.squaredDistance($0) }
        var standing = (objective: 0.0, relativeGap: 0.0)
        for lane in 0..<Lanes.scalarCount where solvable[lane] {
            let slope = Double(gradient.value[lane])
            let objective = Double(losses.value[lane]) + Double(norms[lane]) / 2
            let decrement = holdsIntercepts ? 0 : slope * slope / max(Double(curvature.value[lane]), 1e-12) / 2
            standing.objective += objective
            standing.relativeGap = max(standing.relativeGap, (Double(gaps.value[lane]) + decrement) / objective)
        }
        return standing
    }
}
