/// The labels that are frequent enough to be learned.
struct LabelChoice {
    /// The labels to learn, sorted.
    let labels: [String]
    /// The labels that are left out, the most frequent first.
    let rare: RareLabels
    let minimum: Int
    /// The number of labels that were allowed, where others had enough articles too; nil otherwise.
    let most: Int?

    /// Chooses the labels to learn.
    ///
    /// - Parameters:
    ///   - counts: the number of articles of each label.
    ///   - articles: the number of articles.
    ///   - minimum: the minimum number of articles per label; `nil` for the default by the number of articles.
    ///   - most: the maximum number of labels, the most frequent ones, of equally frequent ones the first by name.
    /// - Throws: `ModelError.allLabelsRare`.
    init(counts: [String: Int], articles: Int, minimum: Int?, most: Int = .max) throws {
        let minimum = minimum ?? LabelChoice.defaultMinimum(articles: articles)
        let frequent = FrequentLabels(counts, minimum: minimum, most: most)
        labels = frequent.labels
        guard !labels.isEmpty else { throw ModelError.allLabelsRare(labels: counts.count, minimum: minimum) }
        rare = frequent.others
        self.most = frequent.isCut ? most : nil
        self.minimum = minimum
    }

    /// The default minimum: one article in 200, at least 1 and at most 30.
    static func defaultMinimum(articles: Int) -> Int { min(30, max(1, articles / 200)) }
}

/// The labels of at least so many articles, but at most so many labels.
struct FrequentLabels {
    /// Sorted by name.
    let labels: [String]
    /// All others.
    let others: RareLabels
    /// Whether some of the others have enough articles.
    let isCut: Bool

    init(_ counts: [String: Int], minimum: Int, most: Int) {
        let enough = counts.lazy.filter { $0.value >= minimum }
        let number = enough.reduce(0) { count, _ in count + 1 }
        isCut = number > most
        guard isCut else {
            labels = enough.map(\.key).sorted()
            others = RareLabels(counts.lazy.filter { $0.value < minimum })
            return
        }
        labels = enough.map { ($0.key, $0.value) }.first(most) { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0).sorted()
        let chosen = Set(labels)
        others = RareLabels(counts.lazy.filter { !chosen.contains($0.key) })
    }
}
