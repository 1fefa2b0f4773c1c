import TrendNumerics
import Corpus
import Features
import Testing

@testable import Models

@Suite struct DynamicTopicsTests {
    /// Three windows: chips; chips and cars; cars.
    private let articles = (0..<60).map { Articles.chip($0) } + (0..<40).map { Articles.car($0) }
    private let windows = [Array(0..<30), Array(30..<60) + Array(60..<80), Array(80..<100)]

    private func fit(_ articles: [Article], _ windows: [[Int]], rank: Int = 2, threads: Int = 1) throws -> DynamicTopics
    {
        try DynamicTopics.fit(
            articles.contentTexts(), windows: windows, nmf: NMF(rank: rank, compute: Compute(threads: threads)))
    }

    /// The phrases of the dynamic topics seen in each window.
    private func seen(_ found: DynamicTopics, windows: Int) -> [Set<String>] {
        (0..<windows).map { window in
            Set(
                found.windowTopics.filter { $0.window == window }.map { topic in
                    theme(found.topics[topic.topic])
                })
        }
    }

    private func theme(_ topic: TopicModel.Topic) -> String { topic.phrases.joined().contains("芯片") ? "芯片" : "汽车" }

    @Test func topicsAreBornAndEnd() throws {
        let found = try fit(articles, windows)
        #expect(found.topics.count == 2)
        #expect(seen(found, windows: 3) == [["芯片"], ["芯片", "汽车"], ["汽车"]])
        let chips = found.topics.firstIndex { $0.phrases.joined().contains("芯片") }!
        let born = found.events.filter { $0.kind == .born }
        let ended = found.events.filter { $0.kind == .ended }
        #expect(born.map(\.topic) == [1 - chips] && born.map(\.window) == [1])
        #expect(ended.map(\.topic) == [chips] && ended.map(\.window) == [1])
        // Each article belongs only to the topic of its window.
        for article in articles.indices {
            let weights = (found.weights[article * 2 + chips], found.weights[article * 2 + 1 - chips])
            #expect((weights.0 > weights.1) == (article < 60), "\(article)")
        }
        for topic in found.windowTopics {
            #expect(topic.articles.allSatisfy { windows[topic.window].contains($0) } && (0...1).contains(topic.share))
        }
        for window in 0..<3 {
            #expect(Set(found.windowTopics.filter { $0.window == window }.flatMap(\.articles)) == Set(windows[window]))
        }
    }

    @Test func threadsDoNotMatter() throws {
        let (one, two) = (try fit(articles, windows), try fit(articles, windows, threads: 2))
        #expect(one.topics == two.topics && one.windowTopics == two.windowTopics)
        #expect(one.weights == two.weights && one.events == two.events)
    }

    @Test func orderAndRepetitionDoNotChangeTopics() throws {
        let found = try fit(articles, windows)
        let order = articles.indices.map { $0 * 37 % 100 }
        let place = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        let shuffled = try fit(order.map { articles[$0] }, windows.map { $0.map { place[$0]! }.sorted() })
        let doubled = try fit(articles + articles, windows.map { $0 + $0.map { $0 + 100 } })
        for other in [shuffled, doubled] {
            #expect(seen(other, windows: 3) == seen(found, windows: 3))
            #expect(other.topics.map(theme) == found.topics.map(theme))
            #expect(zip(other.topics, found.topics).allSatisfy { abs($0.share - $1.share) < 0.02 })
            #expect(other.events.map(\.kind) == found.events.map(\.kind))
            #expect(other.events.map(\.window) == found.events.map(\.window))
        }
    }

    @Test func articlesOutsideTheWindowsAndWithoutTermsHaveNoTopics() throws {
        let more = articles + [Articles.chip(3)] + (0..<3).map { _ in Article(title: "鲸") }
        let found = try fit(more, windows + [[101, 102, 103]])
        #expect(found.weights[200...].allSatisfy { $0 == 0 })
        #expect(!found.windowTopics.contains { $0.window == 3 })
    }

    @Test func clearResultOrClearError() throws {
        let one = try fit([Articles.chip(0)], [[0]], rank: 5)
        #expect(one.topics.count == 1 && one.windowTopics[0].articles == [0] && one.events.isEmpty)
        let same = try fit([Article](repeating: Articles.chip(0), count: 18), [Array(0..<9), Array(9..<18)], rank: 9)
        #expect(same.topics.count == 1 && same.events.isEmpty && same.topics[0].share == 1)
        #expect(try fit([Article](repeating: Articles.chip(0), count: 40), [Array(0..<40)]).topics.count == 1)
        #expect(throws: ModelError.noDocuments) { try fit(articles, []) }
        #expect(throws: ModelError.noDocuments) { try fit(articles, [[], []]) }
        #expect(throws: ModelError.self) { try fit(articles, windows, rank: 0) }
    }
}
