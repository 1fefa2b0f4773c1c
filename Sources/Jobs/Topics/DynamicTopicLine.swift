import TrendNumerics
import Corpus
import Features
import Models
import Text
import Timeline

/// A topic that was found window by window.
public struct DynamicTopicLine: Codable, Sendable {
    public struct WindowTopic: Codable, Sendable {
        public let name: String
        public let phrases: [String]
        public let share: Double
        public let articleCount: Int
        public let articles: [ArticleReference]
    }

    public struct Window: Codable, Sendable {
        public let window: String
        /// Of the window's articles.
        public let share: Double
        /// The window's topics that belong to this one; none where it is not seen.
        public let topics: [WindowTopic]
    }

    public struct Event: Codable, Sendable {
        public let kind: TopicEvent.Kind
        public let window: String
        public let before: [String]
        public let after: [String]
    }

    public let topic: Int
    public let name: String
    public let phrases: [String]
    public let share: Double
    public let windows: [Window]
    public let events: [Event]
    public let articles: [ArticleReference]

    /// Spans of neighboring windows in which the topic is seen.
    var spans: [String] {
        var spans: [(first: Int, last: Int)] = []
        for index in windows.indices where !windows[index].topics.isEmpty {
            if let last = spans.last, last.last == index - 1 {
                spans[spans.count - 1].last = index
            } else {
                spans.append((index, index))
            }
        }
        return spans.map {
            $0.first == $0.last ? windows[$0.first].window : "\(windows[$0.first].window)–\(windows[$0.last].window)"
        }
    }

    static func find(
        _ found: TopicArticles, by length: PeriodLength, nmf: NMF, ignoring ignored: IgnoredPhrases
    ) throws -> [DynamicTopicLine] {
        let articles = found.articles
        let windows = TopicWindows(published: articles.map { $0.published?.day }, by: length).windows
        let topics = try DynamicTopics.fit(found.texts, windows: windows.map(\.articles), nmf: nmf, ignoring: ignored)
        var central = CentralArticles(topics.topics, by: found.normalizer)
        central.add(articles, weights: topics.weights)
        return topics.topics.enumerated().map { index, topic in
            DynamicTopicLine(index, topic, topics, windows, articles, central[index])
        }
    }

    private init(
        _ index: Int, _ topic: TopicModel.Topic, _ found: DynamicTopics, _ windows: [TopicWindows.Window],
        _ articles: [Article], _ central: [Article]
    ) {
        let names = found.windowTopics.map { $0.phrases.prefix(3).joined(separator: " · ") }
        self.topic = index + 1
        name = topic.name
        phrases = topic.phrases
        share = topic.share
        self.windows = windows.enumerated().map { window, span in
            let own = found.windowTopics.indices.filter {
                found.windowTopics[$0].window == window && found.windowTopics[$0].topic == index
            }
            return Window(
                window: span.description, share: own.reduce(0) { $0 + found.windowTopics[$1].share },
                topics: own.map { place in
                    let topic = found.windowTopics[place]
                    return WindowTopic(
                        name: names[place], phrases: topic.phrases, share: topic.share,
                        articleCount: topic.articles.count,
                        articles: topic.articles.prefix(3).map { ArticleReference(articles[$0]) })
                })
        }
        events = found.events.filter { $0.topic == index }.map { event in
            Event(
                kind: event.kind, window: windows[event.window].description, before: event.before.map { names[$0] },
                after: event.after.map { names[$0] })
        }
        self.articles = central.map(ArticleReference.init)
    }
}
