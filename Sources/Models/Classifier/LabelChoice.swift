/// Which labels are frequent enough to be learned.
struct LabelChoice {
    /// Sorted.
    let labels: [String]
    /// The most frequent first.
    let rare: [ArticleClassifier.LabelCount]
    let minimum: Int

    /// - Parameters:
    ///   - counts: by label, its articles.
    ///   - minimum: nil for the default, by the number of articles.
    /// - Throws: `ModelError.allLabelsRare`.
    init(counts: [String: Int], articles: Int, minimum: Int?) throws {
        let minimum = minimum ?? LabelChoice.defaultMinimum(articles: articles)
        labels = counts.filter { $0.value >= minimum }.keys.sorted()
        guard !labels.isEmpty else { throw ModelError.allLabelsRare(labels: counts.count, minimum: minimum) }
        rare = counts.filter { $0.value < minimum }
            .map { ArticleClassifier.LabelCount(label: $0.key, documents: $0.value) }
            .sorted { ($1.documents, $0.label) < ($0.documents, $1.label) }
        self.minimum = minimum
    }

    static func defaultMinimum(articles: Int) -> Int { min(30, max(1, articles / 200)) }
}
