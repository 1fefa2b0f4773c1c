/// Fits the same documents at one value of C after another, each from where the last fit ended.
///
/// With ascending values this costs about half as much as separate fits.
public final class RegularizationPath {
    private enum Problem {
        case multinomial(MultinomialSolver)
        /// Solvers of eight classes each.
        case oneVsRest([OneVsRestSolver])
    }

    private var options: LogisticRegression
    private let columns: Int
    private let classes: Int
    private let problem: Problem

    /// Prepares a path; the parameters are those of `LogisticRegression.fit`.
    ///
    /// - Throws: `NumericsError` if there is nothing to learn, the sizes do not match or an option is out of range.
    public init(
        _ options: LogisticRegression, features: CSRMatrix, targets: Targets, classes: Int,
        documentWeights: [Float] = [], prior: LogisticRegressionModel? = nil
    ) throws {
        try options.check(features, labels: targets.count, documentWeights, prior, classes: classes)
        let weights = documentWeights.isEmpty ? [Float](repeating: 1, count: features.rows) : documentWeights
        switch targets {
        case .one(let labels):
            guard prior != nil || Set(labels).count > 1 else { throw NumericsError.oneClass }
            var counts = [Int](repeating: 0, count: classes)
            for label in labels { counts[label] += 1 }
            let classWeights = options.multinomialWeights(counts, of: labels.count)
            problem = .multinomial(
                MultinomialSolver(
                    features: features, labels: labels, classes: classes,
                    costs: labels.enumerated().map { options.C * classWeights[$1] * weights[$0] }, prior: prior))
        case .several(let labels):
            guard classes > 0 else { throw NumericsError.oneClass }
            let norms = features.squaredRowNorms
            problem = .oneVsRest(
                Parallel.chunks(of: classes, size: Lanes.scalarCount).map {
                    OneVsRestSolver(
                        features: features, squaredNorms: norms, labelSets: labels, classes: $0,
                        documentWeights: weights, prior: prior, options: options)
                })
        }
        self.options = options
        self.classes = classes
        columns = features.columns
    }

    /// Fits the model at the given C.
    ///
    /// The dual variables keep their shares of C, so the weights begin multiplied by the ratio of the new C to the old
    /// one. On 14,000 titles, with C from 0.1 to 300 and a gap of 1e-3, all eight values took 31 passes instead of 59;
    /// with one-vs-rest 36 instead of 72.
    ///
    /// - Returns: the model, and how close it is to the minimum.
    /// - Throws: `NumericsError.badOption` unless C is above 0.
    public func fit(C: Float) throws -> (LogisticRegressionModel, Optimality) {
        let ratio = C / options.C
        var next = options
        next.C = C
        try next.check()
        options = next
        switch problem {
        case .multinomial(let solver):
            if ratio != 1 { solver.multiplyCosts(by: ratio) }
            return solver.solve(options)
        case .oneVsRest(let solvers):
            nonisolated(unsafe) let solvers = solvers
            var options = options
            options.compute = options.compute.part(1 / Double(solvers.count))
            let solved = Parallel.map(solvers.count, threads: options.compute.threads) { [options] index in
                if ratio != 1 { solvers[index].multiplyCosts(by: ratio) }
                return solvers[index].solve(options)
            }
            return try joined(solved)
        }
    }

    private func joined(_ solved: [OneVsRestSolver.Solution]) throws -> (LogisticRegressionModel, Optimality) {
        var weights = [Float](repeating: 0, count: columns * classes)
        var intercepts: [Float] = []
        var optimality = solved[0].optimality
        for (block, part) in zip(Parallel.chunks(of: classes, size: Lanes.scalarCount), solved) {
            for feature in 0..<columns {
                for (lane, label) in block.enumerated() {
                    weights[feature * classes + label] = part.weights[feature][lane]
                }
            }
            intercepts.append(contentsOf: block.indices.map { part.intercepts[$0 - block.lowerBound] })
        }
        for part in solved.dropFirst() { optimality.merge(part.optimality) }
        let model = try LogisticRegressionModel(
            kind: .oneVsRest, features: columns, classes: classes, weights: weights, intercepts: intercepts)
        return (model, optimality)
    }
}
