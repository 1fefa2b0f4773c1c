/// L2-regularized logistic regression, fitted to a stated optimality.
///
/// The intercepts are not regularized, as in scikit-learn. `C` is the weight of the losses against the
/// regularizer; a document's loss is multiplied by the weight of its class.
public struct LogisticRegression: Sendable {
    public enum ClassWeight: String, Sendable, Codable, CaseIterable {
        /// Every document counts the same.
        case uniform
        /// A class' documents together count as much as those of any other class:
        /// documents / (classes · documents of the class).
        case balanced
    }

    public var C: Float
    /// Fitting ends when `Optimality.relativeGap` is this small.
    public var tolerance: Double
    /// Passes over the documents after which fitting ends all the same, and says so.
    public var maximumEpochs: Int
    public var classWeight: ClassWeight
    public var compute: Compute

    public init(
        C: Float = 10, tolerance: Double = 1e-5, maximumEpochs: Int = 200,
        classWeight: ClassWeight = .uniform, compute: Compute = Compute()
    ) {
        self.C = C
        self.tolerance = tolerance
        self.maximumEpochs = maximumEpochs
        self.classWeight = classWeight
        self.compute = compute
    }

    /// Fits a model to documents.
    ///
    /// With several labels per document, a label that all documents have or none has gets no weights, only an
    /// intercept, unless there is a prior.
    ///
    /// - Parameters:
    ///   - features: documents × features.
    ///   - targets: those of the documents.
    ///   - classes: how many classes or labels there are.
    ///   - documentWeights: by how much each document's loss counts; all 1 if empty.
    ///   - prior: a model that is to be changed no more than the documents ask for; its intercepts stay.
    /// - Returns: the model, and its optimality; with several labels that of the worst one, with the objectives of
    ///   all summed.
    /// - Throws: `NumericsError` where there is nothing to tell apart.
    /// - Complexity: epochs × entries × classes; memory for features × classes weights and
    ///   documents × classes dual variables, 4 bytes each.
    public func fit(
        _ features: CSRMatrix, _ targets: Targets, classes: Int, documentWeights: [Float] = [],
        prior: LogisticRegressionModel? = nil
    ) throws -> (LogisticRegressionModel, Optimality) {
        try RegularizationPath(
            self, features: features, targets: targets, classes: classes, documentWeights: documentWeights,
            prior: prior
        ).fit(C: C)
    }

    /// - Throws: `NumericsError` where there is nothing to fit to.
    func check(
        _ features: CSRMatrix, labels: Int, _ documentWeights: [Float], _ prior: LogisticRegressionModel?, classes: Int
    ) throws {
        try check()
        guard features.rows > 0 else { throw NumericsError.noRows }
        guard features.rows == labels else { throw NumericsError.labelCount(labels, rows: features.rows) }
        guard documentWeights.isEmpty || documentWeights.count == features.rows,
            documentWeights.allSatisfy({ $0.isFinite && $0 > 0 })
        else { throw NumericsError.badOption("there must be one weight above 0 a document") }
        guard prior.map({ $0.classes == classes && $0.weights.count == features.columns * classes }) ?? true else {
            throw NumericsError.badOption("the kept model has other classes or features")
        }
    }

    func check() throws {
        guard C.isFinite, C > 0 else { throw NumericsError.badOption("C is \(C); it must be above 0") }
        guard maximumEpochs >= 1 else { throw NumericsError.badOption("fitting needs at least one pass") }
        guard tolerance > 0 else { throw NumericsError.badOption("the tolerance is \(tolerance); it must be above 0") }
    }

    func multinomialWeights(_ counts: [Int], of documents: Int) -> [Float] {
        guard classWeight == .balanced else { return Array(repeating: 1, count: counts.count) }
        let present = counts.count { $0 > 0 }
        return counts.map { $0 == 0 ? 0 : Float(documents) / Float(present * $0) }
    }

    /// By class, the weight of a document with the label and of one without it, from the numbers of
    /// documents; with softmax only the first counts.
    package func costs(
        _ counts: [Int], of documents: Int, kind: LogisticRegressionModel.Kind
    ) -> [(positive: Float, negative: Float)] {
        switch kind {
        case .oneVsRest: return counts.map { binaryWeights(positive: $0, of: documents) }
        case .multinomial: return multinomialWeights(counts, of: documents).map { ($0, 0) }
        }
    }

    /// For one label: the weight of the documents with it and of those without.
    func binaryWeights(positive: Int, of documents: Int) -> (positive: Float, negative: Float) {
        guard classWeight == .balanced, positive > 0, positive < documents else { return (1, 1) }
        let half = Float(documents) / 2
        return (half / Float(positive), half / Float(documents - positive))
    }
}

/// How near a fit came to the minimum of its objective.
public struct Optimality: Equatable, Sendable, Codable {
    /// ½‖W − W₀‖² + C · losses, W₀ = 0 without a prior; over all labels where there are several problems.
    public var objective: Double
    /// What is left to gain as a share of the objective, of the worst problem: the duality gap in the
    /// weights with the intercepts held, which is a bound, and the Newton decrement in the intercepts
    /// with the weights held, which is an estimate. The true distance was at most 10 times as large in
    /// all cases tried.
    public var relativeGap: Double
    /// Passes over the documents, the most of all problems.
    public var epochs: Int
    public var converged: Bool

    mutating func merge(_ other: Optimality) {
        objective += other.objective
        relativeGap = max(relativeGap, other.relativeGap)
        epochs = max(epochs, other.epochs)
        converged = converged && other.converged
    }
}
