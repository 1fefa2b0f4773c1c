import TrendNumerics
import Features
import Models

/// Fits a logistic regression to a matrix and writes its weights and intercepts for `objectives.py`.
func fit(isMultinomial: Bool, matrix path: String, C: Float, tolerance: Double, weights output: String) throws {
    let (matrix, labels) = try MatrixFile(path).read()
    let classes = labels.max()! + 1
    let regression = LogisticRegression(C: C, tolerance: tolerance, maximumEpochs: 1000, compute: Compute(threads: 2))
    let ((model, optimality), measurement) = try Measurement.of {
        isMultinomial
            ? try regression.fit(matrix, .one(labels), classes: classes)
            : try regression.fit(matrix, .several(labels.map { [$0] }), classes: classes)
    }
    try writeArray(model.weights + model.intercepts, to: output)
    try measurement.report(["passes": Double(optimality.epochs), "own_gap": optimality.relativeGap])
}
