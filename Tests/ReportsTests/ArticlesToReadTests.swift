import Corpus
import Features
import Testing

@testable import Reports

@Suite struct ArticlesToReadTests {
    @Test func centralIsWhatTheTimeIsAboutAndNovelWhatIsNew() throws {
        let old = (0..<10).map { "云计算厂商扩建数据中心\($0)" }
        // Most of the time is about the old theme; three are about a new one, one about nothing else is.
        let now = (0..<6).map { "云计算厂商扩建数据中心一\($0)" } + ["人形机器人马拉松", "人形机器人马拉松开跑", "人形机器人马拉松夺冠", "蓝莓丰收"]
        let contents = old + now
        let (vectorizer, _) = try TFIDFVectorizer.fitTransform(
            contents.map { TextNormalizer().scalars(of: $0) }, options: TFIDFOptions(ngrams: 2, to: 3))
        let chosen = ArticlesToRead(
            contents, leads: Array(contents.indices), vectorizer: vectorizer, isReported: { $0 >= 10 }, threads: 2)
        #expect(chosen.central.first.map { contents[$0].contains("云计算") } == true)
        #expect(Set(chosen.novel.prefix(3)) == [16, 17, 18])
        #expect(chosen.mostCentral([3, 16, 11]) == 11 && chosen.mostCentral([3]) == nil)
        #expect((chosen.central + chosen.novel).allSatisfy { $0 >= 10 })
    }

    @Test func nothingBeforeMeansNothingNovel() throws {
        let contents = ["云计算厂商", "机器人厂商"]
        let (vectorizer, _) = try TFIDFVectorizer.fitTransform(
            contents.map { TextNormalizer().scalars(of: $0) }, options: TFIDFOptions())
        let chosen = ArticlesToRead(contents, leads: [0, 1], vectorizer: vectorizer, isReported: { _ in true }, threads: 1)
        #expect(chosen.central.count == 2 && chosen.novel.isEmpty)
    }
}
