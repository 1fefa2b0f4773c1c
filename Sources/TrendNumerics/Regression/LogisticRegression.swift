/// L2-regularized logistic regression, fitted to a given optimality.
///
/// With one class per document it solves the multinomial problem
///
///     min over W, b of  ½‖W − W₀‖² + Σᵢ Cᵢ ( ln Σ_y exp(tᵢ_y) − tᵢ_{yᵢ} ),   tᵢ = Wᵀxᵢ + b
///
/// and with several labels one binary problem per label:
///
///     min over w, b of  ½‖w − w₀‖² + Σᵢ Cᵢ ( ln(1 + exp(tᵢ)) − yᵢ tᵢ ),   tᵢ = w·xᵢ + b,  yᵢ ∈ {0, 1}
///
/// Cᵢ is C times the weight of the document's class times the weight of the document. W₀ is 0 unless there is a prior.
/// The intercepts are not regularized, as in scikit-learn.
public struct LogisticRegression: Sendable {
    /// How the loss of a document is weighted by its class.
    public enum ClassWeight: String, Sendable, Codable, CaseIterable {
        /// Every document has the same weight.
        case uniform
        /// Every class has the same total weight: each document weighs documents / (classes · documents of the class).
        case balanced
    }

    /// The weight of the losses relative to the regularizer.
    public var C: Float
    /// Fitting stops when `Optimality.relativeGap` is at most this value.
    public var tolerance: Double
    /// The maximum number of passes over the documents. A fit that stops here is marked as not converged.
    public var maximumEpochs: Int
    /// How classes are weighted.
    public var classWeight: ClassWeight
    /// The random seed and the number of threads.
    public var compute: Compute

    /// C of 10, a tolerance of 1e-5 and 200 passes by default.
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
    /// With several labels per document, a label that all or no documents have gets no weights, only an intercept,
    /// unless there is a prior.
    ///
    /// - Parameters:
    ///   - features: documents × features.
    ///   - targets: the classes or labels of the documents.
    ///   - classes: the number of classes or labels.
    ///   - documentWeights: the weight of each document's loss; all 1 if empty.
    ///   - prior: an existing model to be changed as little as the documents allow; its intercepts are kept.
    /// - Returns: the model and its optimality. With several labels this is the optimality of the worst problem, with
    ///   the sum of all objectives.
    /// - Throws: `NumericsError` if there is nothing to learn, the sizes do not match or an option is out of range.
    /// - Complexity: O(epochs × entries × classes); memory for features × classes weights, 4 bytes each. With one class
    ///   per document there are documents × classes dual variables beside them, with several eight per document and
    ///   thread.
    public func fit(
        _ features: CSRMatrix, _ targets: Targets, classes: Int, documentWeights: [Float] = [],
        prior: LogisticRegressionModel? = nil
    ) throws -> (LogisticRegressionModel, Optimality) {
        let path = try RegularizationPath(
            self, features: features, targets: targets, classes: classes, documentWeights: documentWeights,
            prior: prior)
        if prior == nil { try targets.checkVariety() }
        return try path.fitOnce()
    }

    /// The scores of other documents by the model that `fit` gives, without that model in memory: documents × classes,
    /// row by row. Runs on one thread.
    ///
    /// - Throws: as `fit` does.
    package func scores(
        _ features: CSRMatrix, _ targets: Targets, classes: Int, documentWeights: [Float] = [], judged: CSRMatrix
    ) throws -> [Float] {
        try RegularizationPath(
            self, features: features, targets: targets, classes: classes, documentWeights: documentWeights
        ).scores(of: [C], judged: judged)[0]
    }

    /// Checks the options and that the sizes match.
    ///
    /// - Throws: `NumericsError` if there is nothing to fit.
    func check(
        _ features: CSRMatrix, labels: Int, _ documentWeights: [Float], _ prior: LogisticRegressionModel?, classes: Int
    ) throws {
        try check()
        guard features.rows > 0 else { throw NumericsError.noRows }
        guard features.rows == labels else { throw NumericsError.labelCount(labels, rows: features.rows) }
        guard documentWeights.isEmpty || documentWeights.count == features.rows,
            documentWeights.allSatisfy({ $0.isFinite && $0 > 0 })
        else { throw NumericsError.badOption("there must be one weight above 0 per document") }
        guard prior.map({ $0.classes == classes && $0.weights.count == features.columns * classes }) ?? true else {
            throw NumericsError.badOption("the existing model has different classes or features")
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

    /// The loss weights per class of a document with the label and of one without it, computed from the numbers of
    /// documents. Softmax uses only the first.
    package func costs(
        _ counts: [Int], of documents: Int, kind: LogisticRegressionModel.Kind
    ) -> [(positive: Float, negative: Float)] {
        switch kind {
        case .oneVsRest: return counts.map { binaryWeights(positive: $0, of: documents) }
        case .multinomial: return multinomialWeights(counts, of: documents).map { ($0, 0) }
        }
    }

    /// The loss weights of the documents with one label and of the documents without it.
    func binaryWeights(positive: Int, of documents: Int) -> (positive: Float, negative: Float) {
        guard classWeight == .balanced, positive > 0, positive < documents else { return (1, 1) }
        let half = Float(documents) / 2
        return (half / Float(positive), half / Float(documents - positive))
    }
}

/// How close a fit came to the minimum of its objective.
public struct Optimality: Equatable, Sendable, Codable {
    /// The objective, ½‖W − W₀‖² + Σᵢ Cᵢ · loss, with W₀ = 0 without a prior; the sum over all labels if there are
    /// several problems.
    public var objective: Double
    /// The estimated remaining gain, relative to the objective, of the worst problem.
    ///
    /// It is the duality gap in the weights with the intercepts held fixed, which is a bound, plus half the squared
    /// Newton decrement in the intercepts with the weights held fixed, which is an estimate. In all cases tried the
    /// true distance was at most 10 times as large.
    public var relativeGap: Double
    /// The number of passes over the documents; the maximum over all problems.
    public var epochs: Int
    /// Whether the relative gap reached the tolerance.
    public var converged: Bool

    mutating func merge(_ other: Optimality) {
        objective += other.objective
        relativeGap = max(relativeGap, other.relativeGap)
        epochs = max(epochs, other.epochs)
        converged = converged && other.converged
    }
}
