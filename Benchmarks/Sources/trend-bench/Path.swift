import TrendNumerics
import Models

/// Cross-validates a row of values of C; document i is held out in fold i mod `folds`.
///
/// - Parameter values: of C, rising, separated by commas.
func path(matrix path: String, values: String, folds: Int) throws {
    let (matrix, labels) = try MatrixFile(path).read()
    let values = try values.split(separator: ",").map { text in
        guard let value = Float(text) else { throw UsageError("\(text) is no number") }
        return value
    }
    let search = RegularizationSearch(
        LogisticRegression(tolerance: RegularizationSearch.defaultTolerance, compute: Compute(threads: 2)),
        values: values,
        foldOf: labels.indices.map { $0 % folds })
    let classes = labels.max()! + 1
    let (scores, measurement) = try Measurement.of {
        try search.scores(.one(labels), classes: classes, isSingleLabel: true) {
            training, heldOut in
            (matrix.selecting(rows: training), matrix.selecting(rows: heldOut))
        }
    }
    try measurement.report(
        Dictionary(uniqueKeysWithValues: scores.map { ("C=\(plain($0.C))", $0.score) }))
}

/// As Python's `:g` writes it.
private func plain(_ value: Float) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
}
