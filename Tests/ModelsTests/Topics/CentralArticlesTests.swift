import Corpus
import Testing
import Text

@testable import Models

@Suite struct CentralArticlesTests {
    private let articles = ["甲", "乙", "乙", "丙", "丁"].enumerated().map { Article(title: $1, link: "\($0)") }
    private let weights: [Float] = [1, 0, 3, 1, 3, 1, 2, 1, 0, 1]

    private func nameless(_ count: Int) -> [TopicModel.Topic] {
        Array(repeating: .init(phrases: [], share: 0), count: count)
    }

    private func links(_ central: CentralArticles, _ topic: Int) -> [String] { central[topic].map(\.link) }

    @Test func haveTheHighestWeights() {
        var central = CentralArticles(nameless(2))
        central.add(articles, weights: weights)
        #expect(links(central, 0) == ["1", "3", "0"] && links(central, 1) == ["1", "3", "4"])
        var one = CentralArticles(nameless(2), count: 1)
        one.add(articles, weights: weights)
        #expect(links(one, 0) == ["1"] && links(one, 1) == ["1"])
        // A topic without weight has no articles.
        var none = CentralArticles(nameless(1))
        none.add([articles[0]], weights: [0])
        #expect(none[0] == [])
    }

    @Test func areTheSameWhenAddedOneByOne() {
        var central = CentralArticles(nameless(2))
        for (row, article) in articles.enumerated() {
            central.add([article], weights: Array(weights[row * 2..<row * 2 + 2]))
        }
        #expect(links(central, 0) == ["1", "3", "0"] && links(central, 1) == ["1", "3", "4"])
    }

    @Test func equalHeadlinesKeepTheHigherWeight() {
        var central = CentralArticles(nameless(1))
        central.add(articles, weights: [1, 2, 4, 3, 0])
        #expect(links(central, 0) == ["2", "3", "0"])
    }

    /// A digest has most of the topic, and another matter of the same topic is not what it is called by.
    @Test func headlinesThatNameTheTopicComeFirst() {
        let topic = TopicModel.Topic(phrases: ["格陵兰岛", "丹麦", "美国", "示威"], share: 0.1)
        let articles = ["国际快讯", "多地示威持续", "丹麦首相谈格陵兰岛", "丹麥重申立場", "丹麦旅游指南"].map { Article(title: $0) }
        var central = CentralArticles([topic])
        central.add(articles, weights: [0.9, 0.8, 0.6, 0.5, 0.1])
        #expect(central[0].map(\.title) == ["丹麦首相谈格陵兰岛", "丹麥重申立場", "国际快讯"])
        // Only the phrases that are shown count, and a name that a user gave changes nothing.
        var named = topic
        named.givenName = "快讯"
        let headlines = TopicHeadlines([topic, named])
        func factors(_ title: String) -> [Float?] {
            [0, 1].map { headlines.score($0, weight: 1, above: 0, headline: ArticleText(title: title, body: "")) }
        }
        #expect(factors("国际快讯") == [1, 1] && factors("多地示威持续") == [1, 1])
        #expect(factors("美国、丹麦与格陵兰岛") == [4, 4])
    }
}
