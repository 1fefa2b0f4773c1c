import Text
import TrendNumerics
import Corpus
import Features

/// The two kinds of text, and how their features are made.
enum Text: String {
    case titles
    case articles

    init(named name: String) throws {
        guard let text = Text(rawValue: name) else { throw UsageError("\(name) is neither titles nor articles") }
        self = text
    }

    func options() throws -> TFIDFOptions {
        switch self {
        case .titles: try TFIDFOptions(ngrams: 1, to: 2)
        case .articles:
            try TFIDFOptions(
                ngrams: 2, to: 3, minimumDocumentFrequency: .count(10), maximumDocumentFrequency: .share(0.3),
                maximumFeatures: 50_000)
        }
    }
}

/// Fits and transforms texts that are normalized already.
func vectorize(_ text: Text, texts path: String, every step: Int) throws {
    let texts = try Inputs.texts(path, every: step)
    let options = try text.options()
    let ((_, matrix), measurement) = try Measurement.of {
        try TFIDFVectorizer.fitTransform(texts, options: options, threads: 2)
    }
    try measurement.report(figures(of: matrix, textBytes: Inputs.bytes(texts)))
}

/// The same from the texts as they come, normalizing included.
func vectorize(_ text: Text, corpus path: String) throws {
    let texts = try Inputs.articles(path).map(\.content)
    let options = try text.options()
    let ((_, matrix), measurement) = try Measurement.of {
        try TFIDFVectorizer.fitTransform(
            texts.map { TextNormalizer().scalars(of: $0) }, options: options, threads: 2)
    }
    try measurement.report(figures(of: matrix, textBytes: texts.reduce(0) { $0 + $1.utf8.count }))
}

/// What shows that two matrices are the same.
func figures(of matrix: CSRMatrix, textBytes: Int) -> [String: Double] {
    [
        "features": Double(matrix.columns), "entries": Double(matrix.nonZeros),
        "sum": matrix.values.reduce(0.0) { $0 + Double($1) }, "squares": matrix.squaredNorm,
        "text_bytes": Double(textBytes), "matrix_bytes": Double(8 * matrix.nonZeros),
    ]
}
