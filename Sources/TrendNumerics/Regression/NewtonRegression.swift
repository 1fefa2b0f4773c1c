import Foundation

/// Fits L2-regularized logistic regression in double precision, to any optimality:
///
///     min over W, b of  (1 / S) Σᵢ sᵢ loss(Wᵀxᵢ + b, yᵢ) + ½ λ ‖W‖²,   S = Σᵢ sᵢ
///
/// by Newton's method. Each step is found by conjugate gradients with the diagonal of the Hessian as preconditioner, and
/// only as exactly as it pays (Lin, Weng and Keerthi, "Trust region Newton method for large-scale logistic regression",
/// JMLR 9, 2008; Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.1). A step is halved until it lowers
/// the objective.
///
/// It is for dense, small or badly scaled data, and for fits that have to be more exact than single precision allows.
/// For many texts the dual solvers of `LogisticRegression` are far faster.
package struct NewtonRegression {
    /// The loss of a row.
    package enum Loss: Sendable {
        /// ln(1 + exp(t)) − y t, with one score t and y of 0 or 1.
        case binary
        /// ln Σ exp(t) − t_y, with one score per class.
        case multinomial(classes: Int)

        var width: Int {
            switch self {
            case .binary: 1
            case .multinomial(let classes): classes
            }
        }
    }

    package let loss: Loss
    /// λ.
    package var regularization: Double
    package var fitsIntercepts: Bool
    /// The fit ends when no component of the gradient is larger than this.
    package var tolerance: Double
    package var maximumIterations: Int
    package var threads: Int

    package init(
        _ loss: Loss, regularization: Double, fitsIntercepts: Bool, tolerance: Double, maximumIterations: Int,
        threads: Int
    ) {
        self.loss = loss
        self.regularization = regularization
        self.fitsIntercepts = fitsIntercepts
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.threads = threads
    }

    /// How a fit ended.
    package struct Outcome: Equatable, Sendable {
        package var iterations = 0
        /// The largest component of the gradient.
        package var gradient = Double.infinity
        package var objective = Double.infinity
        /// Whether the tolerance is reached, or the objective can no longer be lowered within rounding.
        package var hasConverged = false
    }

    /// Fits from given parameters on.
    ///
    /// - Parameters:
    ///   - labels: each row's class, from 0.
    ///   - weights: sᵢ, at least 0, and not all 0.
    ///   - parameters: W, columns × width, and then b, if intercepts are fitted; the fit on return.
    package func fit(
        _ X: some FeatureMatrix, labels: UnsafePointer<Int32>, weights: UnsafePointer<Double>,
        parameters: inout [Double]
    ) -> Outcome {
        let width = loss.width
        precondition(parameters.count == (X.columns + (fitsIntercepts ? 1 : 0)) * width)
        // Threads cost more than they help where there is little to do.
        let threads = X.work * width > 50_000 ? threads : 1
        var total = 0.0
        for row in 0..<X.rows { total += weights[row] }
        let problem = NewtonProblem(
            X, labels: labels, weights: weights, scale: 1 / total, model: self, threads: threads)
        var outcome = Outcome()
        var scores = [Double](repeating: 0, count: X.rows * width)
        var probabilities = scores
        problem.score(parameters, into: &scores)
        var norm = problem.penalty(parameters, parameters)
        outcome.objective = problem.loss(scores, probabilities: &probabilities) + norm / 2
        var gradient = parameters
        problem.gradient(parameters, probabilities, into: &gradient)
        outcome.gradient = largest(gradient)
        var (change, trial) = (scores, scores)
        while outcome.objective.isFinite {
            outcome.hasConverged = outcome.gradient <= tolerance
            if outcome.hasConverged || outcome.iterations >= maximumIterations { break }
            let step = problem.step(gradient, probabilities)
            problem.score(step, into: &change)
            let slope = dot(gradient, step)
            let (linear, square) = (problem.penalty(parameters, step), problem.penalty(step, step))
            // What rounding may add to the objective.
            let slack = 8 * outcome.objective.ulp
            var length = 1.0
            var objective = Double.infinity
            while length > 1e-10, slope < 0 {
                for index in trial.indices { trial[index] = scores[index] + length * change[index] }
                objective =
                    problem.loss(trial, probabilities: &probabilities) + norm / 2 + length * linear
                    + length * length * square / 2
                if objective <= outcome.objective + 1e-4 * length * slope + slack { break }
                length /= 2
            }
            // Within rounding, there is nothing left to gain.
            guard length > 1e-10, slope < 0 else {
                outcome.hasConverged = true
                break
            }
            for index in parameters.indices { parameters[index] += length * step[index] }
            swap(&scores, &trial)
            norm = problem.penalty(parameters, parameters)
            outcome.iterations += 1
            problem.gradient(parameters, probabilities, into: &gradient)
            let (before, isLower) = (outcome.gradient, objective < outcome.objective)
            (outcome.gradient, outcome.objective) = (largest(gradient), objective)
            if !isLower, outcome.gradient >= before / 2 {
                outcome.hasConverged = true
                break
            }
        }
        problem.center(&parameters)
        return outcome
    }
}

