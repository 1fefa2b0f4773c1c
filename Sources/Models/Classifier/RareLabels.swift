import TrendNumerics

/// The labels that a model leaves out.
struct RareLabels {
    /// The most frequent ones, the most frequent first.
    let listed: [ArticleClassifier.LabelCount]
    /// All of them where not all are listed; nil where they are.
    let count: Int?

    /// Where texts have new labels each, a model would consist of them.
    static let maximum = 10_000

    init(_ labels: some Sequence<(key: String, value: Int)>) {
        let rare = labels.map { ArticleClassifier.LabelCount(label: $0.key, documents: $0.value) }
        listed = rare.first(RareLabels.maximum) { ($1.documents, $0.label) < ($0.documents, $1.label) }
        count = rare.count > listed.count ? rare.count : nil
    }
}
