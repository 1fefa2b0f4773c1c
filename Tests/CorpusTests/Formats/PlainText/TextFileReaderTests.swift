import TestSupport
import Testing

@testable import Corpus

@Suite struct TextFileReaderTests {
    @Test func aShortFirstLineIsTheTitle() throws {
        let (articles, rejects) = try read("\n 标题一 \r\n\r\n正文\r\n\r\n第二段\r\n", as: "a.txt")
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["标题一"])
        #expect(articles.map(\.text) == ["正文\n\n第二段"])
    }

    @Test(arguments: [(60, true), (61, false)])
    func aLongFirstLineIsText(length: Int, isTitle: Bool) throws {
        let line = String(repeating: "长", count: length)
        let article = try #require(try read(line + "\n正文", as: "a.txt").articles.first)
        #expect(article.title == (isTitle ? line : ""))
        #expect(article.text == (isTitle ? "正文" : line + "\n正文"))
    }

    @Test func aSingleLineIsTextAndAnEmptyFileIsRejected() throws {
        #expect(try read("一行", as: "a.txt").articles.map(\.text) == ["一行"])
        #expect(try read(" \n\n", as: "a.txt").rejects.map(\.reason) == ["neither a title nor a text"])
    }

    @Test func theFolderIsTheLabel() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("进球了", to: "体育, 足球/1.txt")
        _ = try folder.write("涨停了", to: "2024/财经/2.txt")
        _ = try folder.write("无类", to: "3.txt")
        let (articles, rejects) = try CorpusReader.read(
            paths: [folder.path], options: ReadingOptions(keepsRows: true))
        #expect(rejects == [])
        #expect(articles.map(\.text) == ["涨停了", "无类", "进球了"])
        #expect(articles.map(\.industries) == [["财经"], [], ["体育, 足球"]])
        #expect(
            articles.first?.row
                == .fields([
                    .init(name: "file", value: folder.path + "/2024/财经/2.txt"), .init(name: "label", value: "财经"),
                    .init(name: "text", value: "涨停了"),
                ]))
    }

    @Test(arguments: [1, 2, 3])
    func badBytesOnAnyLineRejectTheFile(line: Int) throws {
        var lines = ["一", "二", "三"].map { Array($0.utf8) }
        lines[line - 1] = [0x61, 0xFF]
        let (articles, rejects) = try read(Array(lines.joined(separator: [0x0A])), as: "a.txt")
        #expect(articles == [])
        #expect(rejects.map(\.origin.line) == [line])
    }
}
