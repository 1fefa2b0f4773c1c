/// The binary problems of all labels, eight labels at a time, all on the same documents.
///
/// A solver takes about 100 bytes per document and 32 per feature. It is made when its block is solved and released
/// afterwards, so memory grows with the threads rather than with the labels.
struct OneVsRestBlocks: Sendable {
    private let features: CSRMatrix
    private let squaredNorms: [Float]
    private let labelSets: [[Int]]
    private let classes: Int
    private let documentWeights: [Float]
    private let prior: LogisticRegressionModel?

    init(
        features: CSRMatrix, labelSets: [[Int]], classes: Int, documentWeights: [Float],
        prior: LogisticRegressionModel?
    ) {
        self.features = features
        squaredNorms = features.squaredRowNorms
        self.labelSets = labelSets
        self.classes = classes
        self.documentWeights = documentWeights
        self.prior = prior
    }

    /// The labels of each block.
    var blocks: [Range<Int>] { Parallel.chunks(of: classes, size: Lanes.scalarCount) }

    /// The problems of one block, at the beginning.
    func solver(_ block: Range<Int>, _ options: LogisticRegression) -> OneVsRestSolver {
        OneVsRestSolver(
            features: features, squaredNorms: squaredNorms, labelSets: labelSets, classes: block,
            documentWeights: documentWeights, prior: prior, options: options)
    }

    /// Fits all blocks and joins them.
    ///
    /// - Parameter solve: solves a block, given its number.
    func fit(
        threads: Int, _ solve: @Sendable (Int) -> OneVsRestSolver.Solution
    ) throws -> (LogisticRegressionModel, Optimality) {
        let blocks = blocks
        var (intercepts, optimality) = ([Float](), Optimality?.none)
        let weights = [Float](unsafeUninitializedCapacity: features.columns * classes) { buffer, count in
            nonisolated(unsafe) let buffer = buffer
            let solved = Parallel.map(blocks.count, threads: threads) { number in
                // Each block writes to elements of its own.
                let solution = solve(number)
                for (feature, own) in solution.weights.enumerated() {
                    for (lane, label) in blocks[number].enumerated() { buffer[feature * classes + label] = own[lane] }
                }
                return (solution.intercepts, solution.optimality)
            }
            for (block, part) in zip(blocks, solved) {
                intercepts += block.indices.map { part.0[$0 - block.lowerBound] }
                if optimality == nil { optimality = part.1 } else { optimality!.merge(part.1) }
            }
            count = features.columns * classes
        }
        let model = try LogisticRegressionModel(
            kind: .oneVsRest, features: features.columns, classes: classes, weights: weights, intercepts: intercepts)
        return (model, optimality!)
    }

    /// The scores that other documents get at each value of C, without a model of all labels in memory.
    ///
    /// - Returns: per value, documents × labels, row by row: the bits that the models of `fit` give.
    func scores(of values: [Float], _ options: LogisticRegression, judged: CSRMatrix) throws -> [[Float]] {
        var scores = values.map { _ in [Float](repeating: 0, count: judged.rows * classes) }
        var options = options
        options.compute = options.compute.part(1 / Double(blocks.count))
        for block in blocks {
            options.C = values[0]
            let solver = solver(block, options)
            for (place, C) in values.enumerated() {
                if C != options.C { solver.multiplyCosts(by: C / options.C) }
                options.C = C
                let solution = solver.solve(options)
                var weights = [Float](repeating: 0, count: features.columns * block.count)
                for (feature, own) in solution.weights.enumerated() {
                    for lane in 0..<block.count { weights[feature * block.count + lane] = own[lane] }
                }
                let model = try LogisticRegressionModel(
                    kind: .oneVsRest, features: features.columns, classes: block.count, weights: weights,
                    intercepts: (0..<block.count).map { solution.intercepts[$0] })
                let own = model.scores(judged)
                for row in 0..<judged.rows {
                    for (lane, label) in block.enumerated() {
                        scores[place][row * classes + label] = own[row * block.count + lane]
                    }
                }
            }
        }
        return scores
    }
}
