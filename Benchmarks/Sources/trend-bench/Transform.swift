import Features

/// Transforms texts with a vectorizer that other texts, or the same, were fitted to; on one core.
///
/// - Parameter times: how often, one after another; the time reported is of one.
func transform(_ text: Text, fitted: String, texts path: String, times: Int) throws {
    let (vectorizer, _) = try TFIDFVectorizer.fitTransform(Inputs.texts(fitted), options: text.options())
    let texts = try Inputs.texts(path)
    var (matrix, measurement) = Measurement.of {
        for _ in 1..<times { _ = vectorizer.transform(texts, threads: 1) }
        return vectorizer.transform(texts, threads: 1)
    }
    measurement.seconds /= Double(times)
    measurement.cpu_seconds /= Double(times)
    try measurement.report(figures(of: matrix, textBytes: Inputs.bytes(texts)))
}
