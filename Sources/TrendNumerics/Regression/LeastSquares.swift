/// Regression of labels by least squares (ridge regression), fitted to a given optimality.
///
///     min over w of  ½‖w‖² + ½ Σᵢ cᵢ (w·xᵢ + b − yᵢ)²,   yᵢ ∈ {−1, 1},   b = Σᵢ cᵢ yᵢ / Σᵢ cᵢ
///
/// Documents far on the right side of a boundary pull as much as others, so w follows how the features of all documents
/// vary together (it is Fisher's discriminant), where logistic regression hears the documents near the boundary alone.
/// With few labels, and with labels that a model guessed, this is the better teacher.
///
/// The method is that of conjugate gradients (Hestenes and Stiefel, 1952), one problem per label, a few labels side by
/// side in products of matrices. A score is above 0 where a label is more likely than not.
package struct LeastSquares: Sendable {
    /// Fitting stops when `Optimality.relativeGap` is at most this value.
    package var tolerance: Double
    package var maximumPasses: Int
    package var compute: Compute

    package init(tolerance: Double = LeastSquares.tolerance, maximumPasses: Int = 200, compute: Compute = Compute()) {
        self.tolerance = tolerance
        self.maximumPasses = maximumPasses
        self.compute = compute
    }

    /// 15 to 25 passes with titles. Closer fits judged held-out titles no better.
    package static let tolerance = 0.03

    /// Fits a model; the same bits with any number of threads.
    ///
    /// - Parameters:
    ///   - features: documents × features.
    ///   - labelSets: the labels of each document.
    ///   - documentWeights: the weight of each document.
    ///   - classWeight: how the documents with a label and without it are weighed besides.
    ///   - kind: the link that the model's scores are meant for.
    /// - Throws: `NumericsError` if there is nothing to learn or the sizes do not match.
    /// - Complexity: O(passes × entries × labels); four numbers per feature and label, of at most `most` at once.
    package func fit(
        _ features: CSRMatrix, _ labelSets: [[Int]], classes: Int, documentWeights: [Float],
        classWeight: LogisticRegression.ClassWeight = .uniform, kind: LogisticRegressionModel.Kind
    ) throws -> (LogisticRegressionModel, Optimality) {
        guard features.rows > 0 else { throw NumericsError.noRows }
        guard classes > 0 else { throw NumericsError.oneClass }
        guard labelSets.count == features.rows else {
            throw NumericsError.labelCount(labelSets.count, rows: features.rows)
        }
        precondition(documentWeights.count == features.rows)
        let pieces = ColumnPieces(features)
        let lanes = Lanes.scalarCount
        let atOnce = max(1, min(4, LeastSquares.most / max(1, features.columns) / lanes)) * lanes
        let blocks = Parallel.chunks(of: classes, size: atOnce)
        var weights = [Float](repeating: 0, count: features.columns * classes)
        var intercepts: [Float] = []
        var optimality: Optimality?
        for block in blocks {
            let width = (block.count + lanes - 1) / lanes * lanes
            var targets = [Float](repeating: -1, count: features.rows * width)
            for (row, labels) in labelSets.enumerated() {
                for label in labels where block.contains(label) { targets[row * width + label - block.lowerBound] = 1 }
            }
            var descent = Descent(
                features, pieces: pieces, targets: targets,
                costs: costs(targets, documentWeights, classWeight, width: width), labels: block.count, width: width,
                threads: compute.threads)
            let own = descent.solve(tolerance, maximumPasses, compute.part(1 / Double(blocks.count)))
            for feature in 0..<features.columns {
                for (lane, label) in block.enumerated() {
                    weights[feature * classes + label] = descent.weights[feature * width + lane]
                }
            }
            intercepts += descent.intercepts.prefix(block.count)
            if optimality == nil { optimality = own } else { optimality!.merge(own) }
        }
        let model = try LogisticRegressionModel(
            kind: kind, features: features.columns, classes: classes, weights: weights, intercepts: intercepts)
        return (model, optimality!)
    }

    /// cᵢ of each label: documents × width.
    private func costs(
        _ targets: [Float], _ documentWeights: [Float], _ classWeight: LogisticRegression.ClassWeight, width: Int
    ) -> [Float] {
        var counts = [Int](repeating: 0, count: width)
        for start in stride(from: 0, to: targets.count, by: width) {
            for lane in 0..<width where targets[start + lane] > 0 { counts[lane] += 1 }
        }
        let weights = LogisticRegression(classWeight: classWeight).costs(
            counts, of: documentWeights.count, kind: .oneVsRest)
        return targets.indices.map { index in
            let own = weights[index % width]
            return documentWeights[index / width] * (targets[index] > 0 ? own.positive : own.negative)
        }
    }

    /// Features × labels of one product, unless eight labels have more.
    private static let most = 1 << 23
}

