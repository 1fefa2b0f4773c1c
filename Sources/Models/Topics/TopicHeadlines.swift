import Text

/// Which headlines name their topic.
///
/// An example is read by its headline. A digest of many items may have more of a topic than any article on it, and a
/// topic may hold a second matter that its name does not tell; the headline of neither says what the topic is called
/// by. So examples are chosen by `score`.
public struct TopicHeadlines: Sendable {
    /// The phrases of each topic's name.
    private let names: [[Term]]

    /// - Parameter normalizer: that of the articles.
    public init(_ topics: [TopicModel.Topic], by normalizer: TextNormalizer = TextNormalizer()) {
        names = topics.map { topic in
            topic.phrases.prefix(TopicModel.Topic.namingPhrases).compactMap { Term($0, by: normalizer) }
        }
    }

    /// How good an example of a topic an article is: the topic's weight in it, times 1 and 1 more for each phrase of the
    /// topic's name in its headline.
    ///
    /// - Parameter headline: asked for only where the score may be above the minimum.
    /// - Returns: nil unless it is.
    public func score(
        _ topic: Int, weight: Float, above minimum: Float, headline: @autoclosure () -> ArticleText
    ) -> Float? {
        let names = names[topic]
        guard weight * Float(1 + names.count) > minimum else { return nil }
        let headline = headline()
        let score = weight * Float(1 + names.count { $0.place(in: headline) != nil })
        return score > minimum ? score : nil
    }
}
