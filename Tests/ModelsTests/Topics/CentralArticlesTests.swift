import Corpus
import Testing

@testable import Models

@Suite struct CentralArticlesTests {
    private let articles = ["甲", "乙", "乙", "丙", "丁"].enumerated().map { Article(title: $1, link: "\($0)") }
    private let weights: [Float] = [1, 0, 3, 1, 3, 1, 2, 1, 0, 1]

    private func links(_ central: CentralArticles, _ topic: Int) -> [String] { central[topic].map(\.link) }

    @Test func haveTheHighestWeights() {
        var central = CentralArticles(topics: 2)
        central.add(articles, weights: weights)
        #expect(links(central, 0) == ["1", "3", "0"] && links(central, 1) == ["1", "3", "4"])
        var one = CentralArticles(topics: 2, count: 1)
        one.add(articles, weights: weights)
        #expect(links(one, 0) == ["1"] && links(one, 1) == ["1"])
        // A topic without weight has no articles.
        var none = CentralArticles(topics: 1)
        none.add([articles[0]], weights: [0])
        #expect(none[0] == [])
    }

    @Test func areTheSameWhenAddedOneByOne() {
        var central = CentralArticles(topics: 2)
        for (row, article) in articles.enumerated() {
            central.add([article], weights: Array(weights[row * 2..<row * 2 + 2]))
        }
        #expect(links(central, 0) == ["1", "3", "0"] && links(central, 1) == ["1", "3", "4"])
    }

    @Test func equalHeadlinesKeepTheHigherWeight() {
        var central = CentralArticles(topics: 1)
        central.add(articles, weights: [1, 2, 4, 3, 0])
        #expect(links(central, 0) == ["2", "3", "0"])
    }
}
