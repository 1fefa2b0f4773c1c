import TestSupport
import Testing
import Text

@testable import Corpus

@Suite struct MarkupReaderTests {
    private let sogou = """
        <doc>
        <url>http://a.com/20240501/1.shtml</url>
        <docno>1</docno>
        <contenttitle>甲</contenttitle>
        <content>收入<100万 AT&T &amp; &#33455;&quot;</content>
        </doc>
        <doc>
        <url>http://a.com/2</url>
        <docno>2</docno>
        <contenttitle>乙</contenttitle>
        <content></content>
        </doc>

        """

    @Test(arguments: ["a.txt", "a.dat", "a", "a.xml", "a.csv"])
    func isToldByItsContent(name: String) throws {
        let (articles, rejects) = try read(sogou, as: name)
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(articles.map(\.text) == ["收入<100万 AT&T & 芯\"", ""])
        #expect(articles.map(\.link) == ["http://a.com/20240501/1.shtml", "http://a.com/2"])
        #expect(articles.map { $0.published?.day.description } == ["2024-05-01", nil])
        #expect(articles.map(\.origin.line) == [1, 7])
    }

    @Test func linesDoNotMatter() throws {
        for text in [
            sogou.replacing("\n", with: ""), sogou.replacing("\n", with: "\r\n"), sogou.replacing("\n", with: "\r"),
            "\u{FEFF}<root>" + sogou + "</root>", "<?xml version=\"1.0\"?>\n" + sogou,
            sogou.replacing("doc>", with: "DOC >"),
        ] {
            let (articles, rejects) = try read(text, as: "a.txt")
            #expect(rejects == [], "\(text)")
            #expect(articles.map(\.title) == ["甲", "乙"], "\(text)")
        }
    }

