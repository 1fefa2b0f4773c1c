import COpenBLAS
import CPrefetch
import Foundation

/// Solves the multinomial problem
///
///     min over W, b of  ½‖W − W₀‖² + Σᵢ Cᵢ ( ln Σ_y exp(tᵢ_y) − tᵢ_{yᵢ} ),   tᵢ = Wᵀxᵢ + b
///
/// by block coordinate descent on its dual in W (Yu, Huang and Lin, "Dual coordinate descent methods
/// for logistic regression and maximum entropy models", Machine Learning 85, 2011, section 4), with b
/// following all along (`InterceptControl`) and more visits for the documents that move most
/// (`ActiveDocuments`). With a prior mean W₀ (`PriorMean`) b is held.
///
/// A document's dual variables z_y ≥ 0 with Σ z_y = C are the block; W = W₀ + Σᵢ xᵢ (C e_{yᵢ} − zᵢ)ᵀ is
/// kept up to date. Where the paper descends one variable after another, the block is solved whole: its
/// optimality conditions ln z_y + a z_y = λ + r_y, with a = ‖x‖², are diagonal but for λ, so a Newton
/// step costs one exponential a class. The logarithms u = ln z are what is stored, so no precision is
/// lost where z is nearly 0.
///
/// The duality gap at (W, z) is Σᵢ Cᵢ KL(zᵢ / Cᵢ ‖ softmax(tᵢ)), a sum of terms ≥ 0.
final class MultinomialSolver: DualSolver {
    private let features: CSRMatrix
    private let labels: [Int]
    private let classes: Int
    /// Of each document.
    private var costs: [Float]
    private let squaredNorms: [Float]
    /// Lanes a row of `weights` and `logDual` has, in groups of eight.
    private let groups: Int
    /// features × groups.
    private let weights: UnsafeMutableBufferPointer<Lanes>
    /// documents × groups: u = ln z.
    private let logDual: UnsafeMutableBufferPointer<Lanes>
    /// Of classes, and far below all of them in the lanes that are left over.
    private var intercepts: [Lanes]
    /// 1 in the lanes of classes, 0 in those left over.
    private var isClass: [Lanes]
    private let prior: PriorMean
    private let holdsIntercepts: Bool
    var control: InterceptControl
    private(set) var active: ActiveDocuments

    /// e⁻⁴⁰ is 0 for all purposes, and so far from where Float ends that differences times values are no
    /// denormal numbers, which processors add a hundred times slower.
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
        // All of z on the document's own class, so that W = W₀ belongs to it.
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

    /// Takes costs `ratio` times the ones before, and dual variables and W − W₀ that are as many times larger.
    func multiplyCosts(by ratio: Float) {
        let shift = Foundation.log(ratio)
        costs = costs.map { $0 * ratio }
        control.multiply(by: ratio)
        prior.stretch(weights, by: ratio)
        for index in logDual.indices { logDual[index] = atLeast(MultinomialSolver.negligible, logDual[index] + shift) }
    }

    deinit {
        weights.deallocate()
        logDual.deallocate()
    }

    /// Goes on from where it stands.
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
        // They are determined up to a constant.
        let mean = holdsIntercepts ? 0 : zip(intercepts, isClass).reduce(0) { $0 + sum($1.0 * $1.1) } / Float(classes)
        let flatIntercepts = (0..<classes).map { intercepts[$0 / lanes][$0 % lanes] - mean }
        // The parts are made to fit, and finite by construction.
        return try! LogisticRegressionModel(
            kind: .multinomial, features: features.columns, classes: classes, weights: flat,
            intercepts: flatIntercepts)
    }

    /// One pass over the documents' blocks.
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
                        // Too small to move a weight by a unit in its last place.
                        if greatest(movement) > 1e-6 * cost {
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

    /// t = Wᵀx + b of one document.
    @inline(__always)
    private func score(_ row: Int, _ rows: LaneRows, into t: UnsafeMutablePointer<Lanes>) {
        for group in 0..<groups {
            t[group] = rows.score(row, weights.baseAddress!, group: group, groups: groups, from: intercepts[group])
        }
    }

    /// Finds u and λ with u_y + a exp(u_y) = λ + r_y and Σ exp(u_y) = C, by Newton's method from `u`.
    ///
    /// - Parameters:
    ///   - u: where to begin; the solution on return.
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
                u[group] = atMost(top, atLeast(negligible, u[group] + (lambda - residual) / (1 + a * z[group])))
                let next = exp(u[group])
                let step = next - z[group]
                moved += step * step
                z[group] = next
            }
            if sum(moved) <= 1e-10 * cost * cost { break }
        }
        // Rounding leaves Σ z a little off C; the certificate wants it exact.
        var total = Lanes(repeating: 0)
        for group in 0..<groups { total += z[group] }
        let scale = cost / sum(total)
        let shift = log(scale)
        for group in 0..<groups {
            u[group] = atMost(top, atLeast(negligible, u[group] + shift))
            z[group] *= scale
        }
    }

    /// Where the solver stands: the objective, the duality gap in W, and what the Newton step in b is made from.
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
                        for group in 0..<groups { top = max(top, greatest(t[group])) }
                        var total = Lanes(repeating: 0)
                        // Against the best score, since near 0 Float is finest.
                        for group in 0..<groups {
                            t[group] = atLeast(MultinomialSolver.negligible, t[group] - top)
                            total += exp(t[group])
                        }
                        let logSum = log(sum(total))
                        let logCost = log(cost)
                        state.objective += Double(cost) * Double(logSum - scores[labels[row]])
                        // q ln(q / p) − q + p, which is ≥ 0 term by term and sums to the divergence. With p and q
                        // as powers of the logarithms, rounding these changes it in second order only.
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

    /// What a Newton step in b would gain: half the squared Newton decrement.
    private func decrement(_ state: State) -> Double {
        // b is determined up to a constant: the rows of the Hessian add up to 0, and so does the gradient.
        // Both are made to, or what rounding left of the sums would be divided by the ridge.
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
        // The ridge takes the direction with mean 0.
        for index in 0..<classes { hessian[index * classes + index] += 1e-9 * trace + 1e-12 }
        let size = Int32(classes)
        guard LAPACKE_dposv(LAPACK_ROW_MAJOR, 0x4C /* lower */, size, 1, &hessian, size, &direction, 1) == 0 else {
            // Nothing is known but that the minimum is not below 0.
            return state.objective
        }
        return -zip(direction, state.gradient).reduce(0) { $0 + $1.0 * $1.1 } / 2
    }
}
