import Text

/// Which headlines name their topic.
///
/// An example is read by its headline. A digest of many items may have more of a topic than any article on it, and a
/// topic may hold a second matter that its name does not tell; the headline of neither says what the topic is called
/// by. So examples are chosen by the weight of the topic times `factor`.
public struct TopicHeadlines: Sendable {
    /// The phrases of each topic's name.
    private let names: [[Term]]

    /// - Parameter normalizer: that of the articles.
    public init(_ topics: [TopicModel.Topic], by normalizer: TextNormalizer = TextNormalizer()) {
        names = topics.map { topic in
            topic.phrases.prefix(TopicModel.Topic.namingPhrases).compactMap { Term($0, by: normalizer) }
        }
    }

    public var topics: Int { names.count }

    /// The most that `factor` can be.
    public static let maximumFactor = Float(1 + TopicModel.Topic.namingPhrases)

    /// 1, and 1 more for each phrase of the topic's name in the headline.
    public func factor(_ topic: Int, headline: ArticleText) -> Float {
        Float(1 + names[topic].count { $0.place(in: headline) != nil })
    }
}