/// Conjugate gradients on the problems of some labels, one per lane.
private struct Descent {
    private let features: CSRMatrix
    private let pieces: ColumnPieces
    /// Documents × width, row by row.
    private let costs: [Float]
    /// The labels; the other lanes up to `width` are idle.
    private let labels: Int
    private let width: Int
    private let threads: Int
    let intercepts: [Float]
    /// All of them features × width, row by row.
    private(set) var weights: [Float]
    private let gradient: [Float]
    private var residual: [Float]
    private var direction: [Float]
    /// Σ c y² without weights, per lane.
    private let squares: [Double]

    init(
        _ features: CSRMatrix, pieces: ColumnPieces, targets: [Float], costs: [Float], labels: Int, width: Int,
        threads: Int
    ) {
        self.features = features
        self.pieces = pieces
        self.costs = costs
        (self.labels, self.width, self.threads) = (labels, width, threads)
        var (sums, totals) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
        for (index, cost) in costs.enumerated() {
            sums[index % width] += Double(cost * targets[index])
            totals[index % width] += Double(cost)
        }
        let means = zip(sums, totals).map { Float($0 / max($1, .leastNormalMagnitude)) }
        var weighted = targets
        var squares = [Double](repeating: 0, count: width)
        for (index, cost) in costs.enumerated() {
            let centered = targets[index] - means[index % width]
            squares[index % width] += Double(cost * centered * centered)
            weighted[index] = cost * centered
        }
        intercepts = means
        self.squares = squares
        gradient = features.transposedTimes(weighted, width: width, pieces: pieces, threads: threads)
        residual = gradient
        direction = gradient
        weights = [Float](repeating: 0, count: gradient.count)
    }

    mutating func solve(_ tolerance: Double, _ maximumPasses: Int, _ compute: Compute) -> Optimality {
        var progress = compute.descent(to: tolerance)
        var optimality = Optimality(objective: 0, relativeGap: .infinity, epochs: 0, converged: false)
        var (norms, gained) = advance([Float](repeating: 0, count: width), along: direction)
        (optimality.objective, optimality.relativeGap) = standing(norms, gained)
        while optimality.relativeGap > tolerance, optimality.epochs < maximumPasses {
            let (image, curvature) = hessian()
            let step = (0..<width).map { curvature[$0] > 0 ? Float(norms[$0] / curvature[$0]) : 0 }
            let next: [Double]
            (next, gained) = advance(step, along: image)
            turn((0..<width).map { norms[$0] > 0 ? Float(next[$0] / norms[$0]) : 0 })
            norms = next
            optimality.epochs += 1
            (optimality.objective, optimality.relativeGap) = standing(norms, gained)
            progress?.reach(optimality.relativeGap, passes: Double(optimality.epochs) / Double(maximumPasses))
        }
        optimality.converged = optimality.relativeGap <= tolerance
        progress?.finish()
        return optimality
    }

    /// The sum of all objectives, and the largest gap relative to its objective. The objective curves by at least 1 in
    /// every direction, so it is at most half the squared gradient above its minimum.
    private func standing(_ norms: [Double], _ gained: [Double]) -> (objective: Double, relativeGap: Double) {
        var standing = (objective: 0.0, relativeGap: 0.0)
        for label in 0..<labels where squares[label] > 0 {
            let objective = max(squares[label] / 2 - gained[label], .leastNormalMagnitude)
            standing.objective += objective
            standing.relativeGap = max(standing.relativeGap, norms[label] / 2 / objective)
        }
        return standing
    }

    // Vectors of all features and labels are larger than the caches, so each pass reads them as seldom as it can.

