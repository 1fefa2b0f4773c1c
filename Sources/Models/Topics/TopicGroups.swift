import Features
import Text

/// The topics of a model as a user wants them: some renamed, some counted together, some hidden.
public struct TopicGroups: Equatable, Sendable {
    /// Topics that are one.
    public struct Group: Equatable, Sendable {
        /// The index of the topic that gives the group its number, and its name unless it has one of its own.
        public let topic: Int
        /// The indices of the other topics that are counted with it.
        public let merged: [Int]
        public let name: String?
        public let isHidden: Bool

        public init(_ topic: Int, merged: [Int] = [], name: String? = nil, isHidden: Bool = false) {
            self.topic = topic
            self.merged = merged
            self.name = name
            self.isHidden = isHidden
        }
    }

    public let groups: [Group]

    /// - Precondition: each topic is in one group.
    public init(_ groups: [Group]) { self.groups = groups }

    /// Each topic by itself.
    public init(each topics: Int) { self.init((0..<topics).map { Group($0) }) }

    public var count: Int { groups.count }

    /// The indices of the groups that are shown.
    public var shown: [Int] { groups.indices.filter { !groups[$0].isHidden } }

    /// The groups as topics: with the phrases of their topics in turn, and the sum of their shares.
    ///
    /// - Parameter topics: those of the model.
    public func topics(of topics: [TopicModel.Topic]) -> [TopicModel.Topic] {
        groups.map { group in
            let members = ([group.topic] + group.merged).map { topics[$0] }
            let longest = members.map(\.phrases.count).max() ?? 0
            var phrases: [String] = []
            for place in 0..<longest {
                for member in members where member.phrases.indices.contains(place) {
                    if !phrases.contains(member.phrases[place]) { phrases.append(member.phrases[place]) }
                }
            }
            var topic = TopicModel.Topic(
                phrases: Array(phrases.prefix(longest)), share: members.reduce(0) { $0 + $1.share })
            topic.givenName = group.name ?? (group.merged.isEmpty ? nil : members[0].name)
            return topic
        }
    }

    /// The weights of the groups, which are the sums of those of their topics.
    ///
    /// - Parameter weights: articles × topics.
    /// - Returns: articles × groups.
    /// - Complexity: linear.
    public func weights(_ weights: [Float], topics: Int) -> [Float] {
        let articles = weights.count / max(1, topics)
        var sums = [Float](repeating: 0, count: articles * count)
        for article in 0..<articles {
            for (index, group) in groups.enumerated() {
                let start = article * topics
                sums[article * count + index] = group.merged.reduce(weights[start + group.topic]) {
                    $0 + weights[start + $1]
                }
            }
        }
        return sums
    }
}

/// Topics that were found earlier and kept in a file, as a user wants them.
public struct KeptTopics: Sendable {
    public let model: TopicModel
    public let groups: TopicGroups
    /// Of the groups, in their order.
    public let topics: [TopicModel.Topic]

    /// - Parameter ignored: phrases that name no topic; a name that the user gave stays.
    /// - Precondition: the groups are of the model's topics.
    public init(_ model: TopicModel, _ groups: TopicGroups? = nil, ignoring ignored: IgnoredPhrases = .none) {
        let groups = groups ?? TopicGroups(each: model.count)
        self.model = model
        self.groups = groups
        // What the model knows of, it could be named by.
        _ = ignored.indices(in: model.vectorizer.lexicon, by: model.normalizer)
        topics = groups.topics(
            of: model.topics.map { topic in
                var topic = topic
                topic.phrases = ignored.removed(from: topic.phrases, by: model.normalizer)
                return topic
            })
    }

    /// The weights of articles in the groups, and their fits, as `TopicModel.fold` finds them.
    public func fold(_ texts: [ArticleText], threads: Int = 1) -> (weights: [Float], fits: [Float]) {
        let (weights, fits) = model.fold(texts, threads: threads)
        return (groups.weights(weights, topics: model.count), fits)
    }
}
