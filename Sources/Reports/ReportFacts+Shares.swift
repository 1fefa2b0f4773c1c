import Models
import TrendNumerics
import Timeline

extension ShareHistory {
    /// The shares of a classifier's labels among a report's articles. Articles with labels of their own count as these
    /// say; the others by the classifier's probabilities.
    ///
    /// - Returns: nil if the classifier was asked about none of them.
    init?(
        _ entries: [ReportFacts.Entry], stories: [Int], _ classifier: ArticleClassifier, _ sample: HeldOutSample,
        totals: PeriodTotals, _ options: ReportOptions
    ) {
        let numbers = Dictionary(uniqueKeysWithValues: zip(classifier.labels, classifier.labels.indices))
        self.init(
            published: entries.map(\.day), stories: stories,
            evidence: entries.map { entry in
                entry.article.row.map { .tagged($0) }
                    ?? .given(entry.article.countedIndustries.compactMap { numbers[$0] })
            },
            sample: sample, totals: totals, threads: options.compute.threads)
    }
}
