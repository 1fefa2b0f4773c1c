import COpenBLAS
import CPrefetch
import Foundation

/// Solves the multinomial problem
///
///     min over W, b of  ½‖W − W₀‖² + Σᵢ Cᵢ ( ln Σ_y exp(tᵢ_y) − tᵢ_{yᵢ} ),   tᵢ = Wᵀxᵢ + b
///
/// by block coordinate descent on its dual in W (Yu, Huang and Lin, "Dual coordinate descent methods for logistic
/// regression and maximum entropy models", Machine Learning 85, 2011, section 4). The intercepts b follow throughout
/// (`InterceptControl`), and the documents that move most get more visits (`ActiveDocuments`). With a prior mean W₀
/// (`PriorMean`) b is held fixed.
///
/// A block holds a document's dual variables z_y ≥ 0 with Σ z_y = C. W = W₀ + Σᵢ xᵢ (Cᵢ e_{yᵢ} − zᵢ)ᵀ is kept up to
/// date. The paper descends one variable after another; here the whole block is solved at once. Its optimality
/// conditions are ln z_y + a z_y = λ + r_y with a = ‖x‖². They are diagonal except for λ, so a Newton step costs one
/// exponential per class. The solver stores the logarithms u = ln z, so no precision is lost where z is nearly 0.
///
/// The duality gap at (W, z) is Σᵢ Cᵢ KL(zᵢ / Cᵢ ‖ softmax(tᵢ)), a sum of terms ≥ 0.
final class MultinomialSolver: DualSolver {
    private let features: CSRMatrix
    private let labels: [Int]
    private let classes: Int
    /// Cᵢ of each document.
    private var costs: [Float]
    private let squaredNorms: [Float]
    /// The number of groups of eight lanes per row of `weights` and `logDual`.
    private let groups: Int
    /// features × groups.
    private let weights: UnsafeMutableBufferPointer<Lanes>
    /// documents × groups: u = ln z.
    private let logDual: UnsafeMutableBufferPointer<Lanes>
    /// b; lanes without a class are far below all others.
    private var intercepts: [Lanes]
    /// 1 in the lanes of classes, 0 in the others.
    private var isClass: [Lanes]
    private let prior: PriorMean
    private let holdsIntercepts: Bool
    var control: InterceptControl
    private(set) var active: ActiveDocuments

    /// The smallest logarithm kept. e⁻⁴⁰ is 0 for all purposes. It is still far enough from Float's lower limit that
    /// products of differences and values are not denormal numbers, which processors add a hundred times more slowly.
    private static let negligible: Float = -40

    init(features: CSRMatrix, labels: [Int], classes: Int, costs: [Float], prior: LogisticRegressionModel? = nil) {
        self.features = features
        self.labels = labels
        self.classes = classes
        self.costs = costs
        squaredNorms = features.squaredRowNorms
        let lanes = Lanes.scalarCount
        groups = (classes + lanes - 1) / lanes
        weights = .allocate(capacity: max(1, features.columns * groups))
        weights.initialize(repeating: Lanes(repeating: 0))
        self.prior = PriorMean(prior, classes: 0..<classes, groups: groups)
        holdsIntercepts = prior != nil
        self.prior.start(weights)
        // z = C on the document's own class and about 0 elsewhere, to which W = W₀ corresponds.
        logDual = .allocate(capacity: features.rows * groups)
        logDual.initialize(repeating: Lanes(repeating: -20))
        intercepts = Array(repeating: Lanes(repeating: 2 * MultinomialSolver.negligible), count: groups)
        isClass = Array(repeating: Lanes(repeating: 0), count: groups)
        for label in 0..<classes {
            intercepts[label / lanes][label % lanes] = prior?.intercepts[label] ?? 0
            isClass[label / lanes][label % lanes] = 1
        }
        control = InterceptControl(documents: features.rows, groups: groups)
        active = ActiveDocuments(documents: features.rows)
        for (row, label) in labels.enumerated() {
            logDual[row * groups + label / lanes][label % lanes] = log(max(costs[row], .leastNormalMagnitude))
        }
    }

    /// Multiplies all costs by `ratio`, and with them the dual variables and W − W₀.
    func multiplyCosts(by ratio: Float) {
        let shift = Foundation.log(ratio)
        costs = costs.map { $0 * ratio }
        control.multiply(by: ratio)
        prior.stretch(weights, by: ratio)
        for index in logDual.indices {
            logDual[index] = bounded(below: MultinomialSolver.negligible, logDual[index] + shift)
        }
    }

    deinit {
        weights.deallocate()
        logDual.deallocate()
    }

    /// Continues from the current state.
    func solve(_ options: LogisticRegression) -> (LogisticRegressionModel, Optimality) {
        let optimality = converge(labels.indices.filter { costs[$0] > 0 }, options)
        return (model(), optimality)
    }

