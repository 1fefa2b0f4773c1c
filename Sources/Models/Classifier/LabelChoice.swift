/// The labels that are frequent enough to be learned.
struct LabelChoice {
    /// The labels to learn, sorted.
    let labels: [String]
    /// The labels that are too rare, the most frequent first.
    let rare: RareLabels
    let minimum: Int

    /// Chooses the labels to learn.
    ///
    /// - Parameters:
    ///   - counts: the number of articles of each label.
    ///   - articles: the number of articles.
    ///   - minimum: the minimum number of articles per label; `nil` for the default by the number of articles.
    /// - Throws: `ModelError.allLabelsRare`.
    init(counts: [String: Int], articles: Int, minimum: Int?) throws {
        let minimum = minimum ?? LabelChoice.defaultMinimum(articles: articles)
        labels = counts.lazy.filter { $0.value >= minimum }.map(\.key).sorted()
        guard !labels.isEmpty else { throw ModelError.allLabelsRare(labels: counts.count, minimum: minimum) }
        rare = RareLabels(counts, minimum: minimum)
        self.minimum = minimum
    }

    /// The default minimum: one article in 200, at least 1 and at most 30.
    static func defaultMinimum(articles: Int) -> Int { min(30, max(1, articles / 200)) }
}
