import CBridge
import TrendNumerics

/// Rows of features as the calls pass them: sparse where there are offsets, otherwise dense, row by row.
func withFeatures<Result>(
    rows: Int64, columns: Int64, offsets: UnsafePointer<Int64>?, indices: UnsafePointer<Int32>?,
    values: UnsafePointer<Double>, sparse: (SparseFeatures) -> Result, dense: (DenseFeatures) -> Result
) -> Result {
    if let offsets, let indices {
        sparse(
            SparseFeatures(
                columns: Int(columns),
                rowOffsets: UnsafeBufferPointer(start: offsets, count: Int(rows) + 1).map { Int($0) },
                columnIndices: indices, values: values))
    } else {
        dense(DenseFeatures(rows: Int(rows), columns: Int(columns), values: values))
    }
}

extension CSRMatrix {
    /// A copy of sparse rows as the calls pass them.
    init(
        rows: Int, columns: Int, _ offsets: UnsafePointer<Int64>, _ indices: UnsafePointer<Int32>,
        _ values: UnsafePointer<Float>
    ) {
        let entries = Int(offsets[rows])
        self.init(
            columns: columns, rowOffsets: UnsafeBufferPointer(start: offsets, count: rows + 1).map { Int($0) },
            columnIndices: Array(UnsafeBufferPointer(start: indices, count: entries)),
            values: Array(UnsafeBufferPointer(start: values, count: entries)))
    }
}

extension Compute {
    /// Of an estimator, whose fit ends early once its job is cancelled.
    init(seed: UInt64 = 1, threads: Int32, for job: RunningJob) {
        self.init(seed: seed, threads: Int(threads), isCancelled: { job.isCancelled })
    }
}

/// Fits logistic regression by Newton's method.
///
/// - Parameters:
///   - job: may be cancelled meanwhile.
///   - offsets: nil for a dense matrix.
///   - classes: 1 for a binary problem with labels 0 and 1.
///   - parameters: columns × classes, row by row, and then the intercepts; the start, and on return the fit.
///   - outcome: iterations, the largest component of the gradient, whether the fit has converged.
@c(trend_logistic_newton)
public func fitByNewton(
    _ job: UnsafeMutableRawPointer,
    rows: Int64, columns: Int64, offsets: UnsafePointer<Int64>?, indices: UnsafePointer<Int32>?,
    values: UnsafePointer<Double>, labels: UnsafePointer<Int32>, weights: UnsafePointer<Double>, classes: Int32,
    regularization: Double, fitsIntercepts: Int32, tolerance: Double, iterations: Int64, threads: Int32,
    parameters: UnsafeMutablePointer<Double>, outcome: UnsafeMutablePointer<Double>,
    failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let job = Unmanaged<RunningJob>.fromOpaque(job).takeUnretainedValue()
        let model = NewtonRegression(
            classes == 1 ? .binary : .multinomial(classes: Int(classes)), regularization: regularization,
            fitsIntercepts: fitsIntercepts != 0, tolerance: tolerance, maximumIterations: Int(iterations),
            compute: Compute(threads: threads, for: job))
        let count = Int(columns + (fitsIntercepts != 0 ? 1 : 0)) * Int(classes)
        var fitted = Array(UnsafeBufferPointer(start: parameters, count: count))
        let end = withFeatures(
            rows: rows, columns: columns, offsets: offsets, indices: indices, values: values,
            sparse: { model.fit($0, labels: labels, weights: weights, parameters: &fitted) },
            dense: { model.fit($0, labels: labels, weights: weights, parameters: &fitted) })
        try job.check()
        parameters.update(from: fitted, count: count)
        outcome[0] = Double(end.iterations)
        outcome[1] = end.gradient
        outcome[2] = end.hasConverged ? 1 : 0
    }
}

/// Fits logistic regression on sparse rows by descent on the dual, in single precision.
///
/// - Parameters:
///   - job: may be cancelled meanwhile.
///   - labels: each row's class.
///   - weights: of the rows, above 0.
///   - isMultinomial: 0 for one problem for each class against the others; with one class, labels are 0 and 1.
///   - tolerance: the relative gap at which the fit ends.
///   - seed: of the order of the rows.
///   - parameters: columns × classes, row by row, and then the intercepts: the fit on return.
///   - outcome: passes, the relative gap, whether the fit has converged.
@c(trend_logistic_dual)
public func fitOnDual(
    _ job: UnsafeMutableRawPointer,
    rows: Int64, columns: Int64, offsets: UnsafePointer<Int64>, indices: UnsafePointer<Int32>,
    values: UnsafePointer<Float>, labels: UnsafePointer<Int32>, weights: UnsafePointer<Float>, classes: Int32,
    isMultinomial: Int32, C: Double, fitsIntercepts: Int32, tolerance: Double, passes: Int64, seed: UInt64,
    threads: Int32, parameters: UnsafeMutablePointer<Float>, outcome: UnsafeMutablePointer<Double>,
    failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let job = Unmanaged<RunningJob>.fromOpaque(job).takeUnretainedValue()
        let rows = Int(rows)
        let (columns, classes) = (Int(columns), Int(classes))
        let matrix = CSRMatrix(rows: rows, columns: columns, offsets, indices, values)
        let labels = UnsafeBufferPointer(start: labels, count: rows).map { Int($0) }
        let targets: Targets
        if isMultinomial != 0 {
            targets = .one(labels)
        } else {
            targets = .several(classes == 1 ? labels.map { $0 == 1 ? [0] : [] } : labels.map { [$0] })
        }
        let options = LogisticRegression(
            C: Float(C), tolerance: tolerance, maximumEpochs: Int(passes),
            compute: Compute(seed: seed, threads: threads, for: job))
        // A prior's intercepts are held, here at 0.
        let prior =
            fitsIntercepts != 0
            ? nil
            : try LogisticRegressionModel(
                kind: isMultinomial != 0 ? .multinomial : .oneVsRest, features: columns, classes: classes,
                weights: Array(repeating: 0, count: columns * classes), intercepts: Array(repeating: 0, count: classes))
        let (model, optimality) = try options.fit(
            matrix, targets, classes: classes,
            documentWeights: Array(UnsafeBufferPointer(start: weights, count: rows)), prior: prior)
        try job.check()
        parameters.update(from: model.weights, count: columns * classes)
        if fitsIntercepts != 0 { (parameters + columns * classes).update(from: model.intercepts, count: classes) }
        outcome[0] = Double(optimality.epochs)
        outcome[1] = optimality.relativeGap
        outcome[2] = optimality.converged ? 1 : 0
    }
}
