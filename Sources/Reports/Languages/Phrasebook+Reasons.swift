import Text

extension Phrasebook {
    /// A part of articles, as a percentage that is 100% of all alone.
    func part(_ articles: Int, of all: Int) -> String {
        let share = Double(articles) / Double(all)
        let isRoundedAway = articles > 0 && articles < all && (share < 0.005 || share >= 0.995)
        return percent(isRoundedAway ? min(max(share, 0.001), 0.999) : share, digits: isRoundedAway ? 1 : 0)
    }

    /// What the model's tags of an article rest on, a tag with its probability after the other; empty for labels of its
    /// own.
    func reasons(_ article: Report.ListedArticle) -> String {
        zip(zip(article.industries, article.probabilities), article.reasons).filter { !$1.isEmpty }
            .map { tag, reason in because("\(tag.0) \(percent(tag.1, digits: 0))", reason) }
            .joined(separator: "; ")
    }
}
