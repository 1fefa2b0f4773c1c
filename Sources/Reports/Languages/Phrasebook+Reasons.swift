import Text

extension Phrasebook {
    /// What the model's tags of an article rest on, a tag with its probability after the other; empty for labels of its
    /// own.
    func reasons(_ article: Report.ListedArticle) -> String {
        zip(zip(article.industries, article.probabilities), article.reasons).filter { !$1.isEmpty }
            .map { tag, reason in because("\(tag.0) \(percent(tag.1, digits: 0))", reason) }
            .joined(separator: "; ")
    }
}
