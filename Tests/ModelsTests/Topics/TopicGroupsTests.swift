import Features
import TrendNumerics
import Testing
import Text

@testable import Models

@Suite struct TopicGroupsTests {
    private let topics = [
        TopicModel.Topic(phrases: ["甲", "乙", "丙"], share: 0.5), TopicModel.Topic(phrases: ["丁", "乙"], share: 0.25),
        TopicModel.Topic(phrases: ["戊"], share: 0.125),
    ]

    @Test func mergedTopicsAreOne() {
        let groups = TopicGroups([.init(0, merged: [2]), .init(1, name: "名", isHidden: true)])
        let merged = groups.topics(of: topics)
        #expect(merged.map(\.name) == ["甲 · 乙 · 丙", "名"] && merged.map(\.share) == [0.625, 0.25])
        #expect(merged.map(\.phrases) == [["甲", "戊", "乙"], ["丁", "乙"]])
        #expect(groups.weights([1, 2, 3, 0, 0.5, 0], topics: 3) == [4, 2, 0, 0.5])
        #expect(groups.shown == [0] && groups.weights([], topics: 3).isEmpty)
        let each = TopicGroups(each: 3)
        #expect(each.topics(of: topics) == topics && each.weights([1, 2, 3], topics: 3) == [1, 2, 3])
    }

    @Test func givenNamesAreNotKeptInFiles() throws {
        let articles = (0..<12).map(Articles.chip)
        let (model, weights) = try TopicModel.fit(articles, nmf: NMF(rank: 2))
        let kept = KeptTopics(model, TopicGroups([.init(0, merged: Array(1..<model.count), name: "全部")]))
        #expect(kept.topics.map(\.name) == ["全部"])
        let folded = kept.fold(articles.normalized())
        #expect(folded.weights.count == articles.count && weights.count == articles.count * model.count)
        let ignored = IgnoredPhrases(model.topics[0].phrases + ["没有"])
        let bare = KeptTopics(model, ignoring: ignored)
        #expect(bare.topics[0].name == "–" && ignored.unmet == ["没有"])
        let named = try TopicModel.fit(
            articles, nmf: NMF(rank: 2), ignoring: IgnoredPhrases([model.topics[0].phrases[0]])
        ).0
        #expect(named.topics.allSatisfy { !$0.phrases.contains(model.topics[0].phrases[0]) })
        #expect(named.H == model.H)
    }
}
