import Corpus
import Foundation
import Testing

@testable import Archive

@Suite struct IncomingArticleTests {
    /// Archives keep these figures: where they change, old archives do not know their articles any more, and a
    /// migration must make them anew.
    @Test func hashesStayWhatTheyAre() throws {
        let folder = try Folder()
        let file = try folder.write(#"{"链接":"https://e.cn/1","总结":"具身智能机器人走红，ＡＩ"}"# + "\n" + #"{"总结":"甲","日期":"2024-05-01"}"#, to: "a.jsonl")
        let incoming = try folder.incoming([file])
        #expect(incoming.map(\.textHash) == [0, 0])
        #expect(incoming.map(\.appearanceHash) == [0, 0])
        #expect(incoming.map(\.recordHash) == [0, 0])
        #expect(Array(incoming[0].bandKeys.prefix(3)) == [0, 0, 0])
        #expect(incoming[0].text == "具身智能机器人走红,ai")
    }

    @Test func recordsWithoutATextAreRejected() throws {
        let article = Article(origin: Origin(file: "a", line: 3), row: .json(Array(#"{"n":1}"#.utf8)[...]))
        let read = IncomingArticle.read([article], fields: FieldMapping())
        #expect(read.articles.isEmpty && read.rejects.map(\.description) == ["a:3: neither a title nor a text"])
    }
}
