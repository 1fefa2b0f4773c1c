import Features
import TrendNumerics
import Corpus
import Testing

@testable import Models

@Suite struct NewTopicsTests {
    private let known = (0..<40).flatMap { [Articles.chip($0), Articles.car($0)] }

    /// An article on whales, which the known articles do not mention.
    private static func whale(_ index: Int) -> Article {
        let places = ["东岸", "南湾", "西港", "北岛", "中洲", "外礁"]
        let ends = ["游客上船观看", "渔民拍下画面", "专家前往救助", "船只减速避让"]
        return Article(title: places[index % 6] + "蓝鲸出没", text: ends[index % 4] + "，都说蓝鲸出没" + ends[(index + 1) % 4])
    }

    private func new(among articles: [Article], threads: Int = 1) throws -> (TopicModel, NewTopics) {
        let (model, _) = try TopicModel.fit(known, nmf: NMF(rank: 2))
        let texts = articles.normalized()
        let unmatched = UnmatchedTexts(texts, fits: model.fold(texts).fits, in: model, threads: threads)
        #expect(unmatched.basis == .fit && unmatched.expectedShare == 0.05)
        return (model, try NewTopics(among: texts, new: unmatched.indices, compute: Compute(threads: threads)))
    }

    @Test func unmatchedArticlesMakeANewTopic() throws {
        let month = (40..<80).map(Articles.chip) + (0..<12).map(NewTopicsTests.whale)
        let (model, new) = try new(among: month)
        #expect(new.articles.filter { $0 >= 40 } == Array(40..<52))
        #expect(new.topics.count == 1 && new.topics[0].phrases.joined().contains("蓝鲸"))
        #expect(new.weights.count == 52 && new.weights[40...].allSatisfy { $0 > 0 })
        #expect(month.indices.allSatisfy { new.articles.contains($0) || new.weights[$0] == 0 })
        // The existing topics stay unchanged.
        #expect(model.topics.allSatisfy { !$0.phrases.joined().contains("鲸") })
        #expect(try self.new(among: month, threads: 2).1.weights == new.weights)
    }

    @Test func fewArticlesMakeNoTopic() throws {
        let month = (40..<60).map(Articles.chip) + (0..<4).map(NewTopicsTests.whale)
        let (_, new) = try new(among: month)
        #expect(Array(new.articles.suffix(4)) == Array(20..<24) && new.topics.isEmpty && new.weights.isEmpty)
    }

    @Test func fittingArticlesAreNotNew() throws {
        let (_, new) = try new(among: known)
        #expect(new.articles.count <= known.count / 20 && new.topics.isEmpty)
    }

    @Test func unrelatedArticlesMakeNoTopic() throws {
        let lone = (0..<12).map { index -> Article in
            let scalars = (0..<9).map { UnicodeScalar(0x6000 + UInt32(97 * index + 11 * $0))! }
            return Article(title: scalars.map { String($0) }.joined())
        }
        let (_, new) = try new(among: (40..<60).map(Articles.chip) + lone)
        #expect(Array(new.articles.suffix(12)) == Array(20..<32) && new.topics.isEmpty)
        #expect(try self.new(among: [Article(title: "鲸")]).1.articles == [0])
        #expect(try self.new(among: (0..<30).map { _ in Article(title: "鲸") }).1.topics.isEmpty)
        #expect(try self.new(among: []).1.articles.isEmpty)
    }
}
