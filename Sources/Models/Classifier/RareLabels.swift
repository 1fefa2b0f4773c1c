import Numerics

/// The labels of fewer articles than a minimum.
struct RareLabels {
    /// The most frequent ones, the most frequent first.
    let listed: [ArticleClassifier.LabelCount]
    /// All of them where not all are listed; nil where they are.
    let count: Int?

    /// Where texts have new labels each, a model would consist of them.
    static let maximum = 10_000

    init(_ counts: [String: Int], minimum: Int) {
        let rare = counts.lazy.filter { $0.value < minimum }
            .map { ArticleClassifier.LabelCount(label: $0.key, documents: $0.value) }
        listed = rare.first(RareLabels.maximum) { ($1.documents, $0.label) < ($0.documents, $1.label) }
        let all = counts.lazy.filter { $0.value < minimum }.reduce(0) { count, _ in count + 1 }
        count = all > listed.count ? all : nil
    }
}