    private func model() -> LogisticRegressionModel {
        let lanes = Lanes.scalarCount
        var flat = [Float](repeating: 0, count: features.columns * classes)
        for feature in 0..<features.columns {
            for label in 0..<classes {
                flat[feature * classes + label] = weights[feature * groups + label / lanes][label % lanes]
            }
        }
        // Intercepts are determined only up to a constant.
        let mean = holdsIntercepts ? 0 : zip(intercepts, isClass).reduce(0) { $0 + sum($1.0 * $1.1) } / Float(classes)
        let flatIntercepts = (0..<classes).map { intercepts[$0 / lanes][$0 % lanes] - mean }
        // The sizes match and the values are finite by construction.
        return try! LogisticRegressionModel(
            kind: .multinomial, features: features.columns, classes: classes, weights: flat,
            intercepts: flatIntercepts)
    }

    /// Makes one pass over the documents' blocks.
    func descend(_ order: [Int]) {
        let weights = self.weights.baseAddress!
        let groups = self.groups
        features.withLaneRows { rows in
            active.withMovements { movements in
                withUnsafeTemporaryAllocation(of: Lanes.self, capacity: groups * 4) { scratch in
                    let t = scratch.baseAddress!
                    let u = t + groups
                    let z = u + groups
                    let change = z + groups
                    for (position, row) in order.enumerated() {
                        rows.prefetchEntries(order, after: position)
                        if position + 1 < order.count { prefetchRow(order[position + 1], rows) }
                        let a = squaredNorms[row]
                        let cost = costs[row]
                        let dual = logDual.baseAddress! + row * groups
                        score(row, rows, into: t)
                        for group in 0..<groups {
                            u[group] = dual[group]
                            z[group] = exp(u[group])
                            change[group] = z[group]
                            t[group] += a * z[group]
                        }
                        MultinomialSolver.solveBlock(u, z, r: t, a: a, cost: cost, groups: groups)
                        var movement = Lanes(repeating: 0)
                        for group in 0..<groups {
                            change[group] -= z[group]
                            movement += magnitude(change[group])
                        }
                        movements[row] = movement
                        // Smaller changes do not move a weight by a unit in its last place.
                        if maximumLane(movement) > 1e-6 * cost {
                            for group in 0..<groups {
                                dual[group] = u[group]
                                rows.add(change[group], of: row, to: weights, group: group, groups: groups)
                                let after = z[group] * (1 / cost)
                                control.add(
                                    -change[group], before: after + change[group] * (1 / cost), after: after,
                                    cost: Lanes(repeating: cost), squaredNorm: a, group: group)
                            }
                        } else {
                            movements[row] = Lanes(repeating: 0)
                        }
                        if !holdsIntercepts { control.countDocument { intercepts[$0] -= $1 * isClass[$0] } }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func prefetchRow(_ row: Int, _ rows: LaneRows) {
        prefetch(logDual.baseAddress! + row * groups)
        rows.prefetch(row, weights.baseAddress!, groups: groups)
    }

    /// Computes t = Wᵀx + b for one document.
    @inline(__always)
    private func score(_ row: Int, _ rows: LaneRows, into t: UnsafeMutablePointer<Lanes>) {
        for group in 0..<groups {
            t[group] = rows.score(row, weights.baseAddress!, group: group, groups: groups, from: intercepts[group])
        }
    }

    /// Finds u and λ with u_y + a exp(u_y) = λ + r_y and Σ exp(u_y) = C, by Newton's method.
    ///
    /// - Parameters:
    ///   - u: the starting point; the solution on return.
    ///   - z: exp(u), on entry and on return.
    static func solveBlock(
        _ u: UnsafeMutablePointer<Lanes>, _ z: UnsafeMutablePointer<Lanes>, r: UnsafePointer<Lanes>, a: Float,
        cost: Float, groups: Int
    ) {
        let top = log(cost)
        for _ in 0..<30 {
            var sumZ = Lanes(repeating: 0)
            var sumH = sumZ
            var sumHF = sumZ
            for group in 0..<groups {
                let h = z[group] / (1 + a * z[group])
                sumZ += z[group]
                sumH += h
                sumHF += h * (u[group] + a * z[group] - r[group])
            }
            let lambda = (cost - sum(sumZ) + sum(sumHF)) / sum(sumH)
            var moved = Lanes(repeating: 0)
            for group in 0..<groups {
                let residual = u[group] + a * z[group] - r[group]
                u[group] = bounded(
                    above: top, bounded(below: negligible, u[group] + (lambda - residual) / (1 + a * z[group])))
                let next = exp(u[group])
                let step = next - z[group]
                moved += step * step
                z[group] = next
            }
            if sum(moved) <= 1e-10 * cost * cost { break }
        }
        // Rounding leaves Σ z slightly different from C, but the certificate needs equality.
        var total = Lanes(repeating: 0)
        for group in 0..<groups { total += z[group] }
        let scale = cost / sum(total)
        let shift = log(scale)
        for group in 0..<groups {
            u[group] = bounded(above: top, bounded(below: negligible, u[group] + shift))
            z[group] *= scale
        }
    }

    /// The objective, the duality gap in W, and the terms of the Newton step in b.
    private struct State: Sendable {
        var objective = 0.0
        var gap = 0.0
        var gradient: [Double]
        /// Σᵢ Cᵢ p pᵀ, from which the Hessian in b follows.
        var products: [Double]

        init(classes: Int) {
            gradient = Array(repeating: 0, count: classes)
            products = Array(repeating: 0, count: classes * classes)
        }

        mutating func add(_ other: State) {
            objective += other.objective
            gap += other.gap
            for index in gradient.indices { gradient[index] += other.gradient[index] }
            for index in products.indices { products[index] += other.products[index] }
        }
    }

    func standing(threads: Int) -> (objective: Double, relativeGap: Double) {
        let state = evaluate(threads: threads)
        return (state.objective, (state.gap + (holdsIntercepts ? 0 : decrement(state))) / state.objective)
    }

    private func evaluate(threads: Int) -> State {
        nonisolated(unsafe) let solver = self
        let pieces = Parallel.chunks(of: features.rows, size: 4096)
        let parts = Parallel.map(pieces.count, threads: threads) { solver.evaluate(pieces[$0]) }
        var state = State(classes: classes)
        for part in parts { state.add(part) }
        let norms = prior.squaredDistance(UnsafeBufferPointer(weights))
        state.objective += Double(norms.sum()) / 2
        return state
    }

    private func evaluate(_ documents: Range<Int>) -> State {
        var state = State(classes: classes)
        let groups = self.groups
        features.withLaneRows { rows in
            withUnsafeTemporaryAllocation(of: Lanes.self, capacity: groups * (classes + 2)) { scratch in
                withUnsafeTemporaryAllocation(of: CompensatedSum.self, capacity: groups) { gradient in
                    gradient.initialize(repeating: CompensatedSum())
                    scratch.initialize(repeating: Lanes(repeating: 0))
                    let t = scratch.baseAddress!
                    let p = t + groups
                    let products = p + groups
                    let scores = UnsafeRawPointer(t).assumingMemoryBound(to: Float.self)
                    let probabilities = UnsafeRawPointer(p).assumingMemoryBound(to: Float.self)
                    for row in documents {
                        if row + 1 < documents.upperBound { prefetchRow(row + 1, rows) }
                        let cost = costs[row]
                        guard cost > 0 else { continue }
                        score(row, rows, into: t)
                        var top = -Float.infinity
                        for group in 0..<groups { top = max(top, maximumLane(t[group])) }
                        var total = Lanes(repeating: 0)
                        // Scores are taken relative to the best one, because Float is finest near 0.
                        for group in 0..<groups {
                            t[group] = bounded(below: MultinomialSolver.negligible, t[group] - top)
                            total += exp(t[group])
                        }
                        let logSum = log(sum(total))
                        let logCost = log(cost)
                        state.objective += Double(cost) * Double(logSum - scores[labels[row]])
                        // q ln(q / p) − q + p is ≥ 0 term by term and sums to the divergence. p and q are computed
                        // from their logarithms, so rounding these changes the sum only in second order.
                        var divergence = Lanes(repeating: 0)
                        for group in 0..<groups {
                            let logP = t[group] - logSum
                            let logQ = logDual[row * groups + group] - logCost
                            p[group] = exp(logP)
                            let q = exp(logQ)
                            divergence += q * (logQ - logP) - q + p[group]
                            gradient[group].add(cost * p[group])
                        }
                        state.gap += Double(cost) * Double(max(0, sum(divergence)))
                        state.gradient[labels[row]] -= Double(cost)
                        for label in 0..<classes {
                            let weight = cost * probabilities[label]
                            for group in 0..<groups { products[label * groups + group] += weight * p[group] }
                        }
                    }
                    let lanes = Lanes.scalarCount
                    for label in 0..<classes {
                        state.gradient[label] += Double(gradient[label / lanes].value[label % lanes])
                        for other in 0..<classes {
                            state.products[label * classes + other] = Double(
                                products[label * groups + other / lanes][other % lanes])
                        }
                    }
                }
            }
        }
        return state
    }

    /// The estimated gain of a Newton step in b: half the squared Newton decrement.
    private func decrement(_ state: State) -> Double {
        // b is determined only up to a constant, so the rows of the Hessian and the gradient add up to 0. Both are
        // forced to: the ridge would otherwise divide the rounding errors of the sums.
        var hessian = [Double](repeating: 0, count: classes * classes)
        var trace = 0.0
        for label in 0..<classes {
            for other in 0..<label {
                let product = state.products[label * classes + other]
                hessian[label * classes + other] = -product
                hessian[label * classes + label] += product
                hessian[other * classes + other] += product
                trace += 2 * product
            }
        }
        let mean = state.gradient.reduce(0, +) / Double(classes)
        var direction = state.gradient.map { mean - $0 }
        // The ridge selects the direction with mean 0.
        for index in 0..<classes { hessian[index * classes + index] += 1e-9 * trace + 1e-12 }
        let size = Int32(classes)
        guard LAPACKE_dposv(LAPACK_ROW_MAJOR, 0x4C /* lower */, size, 1, &hessian, size, &direction, 1) == 0 else {
            // All that is known is that the minimum is not below 0.
            return state.objective
        }
        return -zip(direction, state.gradient).reduce(0) { $0 + $1.0 * $1.1 } / 2
    }
}