    /// (Xᵀ C X + I) d of the direction d, and its product with d per lane.
    private func hessian() -> (image: [Float], curvature: [Double]) {
        var scores = features.times(direction, width: width, pieces: pieces, threads: threads)
        for (index, cost) in costs.enumerated() { scores[index] *= cost }
        var image = features.transposedTimes(scores, width: width, pieces: pieces, threads: threads)
        var sums = LaneSums(width)
        image.withUnsafeMutableBytes { image in
            direction.withUnsafeBytes { direction in
                LaneSums.forEachGroup(of: width, in: image.count) { group, offset in
                    let along = direction.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
                    let sum = image.loadUnaligned(fromByteOffset: offset, as: Lanes.self) + along
                    image.storeBytes(of: sum, toByteOffset: offset, as: Lanes.self)
                    sums.add(along, sum, group)
                }
            }
        }
        return (image, sums.values)
    }

    /// Goes so far along the direction, of which the image is known.
    ///
    /// - Returns: the squared residual, and how much lower than without weights the objective is, per lane.
    private mutating func advance(_ step: [Float], along image: [Float]) -> (norms: [Double], gained: [Double]) {
        var (norms, ofGradient, ofResidual) = (LaneSums(width), LaneSums(width), LaneSums(width))
        step.withUnsafeBytes { step in
            image.withUnsafeBytes { image in
                direction.withUnsafeBytes { direction in
                    gradient.withUnsafeBytes { gradient in
                        weights.withUnsafeMutableBytes { weights in
                            residual.withUnsafeMutableBytes { residual in
                                LaneSums.forEachGroup(of: width, in: image.count) { group, offset in
                                    func lanes(_ bytes: UnsafeRawBufferPointer) -> Lanes {
                                        bytes.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
                                    }
                                    let far = step.loadUnaligned(
                                        fromByteOffset: group * MemoryLayout<Lanes>.size, as: Lanes.self)
                                    let weight = lanes(UnsafeRawBufferPointer(weights)) + far * lanes(direction)
                                    let left = lanes(UnsafeRawBufferPointer(residual)) - far * lanes(image)
                                    weights.storeBytes(of: weight, toByteOffset: offset, as: Lanes.self)
                                    residual.storeBytes(of: left, toByteOffset: offset, as: Lanes.self)
                                    norms.add(left, left, group)
                                    ofGradient.add(weight, lanes(gradient), group)
                                    ofResidual.add(weight, left, group)
                                }
                            }
                        }
                    }
                }
            }
        }
        return (norms.values, zip(ofGradient.values, ofResidual.values).map { ($0 + $1) / 2 })
    }

    /// The next direction: the residual, and so much of the last one.
    private mutating func turn(_ share: [Float]) {
        share.withUnsafeBytes { share in
            residual.withUnsafeBytes { residual in
                direction.withUnsafeMutableBytes { direction in
                    LaneSums.forEachGroup(of: width, in: direction.count) { group, offset in
                        let kept = share.loadUnaligned(
                            fromByteOffset: group * MemoryLayout<Lanes>.size, as: Lanes.self)
                        let last = direction.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
                        let next = residual.loadUnaligned(fromByteOffset: offset, as: Lanes.self) + kept * last
                        direction.storeBytes(of: next, toByteOffset: offset, as: Lanes.self)
                    }
                }
            }
        }
    }
}

/// Sums of products per lane, over rows of lanes.
private struct LaneSums {
    private typealias Wide = SIMD8<Double>
    private var sums: [Wide]

    init(_ width: Int) { sums = [Wide](repeating: .zero, count: width / Lanes.scalarCount) }

    @inline(__always)
    mutating func add(_ a: Lanes, _ b: Lanes, _ group: Int) { sums[group] += Wide(a) * Wide(b) }

    var values: [Double] { sums.flatMap { sum in sum.indices.map { sum[$0] } } }

    /// Passes each group of lanes of each row to `body`, and where it begins in bytes.
    @inline(__always)
    static func forEachGroup(of width: Int, in bytes: Int, _ body: (_ group: Int, _ offset: Int) -> Void) {
        let size = MemoryLayout<Lanes>.size
        let groups = width / Lanes.scalarCount
        var offset = 0
        while offset < bytes {
            for group in 0..<groups {
                body(group, offset)
                offset += size
            }
        }
    }
}
