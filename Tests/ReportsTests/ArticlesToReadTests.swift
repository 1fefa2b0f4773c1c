import Text
import TestSupport
import Corpus
import Features
import Testing

@testable import Reports

@Suite struct ArticlesToReadTests {
    private func texts(_ contents: [String]) -> [[UInt32]] { contents.map { TextNormalizer().scalars(of: $0) } }

    /// A vectorizer in which all phrases of the texts have equal weights.
    private func vectorizer(_ contents: [String]) throws -> PhraseVectorizer {
        var discovery = PhraseDiscovery()
        discovery.minimumDocumentFrequency = 1
        discovery.minimumEntropy = 0
        let lexicon = discovery.lexicon(of: texts(contents))
        return try PhraseVectorizer(
            lexicon: lexicon, columnWeights: Array(repeating: 1, count: lexicon.count), minimumLength: 0)
    }

    @Test func centralArticlesAreTypicalAndNovelOnesNew() throws {
        let old = (0..<10).map { "云计算厂商，扩建数据中心，\($0)" }
        // Most of the reported articles are on the old theme, three are on a new one, and one is on a theme of its own.
        let now = (0..<6).map { "云计算厂商，扩建数据中心，一\($0)" } + ["人形机器人，马拉松", "人形机器人，马拉松，开跑", "人形机器人，马拉松，夺冠", "蓝莓丰收"]
        let contents = old + now
        let vectorizer = try vectorizer(contents)
        let chosen = ArticlesToRead(
            texts(contents), leads: Array(contents.indices), vectorizer: vectorizer, isReported: { $0 >= 10 },
            threads: 2)
        #expect(chosen.central.first.map { contents[$0].contains("云计算") } == true)
        #expect(!chosen.novel.isEmpty && Set(chosen.novel).isSubset(of: [16, 17, 18]))
        #expect((chosen.central + chosen.novel).allSatisfy { $0 >= 10 })
    }

    @Test func oneEventDoesNotFillAList() throws {
        let contents = (0..<9).map { _ in "春晚小品，节目单" } + ["云计算厂商，扩建数据中心", "云计算厂商，裁员", "人形机器人，马拉松"]
        let chosen = ArticlesToRead(
            texts(contents), leads: Array(contents.indices), vectorizer: try vectorizer(contents),
            isReported: { _ in true },
            threads: 1)
        // The first article alone represents the nine similar ones; then the others follow.
        #expect(chosen.central.first == 0 && Set(chosen.central) == [0, 9, 10, 11])
    }

    @Test func noArticleIsInBothLists() throws {
        let contents = (0..<4).map { "云计算厂商，\($0)" } + (0..<12).map { "人形机器人，马拉松，第\($0)名" }
        let chosen = ArticlesToRead(
            texts(contents), leads: Array(contents.indices), vectorizer: try vectorizer(contents),
            isReported: { $0 >= 4 },
            threads: 1)
        #expect(!chosen.central.isEmpty && !chosen.novel.isEmpty)
        #expect(Set(chosen.central).isDisjoint(with: chosen.novel))
    }

    @Test func withoutEarlierArticlesNothingIsNovel() throws {
        let contents = ["云计算厂商", "机器人厂商"]
        let vectorizer = try vectorizer(contents)
        let chosen = ArticlesToRead(
            texts(contents), leads: [0, 1], vectorizer: vectorizer, isReported: { _ in true }, threads: 1)
        #expect(chosen.central.count == 2 && chosen.novel.isEmpty)
    }
}