    @Test func endTagsMayBeMissing() throws {
        let text = """
            <doc><docno>0</docno><contenttitle>丙</contenttitle></doc>
            <doc>
            <url>http://a.com/3
            <docno>3
            <contenttitle>甲
            <content>一
            二 <b>三</b>
            <doc><contenttitle>乙</contenttitle><content>四</doc>
            """
        let (articles, rejects) = try read(text, as: "a.txt", ReadingOptions(keepsRows: true))
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["丙", "甲", "乙"])
        #expect(articles.map(\.text) == ["", "一\n二 三", "四"])
        #expect(articles.map(\.link) == ["", "http://a.com/3", ""])
        #expect(articles.map(\.origin.line) == [1, 2, 8])
        #expect(
            articles[1].row
                == .fields([
                    .init(name: "url", value: "http://a.com/3"), .init(name: "docno", value: "3"),
                    .init(name: "contenttitle", value: "甲"), .init(name: "content", value: "一\n二 <b>三</b>"),
                ]))
    }

    @Test func fieldsMayStandWithinOthersAndComeAgain() throws {
        let text = """
            <DOC><HEAD><DATE>2024-05-01</DATE><TITLE>甲</TITLE></HEAD><BODY><TEXT><![CDATA[a<b&amp;c]]></TEXT></BODY></DOC>
            <doc><title>乙</title><!-- <title>丙</title> --><text><p>一</p><p>二</p></text><tag>科技</tag><tag>汽车</tag></doc>
            <doc>没有元素的正文</doc>
            """
        let (articles, rejects) = try read(text, as: "a.xml")
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲", "乙", ""])
        #expect(articles.map(\.text) == ["a<b&c", "一\n二", "没有元素的正文"])
        #expect(articles.map(\.industries) == [[], ["科技", "汽车"], []])
        #expect(articles[0].published?.day.description == "2024-05-01")
    }

    /// Also where texts are not cleaned, as models of the first version read them.
    @Test func entitiesAreDecodedOnce() throws {
        let text =
            "<doc><url>http://a.com/?a=1&amp;b=2</url><title>甲&amp;lt;乙</title><content>A&amp;B &lt;</content></doc>"
        var options = ReadingOptions(keepsRows: true)
        options.settings.normalizer = TextNormalizer(version: .one)
        let old = try read(text, as: "a", options).articles
        #expect(old.map(\.title) == ["甲&lt;乙"] && old.map(\.text) == ["A&B <"])
        let new = try read(text, as: "a").articles
        #expect(new.map(\.text) == ["A&B <"])
        #expect((old + new).map(\.link) == ["http://a.com/?a=1&b=2", "http://a.com/?a=1&b=2"])
    }

    @Test func theCallerMayNameFieldsAndOtherRecordsAreFound() throws {
        var options = ReadingOptions()
        options.settings.fields.names[.text] = "docno"
        #expect(try read(sogou, as: "a", options).articles.map(\.text) == ["1", "2"])
        let feed =
            "<rss><channel><title>频道</title><item><title>甲</title></item><item><title>乙</title></item></channel></rss>"
        let (articles, rejects) = try read(feed, as: "a.xml")
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲", "乙"])
    }

    /// `<doc><contenttitle>标题</contenttitle></doc>` in GB18030.
    @Test func otherEncodingsAreFound() throws {
        func doc(_ title: [UInt8]) -> [UInt8] {
            Array("<doc><contenttitle>".utf8) + title + Array("</contenttitle></doc>\n".utf8)
        }
        let packed = doc([0xB1, 0xEA, 0xCC, 0xE2]) + doc([0xFF, 0xFF]) + doc([0x80])
        let (articles, rejects) = try read(packed, as: "a.dat")
        #expect(articles.map(\.title) == ["标题", "€"])
        #expect(
            rejects.map(\.description).map { $0.hasSuffix(":2: not GB18030; the file may be in another encoding") } == [
                true
            ])
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in sogou.utf16 { wide += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
        #expect(try read(wide, as: "a.txt").articles.map(\.title) == ["甲", "乙"])
    }

    @Test func badRecordsCostTheRecord() throws {
        let text = "<doc><docno>1</docno></doc>\nverloren\n<doc><title>a\0</title></doc>\n<doc><title>好</title></doc>\n"
        let (articles, rejects) = try read(text, as: "a.txt")
        #expect(articles.map(\.title) == ["好"])
        #expect(rejects.map(\.origin.line) == [1, 2, 3])
        #expect(rejects[0].reason == "neither a title nor a text")
        #expect(rejects[1].reason.hasPrefix("text outside any document: verloren…"))
        #expect(rejects[2].reason.contains("NUL"))
    }

    @Test func aDocumentTooLongIsSkipped() throws {
        let long = "<doc><title>长</title><content>" + String(repeating: "x\n", count: 9 << 20) + "</content></doc>\n"
        let (articles, rejects) = try read(
            "<doc><title>甲</title></doc>\n" + long + "<doc><title>乙</title></doc>", as: "a")
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(rejects.map(\.reason) == [RecordTooLong.reason])
        #expect(rejects[0].origin.line == 2)
        #expect(articles[1].origin.line == 3 + 9 << 20)
    }

    @Test func manyBlocksGiveTheSameLines() throws {
        let text = (1...9000).map { "<doc>\n<title>\($0)</title>\n<content>芯片与汽车</content>\n</doc>\n" }.joined()
        let (articles, rejects) = try read(text, as: "a")
        #expect(rejects == [])
        #expect(articles.map(\.title) == (1...9000).map(String.init))
        #expect(articles.map(\.origin.line) == (0..<9000).map { 4 * $0 + 1 })
    }

    @Test func hostileTagsTakeLittleTime() throws {
        for piece in ["<x>", "<!--", "<![CDATA[", "<a b", "</doc ", "<doc", "&#", "<q1>"] {
            let text =
                "<doc><title>a</title>" + String(repeating: piece, count: (1 << 20) / piece.utf8.count) + "</doc>"
            let time = try ContinuousClock().measure { _ = try read(text, as: "a") }
            #expect(time < .seconds(10), "\(piece)")
        }
    }

    /// Written out as JSON and read again, the record is the same.
    @Test func aTextOutsideElementsKeepsItsPlace() throws {
        var options = ReadingOptions(format: .doc)
        options.keepsRows = true
        let articles = try read("<doc><title>甲</title>没有元素的正文</doc>", as: "a.txt", options).articles
        var editor = JSONEditor()
        for article in articles { editor.appendLine(article.row) { _ in } }
        let again = try read(editor.lines, as: "a.jsonl").articles
        #expect(again.map(\.title) == ["甲"] && again.map(\.text) == ["没有元素的正文"])
    }

    @Test func theWholeTextOfAFeedCounts() throws {
        let feed =
            "<rss><channel><title>频道</title><item><title>甲</title><description>短</description>"
            + "<content:encoded><![CDATA[<p>全文很长很长</p>]]></content:encoded></item><item><title>乙</title><description>二</description></item>"
            + "</channel></rss>"
        #expect(try read(feed, as: "a.xml").articles.map(\.text) == ["全文很长很长", "二"])
    }
}