/// The objective of `NewtonRegression` on some data, and its derivatives.
private struct NewtonProblem<Features: FeatureMatrix> {
    private let X: Features
    private let labels: UnsafePointer<Int32>
    private let weights: UnsafePointer<Double>
    /// 1 / S.
    private let scale: Double
    private let width: Int
    private let regularization: Double
    private let fitsIntercepts: Bool
    private let threads: Int

    private static var rowsPerPiece: Int { 2048 }

    init(
        _ X: Features, labels: UnsafePointer<Int32>, weights: UnsafePointer<Double>, scale: Double,
        model: NewtonRegression,
        threads: Int
    ) {
        self.X = X
        self.labels = labels
        self.weights = weights
        self.scale = scale
        width = model.loss.width
        regularization = model.regularization
        fitsIntercepts = model.fitsIntercepts
        self.threads = threads
    }

    private var intercepts: Range<Int> {
        X.columns * width..<(X.columns + (fitsIntercepts ? 1 : 0)) * width
    }

    /// Takes the mean over the classes from what no score and no penalty depends on but by that mean.
    func center(_ parameters: inout [Double]) {
        guard width > 1 else { return }
        for line in (regularization > 0 ? X.columns : 0)..<intercepts.upperBound / width {
            let range = line * width..<(line + 1) * width
            let mean = range.reduce(0) { $0 + parameters[$1] } / Double(width)
            for index in range { parameters[index] -= mean }
        }
    }

    /// λ ⟨A, B⟩ of the weights of two sets of parameters.
    func penalty(_ a: [Double], _ b: [Double]) -> Double {
        guard regularization > 0 else { return 0 }
        var product = dot(a, b)
        for index in intercepts { product -= a[index] * b[index] }
        return regularization * product
    }

    /// The scores of all rows: rows × width.
    func score(_ parameters: [Double], into scores: inout [Double]) {
        parameters.withUnsafeBufferPointer { parameters in
            scores.withUnsafeMutableBufferPointer { scores in
                guard let target = scores.baseAddress, let source = parameters.baseAddress else { return }
                X.multiply(source, width: width, into: target, threads: threads)
                guard fitsIntercepts else { return }
                let b = source + X.columns * width
                for row in 0..<X.rows {
                    for index in 0..<width { target[row * width + index] += b[index] }
                }
            }
        }
    }

    /// The weighted mean loss of scores, and the probabilities that they mean.
    func loss(_ scores: [Double], probabilities: inout [Double]) -> Double {
        let width = width
        let pieces = Parallel.chunks(of: X.rows, size: NewtonProblem.rowsPerPiece)
        return probabilities.withUnsafeMutableBufferPointer { probabilities in
            scores.withUnsafeBufferPointer { scores in
                nonisolated(unsafe) let (scores, probabilities) = (scores, probabilities)
                nonisolated(unsafe) let (labels, weights) = (labels, weights)
                let parts = Parallel.map(pieces.count, threads: threads) { piece -> Double in
                    var sum = 0.0
                    for row in pieces[piece] {
                        let label = Int(labels[row])
                        if width == 1 {
                            let t = scores[row]
                            let small = exp(-abs(t))
                            sum += weights[row] * (max(t, 0) + log1p(small) - (label == 1 ? t : 0))
                            probabilities[row] = (t >= 0 ? 1 : small) / (1 + small)
                            continue
                        }
                        let first = row * width
                        var top = scores[first]
                        for index in first..<first + width { top = max(top, scores[index]) }
                        var total = 0.0
                        for index in first..<first + width {
                            let value = exp(scores[index] - top)
                            probabilities[index] = value
                            total += value
                        }
                        for index in first..<first + width { probabilities[index] /= total }
                        sum += weights[row] * (log(total) + top - scores[first + label])
                    }
                    return sum
                }
                return parts.reduce(0, +) * scale
            }
        }
    }

    func gradient(_ parameters: [Double], _ probabilities: [Double], into gradient: inout [Double]) {
        var residuals = probabilities
        for row in 0..<X.rows {
            let factor = weights[row] * scale
            let label = Int(labels[row])
            if width == 1 {
                residuals[row] = factor * (residuals[row] - (label == 1 ? 1 : 0))
            } else {
                residuals[row * width + label] -= 1
                for index in row * width..<(row + 1) * width { residuals[index] *= factor }
            }
        }
        transpose(residuals, into: &gradient)
        if regularization > 0 {
            for index in 0..<X.columns * width { gradient[index] += regularization * parameters[index] }
        }
    }

