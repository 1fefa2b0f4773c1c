import Testing
import Text

@testable import Corpus

@Suite struct FullnessTests {
    @Test(arguments: [
        (RecordField.text, "<img src='http://a.cn/long/path.png' width=100>", 0), (.text, "<p>正文</p>", 6),
        (.text, "正文", 6),
        (.title, "&nbsp;", 0), (.date, "-", 0), (.source, "null", 0), (.link, "http://a.cn/", 0),
        (.link, "http://a.cn/1", 13), (.industries, "无", 0), (.industries, "科技", 6),
    ])
    func contentCounts(field: RecordField, value: String, bytes: Int) {
        #expect(Fullness.of(value, as: field, TextNormalizer()) == bytes)
        #expect(Fullness.of(value, as: field, TextNormalizer(version: .one)) == value.utf8.count)
    }

    /// A crawler's image is longer than the summary beside it, and is no text.
    @Test(arguments: ["a.jsonl", "a.csv", "a.txt", "a.doc"])
    func aFieldWithoutContentGivesWayToOneThatHasSome(name: String) throws {
        let fields = [
            ("标题", "&nbsp;"), ("headline", "真标题"), ("摘要", "短文"),
            ("内容", "<img src='http://a.cn/a/long/path/of/an/image.png'>"), ("发布时间", "-"), ("created_at", "2024-03-01"),
            ("行业", "无"), ("category", "科技"),
            ("链接", "http://a.cn/"), ("url", "http://a.cn/1"), ("来源", "null"), ("媒体", "新华社"),
        ]
        let file =
            switch name {
            case "a.jsonl": "{" + fields.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
            case "a.csv": fields.map(\.0).joined(separator: ",") + "\n" + fields.map(\.1).joined(separator: ",") + "\n"
            case "a.txt": fields.map { "\($0): \($1)" }.joined(separator: "\n") + "\n"
            default: "<doc>" + fields.map { "<\($0)><![CDATA[\($1)]]></\($0)>" }.joined() + "</doc>"
            }
        let (articles, rejects) = try read(file, as: name, ReadingOptions(format: name == "a.doc" ? .doc : nil))
        let article = try #require(articles.first)
        #expect(rejects == [] && articles.count == 1)
        #expect(article.title == "真标题" && article.text == "短文" && article.published?.day.description == "2024-03-01")
        #expect(article.industries == ["科技"] && article.link == "http://a.cn/1" && article.source == "新华社")
    }

    @Test func aTextThatIsEmptyIsSoughtUnderWeakerNames() throws {
        let lines = [
            #"{"text":"","content_html":"<p>正文</p>","comment":"评"}"#, #"{"text":"正文","comment":"一条很长的评论"}"#,
        ]
        #expect(try read(lines.joined(separator: "\n"), as: "a.jsonl").articles.map(\.text) == ["正文", "正文"])
        let named = ReadingOptions(settings: ReadingSettings(fields: FieldMapping(names: [.text: "body"])))
        let line = #"{"title":"题","body":"","text":"另一文"}"#
        #expect(try read(line, as: "a.jsonl", named).articles.map(\.text) == [""])
        #expect(
            try read("<doc><title>题</title><text></text>正文</doc>", as: "a.doc", ReadingOptions(format: .doc))
                .articles.map(\.text) == ["正文"])
    }

    /// The text outside the elements, fuller than a comment, is the text also of the record that is written.
    @Test func aTextOutsideElementsIsWrittenAsTheText() throws {
        let file = "<doc><title>题</title><text></text><detail>评</detail>一篇正文</doc>"
        let options = ReadingOptions(format: .doc, keepsRows: true)
        let article = try #require(try read(file, as: "a.doc", options).articles.first)
        let written = try #require(storedJSON(of: article.row))
        #expect(article.text == "一篇正文")
        #expect(try read(written, as: "a.jsonl").articles.map(\.text) == ["一篇正文"])
    }

    /// Else a record that is written as JSON and read again has another text.
    @Test func escapesDoNotMakeATextFuller() throws {
        let line = #"{"text":"\u4e2d\u6587","content":"中文三"}"#
        #expect(try read(line, as: "a.jsonl").articles.map(\.text) == ["中文三"])
    }
}
