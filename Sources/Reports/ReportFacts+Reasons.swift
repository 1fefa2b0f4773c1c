import Models
import TrendNumerics

extension ReportFacts {
    /// What the industries of articles rest on, in words, one reason an industry; none for those that came with an
    /// article, and for tags that were kept without reasons.
    ///
    /// - Parameter listed: the articles, as indices of `entries`.
    /// - Complexity: an explanation for each article that the model tagged for this report.
    func reasons(of listed: [Int]) -> [[String]] {
        Parallel.map(listed.count, threads: threads) { place in
            let article = entries[listed[place]].article
            guard article.probabilities != nil else { return [] }
            if let reasons = article.reasons { return reasons }
            // Asked for now, so the labels are those that the classifier chooses, some under another spelling.
            guard let classifier, article.row != nil else { return [] }
            let explanations = classifier.explain(
                article.text, labels: article.industries.count, terms: 0, spans: Tagger.spansOfReason)
            return explanations.count == article.industries.count ? explanations.map { $0.reason() } : []
        }
    }
}
