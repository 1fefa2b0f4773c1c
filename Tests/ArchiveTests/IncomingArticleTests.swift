import Corpus
import Foundation
import Testing

@testable import Archive

@Suite struct IncomingArticleTests {
    /// Archives store these hashes. If they change, old archives no longer recognize their articles, and a migration
    /// must compute the hashes again.
    @Test func hashesStayUnchanged() throws {
        let folder = try Folder()
        let file = try folder.write(
            #"{"链接":"https://e.cn/1","总结":"具身智能机器人走红，ＡＩ"}"# + "\n" + #"{"总结":"甲","日期":"2024-05-01"}"#, to: "a.jsonl")
        let incoming = try folder.incoming([file])
        #expect(incoming.map(\.textHash) == [-3_445_415_542_884_926_217, 1_663_823_929_100_558_368])
        #expect(incoming.map(\.appearanceHash) == [5_384_529_130_017_222_740, 1_235_777_854_339_362_304])
        #expect(incoming.map(\.recordHash) == [5_595_877_682_409_928_749, -8_529_619_596_682_391_121])
        #expect(String(decoding: incoming[0].text.words, as: UTF8.self) == "具身智能机器人走红,ai")
    }

    @Test func recordsWithoutATextAreRejected() throws {
        let article = Article(origin: Origin(file: "a", line: 3), row: .json(Array(#"{"n":1}"#.utf8)[...]))
        let read = IncomingArticle.read([article], fields: FieldMapping())
        #expect(read.articles.isEmpty && read.rejects.map(\.description) == ["a:3: neither a title nor a text"])
    }
}
