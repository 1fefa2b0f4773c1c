import CPrefetch
import Features
import Foundation

/// Solves up to eight binary problems on the same documents at once, one a lane:
///
///     min over w, b of  ½‖w‖² + Σᵢ Cᵢ ( ln(1 + exp(tᵢ)) − yᵢ tᵢ ),   tᵢ = w·xᵢ + b,  yᵢ ∈ {0, 1}
///
/// by dual coordinate descent in w (Yu, Huang and Lin, Machine Learning 85, 2011, section 3), and by a
/// Newton step in b after each pass.
///
/// A document's dual variable is 0 < z < C, with w = Σᵢ (Cᵢ yᵢ − zᵢ) xᵢ. Stored is u = ln(z / (C − z)),
/// which is exact near both ends. The one-variable problem is u + a C σ(u) = t + a z, with a = ‖x‖²; its
/// left side rises, so Newton's method is kept inside a bracket. The duality gap is
/// Σᵢ Cᵢ KL(σ(uᵢ) ‖ σ(tᵢ)).
struct OneVsRestSolver {
    private let features: CSRMatrix
    private let squaredNorms: [Float]
    /// Per document, a lane is 1 where it has the label.
    private let targets: [Lanes]
    private let positiveCost: Lanes
    private let negativeCost: Lanes
    /// Lanes with both kinds of documents.
    private let solvable: SIMDMask<SIMD8<Int32>>
    private let constantIntercepts: Lanes

    init(
        features: CSRMatrix, squaredNorms: [Float], labelSets: [[Int]], classes: Range<Int>,
        options: LogisticRegression
    ) {
        self.features = features
        self.squaredNorms = squaredNorms
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
            solvable[lane] = count > 0 && count < features.rows
            constants[lane] = log((Float(count) + 0.5) / (Float(features.rows - count) + 0.5))
        }
        self.positiveCost = positiveCost
        self.negativeCost = negativeCost
        self.solvable = solvable
        constantIntercepts = constants
    }

    struct Solution: Sendable {
        /// One a feature.
        var weights: [Lanes]
        var intercepts: Lanes
        var optimality: Optimality
    }

    func solve(_ options: LogisticRegression) -> Solution {
        var solution = Solution(
            weights: Array(repeating: Lanes(repeating: 0), count: features.columns),
            intercepts: Lanes(repeating: 0).replacing(with: constantIntercepts, where: .!solvable),
            optimality: Optimality(objective: 0, relativeGap: 0, epochs: 0, converged: true))
        guard any(solvable) else { return solution }
        // z = C where the document has the label and 0 where it has not, so that w = 0 belongs to it.
        var logits = targets.map { $0 * 40 - 20 }
        var generator = SeededGenerator(seed: options.seed)
        var order = Array(0..<features.rows)
        solution.optimality.converged = false
        while solution.optimality.epochs < options.maximumEpochs {
            generator.shuffle(&order)
            descend(order, &solution, &logits)
            solution.optimality.epochs += 1
            let state = evaluate(solution, logits)
            solution.optimality.objective = state.objective
            solution.optimality.relativeGap = state.relativeGap
            if state.relativeGap <= options.tolerance {
                solution.optimality.converged = true
                break
            }
            solution.intercepts += LogisticRegression.interceptRelaxation * state.step
        }
        return solution
    }

    private func costs(_ target: Lanes) -> Lanes { negativeCost + target * (positiveCost - negativeCost) }

    private func descend(_ order: [Int], _ solution: inout Solution, _ logits: inout [Lanes]) {
        let zero = Lanes(repeating: 0)
        let intercepts = solution.intercepts
        features.withLaneRows { rows in
        solution.weights.withUnsafeMutableBufferPointer { buffer in
        logits.withUnsafeMutableBufferPointer { logits in
            let weights = buffer.baseAddress!
            for (position, row) in order.enumerated() {
                if position + 1 < order.count {
                    let next = order[position + 1]
                    prefetch(logits.baseAddress! + next)
                    rows.prefetch(next, weights)
                }
                let a = squaredNorms[row]
                let cost = costs(targets[row])
                let t = rows.score(row, weights, from: intercepts)
                let z = cost * sigmoid(logits[row])
                let u = OneVsRestSolver.solveBlock(from: logits[row], r: t + a * z, slope: a * cost)
                let change = (z - cost * sigmoid(u)).replacing(with: zero, where: .!solvable)
                // Too small to move a weight by a unit in its last place.
                guard greatest(magnitude(change) - 1e-6 * cost) > 0 else { continue }
                logits[row] = u
                rows.add(change, of: row, to: weights)
            }
        }}}
    }

    /// The root of u + slope · σ(u) = r in each lane.
    static func solveBlock(from start: Lanes, r: Lanes, slope: Lanes) -> Lanes {
        var low = r - slope
        var high = r
        var u = smaller(high, larger(low, start))
        for _ in 0..<30 {
            let s = sigmoid(u)
            let residual = u + slope * s - r
            let tooHigh = residual .> 0
            high.replace(with: u, where: tooHigh)
            low.replace(with: u, where: .!tooHigh)
            let newton = u - residual / (1 + slope * s * (1 - s))
            // An end of the bracket counts as outside, or steps could go from end to end for ever.
            let outside = (tooHigh .& (newton .<= low)) .| (.!tooHigh .& (newton .>= high))
            u = newton.replacing(with: (low + high) * 0.5, where: outside)
            let accuracy: Lanes = 1e-5 + 1e-6 * slope
            if greatest(magnitude(residual) - accuracy) < 0 { break }
        }
        return u
    }

    private struct State {
        var objective: Double
        var relativeGap: Double
        /// The Newton step in each intercept, at most 1.
        var step: Lanes
    }

    private func evaluate(_ solution: Solution, _ logits: [Lanes]) -> State {
        var losses = CompensatedSum()
        var gaps = losses
        var gradient = losses
        var curvature = losses
        features.withLaneRows { rows in
        solution.weights.withUnsafeBufferPointer { buffer in
            let weights = buffer.baseAddress!
            for row in 0..<features.rows {
                if row + 1 < features.rows { rows.prefetch(row + 1, weights) }
                let t = rows.score(row, weights, from: solution.intercepts)
                let cost = costs(targets[row])
                losses.add(cost * softplus(t.replacing(with: -t, where: targets[row] .> 0)))
                // KL(q ‖ p) = q (u − t) − softplus(u) + softplus(t), on the side where q is small.
                let u = logits[row]
                let near = -magnitude(u)
                let score = t.replacing(with: -t, where: u .> 0)
                gaps.add(cost * atLeast(0, sigmoid(near) * (near - score) - softplus(near) + softplus(score)))
                let p = sigmoid(t)
                gradient.add(cost * (p - targets[row]))
                curvature.add(cost * p * (1 - p))
            }
        }}
        var norms = CompensatedSum()
        for weight in solution.weights { norms.add(weight * weight) }
        var state = State(objective: 0, relativeGap: 0, step: Lanes(repeating: 0))
        for lane in 0..<Lanes.scalarCount where solvable[lane] {
            let slope = Double(gradient.value[lane])
            let objective = Double(losses.value[lane]) + Double(norms.value[lane]) / 2
            let newton = -slope / max(Double(curvature.value[lane]), 1e-12)
            let decrement = -newton * slope / 2
            state.objective += objective
            state.relativeGap = max(state.relativeGap, (Double(gaps.value[lane]) + decrement) / objective)
            state.step[lane] = Float(min(1, max(-1, newton)))
        }
        return state
    }
}