    /// XᵀR, and the sums of R's columns where there are intercepts.
    private func transpose(_ rows: [Double], isSquared: Bool = false, into output: inout [Double]) {
        rows.withUnsafeBufferPointer { rows in
            output.withUnsafeMutableBufferPointer { output in
                guard let source = rows.baseAddress, let target = output.baseAddress else { return }
                X.multiplyTransposed(source, width: width, isSquared: isSquared, into: target, threads: threads)
                guard fitsIntercepts else { return }
                let b = target + X.columns * width
                for index in 0..<width { b[index] = 0 }
                for row in 0..<X.rows {
                    for index in 0..<width { b[index] += source[row * width + index] }
                }
            }
        }
    }

    /// The product of the Hessian with a direction.
    private func curvature(
        _ direction: [Double], _ probabilities: [Double], scores: inout [Double], into product: inout [Double]
    ) {
        score(direction, into: &scores)
        for row in 0..<X.rows {
            let factor = weights[row] * scale
            if width == 1 {
                scores[row] *= factor * probabilities[row] * (1 - probabilities[row])
                continue
            }
            let range = row * width..<(row + 1) * width
            var mean = 0.0
            for index in range { mean += probabilities[index] * scores[index] }
            for index in range { scores[index] = factor * probabilities[index] * (scores[index] - mean) }
        }
        transpose(scores, into: &product)
        if regularization > 0 {
            for index in 0..<X.columns * width { product[index] += regularization * direction[index] }
        }
    }

    /// The inverse of the Hessian's diagonal.
    private func preconditioner(_ probabilities: [Double]) -> [Double] {
        var variances = probabilities
        for row in 0..<X.rows {
            let factor = weights[row] * scale
            for index in row * width..<(row + 1) * width {
                variances[index] = factor * probabilities[index] * (1 - probabilities[index])
            }
        }
        var diagonal = [Double](repeating: 0, count: intercepts.upperBound)
        transpose(variances, isSquared: true, into: &diagonal)
        let largest = diagonal.reduce(0, max)
        for index in diagonal.indices {
            if !intercepts.contains(index) { diagonal[index] += regularization }
            diagonal[index] = 1 / max(diagonal[index], 1e-14 * largest, .leastNormalMagnitude)
        }
        return diagonal
    }

    /// A Newton step, about: the d for which H d = −g, by conjugate gradients.
    func step(_ gradient: [Double], _ probabilities: [Double]) -> [Double] {
        let inverse = preconditioner(probabilities)
        var step = [Double](repeating: 0, count: gradient.count)
        var residual = gradient.map { -$0 }
        var preconditioned = zip(residual, inverse).map { $0 * $1 }
        var direction = preconditioned
        var product = direction
        var scores = probabilities
        var energy = dot(residual, preconditioned)
        // The nearer to the minimum, the more exactly a step is worth finding: it then converges faster than linearly.
        // Where there are few parameters, all that an exact step costs is a few products.
        let isSmall = gradient.count <= 500
        let wanted = isSmall ? 1e-10 : min(0.1, largest(gradient).squareRoot())
        let limit = wanted * wanted * energy
        for _ in 0..<min(500, 2 * gradient.count + 10) {
            if energy <= limit || energy <= 0 { break }
            curvature(direction, probabilities, scores: &scores, into: &product)
            let bend = dot(direction, product)
            guard bend > 0 else { break }
            let length = energy / bend
            for index in step.indices {
                step[index] += length * direction[index]
                residual[index] -= length * product[index]
                preconditioned[index] = residual[index] * inverse[index]
            }
            let next = dot(residual, preconditioned)
            let ratio = next / energy
            energy = next
            for index in direction.indices { direction[index] = preconditioned[index] + ratio * direction[index] }
        }
        return step
    }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = SIMD8<Double>.zero
    var rest = 0.0
    let whole = a.count / 8 * 8
    a.withUnsafeBytes { a in
        b.withUnsafeBytes { b in
            let size = MemoryLayout<Double>.size
            for offset in stride(from: 0, to: whole * size, by: 8 * size) {
                sum +=
                    a.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
                    * b.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
            }
        }
    }
    for index in whole..<a.count { rest += a[index] * b[index] }
    return sum.sum() + rest
}

private func largest(_ vector: [Double]) -> Double {
    // NaN is not lost.
    vector.reduce(0) { abs($1) <= $0 ? $0 : abs($1) }
}
