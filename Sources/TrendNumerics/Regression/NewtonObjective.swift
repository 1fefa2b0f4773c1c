import Foundation

/// The objective of `NewtonRegression` on some data, and its derivatives.
struct NewtonObjective<Features: FeatureMatrix> {
    private let X: Features
    private let labels: UnsafePointer<Int32>
    private let weights: UnsafePointer<Double>
    /// 1 / S.
    private let scale: Double
    private let width: Int
    private let regularization: Double
    private let fitsIntercepts: Bool
    private let threads: Int
    private let compute: Compute

    private static var rowsPerPiece: Int { 2048 }

    init(
        _ X: Features, labels: UnsafePointer<Int32>, weights: UnsafePointer<Double>, scale: Double,
        model: NewtonRegression, threads: Int
    ) {
        self.X = X
        self.labels = labels
        self.weights = weights
        self.scale = scale
        width = model.loss.width
        regularization = model.regularization
        fitsIntercepts = model.fitsIntercepts
        self.threads = threads
        compute = model.compute
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
        var product = a.dot(b)
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
        let pieces = Parallel.chunks(of: X.rows, size: NewtonObjective.rowsPerPiece)
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
        var energy = residual.dot(preconditioned)
        // The nearer to the minimum, the more exactly a step is worth finding: it then converges faster than linearly.
        // Where there are few parameters, all that an exact step costs is a few products.
        let isSmall = gradient.count <= 500
        let wanted = isSmall ? 1e-10 : min(0.1, gradient.largestMagnitude.squareRoot())
        let limit = wanted * wanted * energy
        for _ in 0..<min(500, 2 * gradient.count + 10) {
            if energy <= limit || energy <= 0 || compute.isCancelled { break }
            curvature(direction, probabilities, scores: &scores, into: &product)
            let bend = direction.dot(product)
            guard bend > 0 else { break }
            let length = energy / bend
            for index in step.indices {
                step[index] += length * direction[index]
                residual[index] -= length * product[index]
                preconditioned[index] = residual[index] * inverse[index]
            }
            let next = residual.dot(preconditioned)
            let ratio = next / energy
            energy = next
            for index in direction.indices { direction[index] = preconditioned[index] + ratio * direction[index] }
        }
        return step
    }
}

extension [Double] {
    /// The inner product with a vector of the same length.
    func dot(_ other: [Double]) -> Double {
        precondition(count == other.count)
        var sum = SIMD8<Double>.zero
        var rest = 0.0
        let whole = count / 8 * 8
        withUnsafeBytes { own in
            other.withUnsafeBytes { other in
                let size = MemoryLayout<Double>.size
                for offset in stride(from: 0, to: whole * size, by: 8 * size) {
                    sum +=
                        own.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
                        * other.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
                }
            }
        }
        for index in whole..<count { rest += self[index] * other[index] }
        return sum.sum() + rest
    }

    /// The largest absolute element; NaN is not lost.
    var largestMagnitude: Double { reduce(0) { $0.isNaN || abs($1) <= $0 ? $0 : abs($1) } }
}
