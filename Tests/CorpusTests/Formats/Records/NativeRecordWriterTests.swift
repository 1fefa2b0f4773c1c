import Testing

@testable import Corpus

@Suite struct NativeRecordWriterTests {
    private func written(_ articles: [Article]) -> String {
        var writer = NativeRecordWriter()
        for article in articles { #expect(writer.append(article) == nil) }
        return String(utf8: writer.bytes[...])
    }

    /// Each field as bytes, since equal strings may be different ones.
    private func bytes(_ article: Article) -> [[UInt8]] {
        [
            article.title, article.link, article.dateField, article.source, article.text,
            article.keywords.joined(separator: "\u{1F}"), article.technologies.joined(separator: "\u{1F}"),
            article.industries.joined(separator: "\u{1F}"), article.events,
        ].map { Array($0.utf8) }
    }

    private static let pieces = [
        "标题: 乙", "标题：", "链接: x", "行业: 制造", "日期: 2024-05-01", "标注依据: y", "总结:", " 来源 : z", "---", " ---",
        "\\", "\\\\", "\\---", "\\标题: 丙", "\u{0C}", "\\\u{0C}", "\r", "\r\n", "\n", "\n\n", "\n---\n", "\u{85}",
        "\u{2028}",
        "\u{FEFF}", "\u{202E}", "\u{0301}", "\u{0600}", "\u{200D}", "\0", "\t", " ", "\u{3000}", "正文", "a", ",", "- ",
        "•",
        "1. **新品**:上市", "\u{FA08}业: x", ":", "：",
    ]

    @Test(arguments: 1...4) func readsAsWhatWasWritten(seed: UInt64) throws {
        var state = seed
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        func value() -> String {
            trimmed(
                NativeRecord.kept(
                    (0..<random(8)).map { _ in Self.pieces[random(Self.pieces.count)] }.joined(
                        separator: random(3) == 0 ? "\n" : "")))
        }
        func list() -> [String] { listItems([value(), value()]) }
        let articles = (0..<300).map { _ in
            Article(
                title: random(3) > 0 ? value() : "", link: value(), source: value(), text: value() + "文",
                keywords: list(),
                technologies: list(), industries: list(), events: value(), dateField: value())
        }
        let text = written(articles)
        var options = ReadingOptions.bare
        (options.format, options.keepsRows) = (.records, true)
        let (read, rejects) = try read(text, as: "a.txt", options)
        #expect(rejects == [])
        #expect(read.count == articles.count)
        for (read, article) in zip(read, articles) { try #require(bytes(read) == bytes(article)) }
        // And what was read is written as it stood.
        #expect(Array(written(read).utf8) == Array(text.utf8))
    }

    /// A record may hold neither, and a head behind a carriage return would be one.
    @Test func carriageReturnsAndNULs() throws {
        let article = Article(title: "甲\0乙", text: "一\r行业: 二\r\n三")
        let (read, rejects) = try read(written([article]), as: "a.txt", ReadingOptions(format: .records))
        #expect(rejects == [] && read.map(\.title) == ["甲\u{FFFD}乙"] && read.map(\.text) == ["一\n行业: 二\n三"])
        #expect(read.map(\.industries) == [[]])
    }

    @Test func aNativeRecordStaysAsItStood() throws {
        let text = """
            标题：比亚迪： 新车
            链接 ： https://e.cn/
            总结:
              正文

            他说
            链接: 见文末
            ---
            \\x
            行业：
            关键词: 电池，汽车、电池;
            重大事件摘要:\u{20}
            1. **上市**:首日

            """
        let article = try #require(try read(text, as: "a.txt", ReadingOptions(keepsRows: true)).articles.first)
        #expect(written([article]) == text + "\n")
    }

    @Test func fillsEmptyFieldsOnly() throws {
        let text = "标题: 甲\n行业：\n关键词: 电池\n标注依据: 旧\n总结: 一\n标注依据: 正文\n"
        let article = try #require(try read(text, as: "a.txt", ReadingOptions(keepsRows: true)).articles.first)
        var writer = NativeRecordWriter()
        let tags: [RecordField: String] = [.industries: "制造, 能源", .keywords: "汽车", .events: "1. **新**:旧\n2. **二**:三"]
        #expect(writer.append(article, filling: tags, basis: "行业: 0.9") == nil)
        let expected =
            "标题: 甲\n行业: 制造, 能源\n关键词: 电池\n标注依据: 行业: 0.9\n总结: 一\n标注依据: 正文\n"
            + "重大事件摘要:\n1. **新**:旧\n2. **二**:三\n\n"
        #expect(String(utf8: writer.bytes[...]) == expected)
        let tagged = try #require(try read(expected, as: "a.txt").articles.first)
        #expect(tagged.industries == ["制造", "能源"] && tagged.keywords == ["电池"])
        #expect(tagged.text == "一\n标注依据: 正文" && tagged.events == "1. **新**:旧\n2. **二**:三")
    }

    @Test func otherFormatsAreWrittenByField() throws {
        let row = "{\"id\":7,\"text\":\"一\\n标题: 二\",\"title\":\"甲\",\"label\":[\"制造\",\"能源\"],\"date\":\"2024-05-26\"}"
        let article = try #require(try read(row, as: "a.jsonl", ReadingOptions(keepsRows: true)).articles.first)
        #expect(written([article]) == "标题: 甲\n日期: 2024-05-26\n总结:\n一\n\\标题: 二\n行业: 制造, 能源\n\n")
    }

    @Test func whatNobodyCouldReadIsRefused() {
        var writer = NativeRecordWriter()
        let origin = Origin(file: "a.jsonl", line: 3)
        let reject = writer.append(Article(title: " \n", link: "x", origin: origin), filling: [.industries: "制造"])
        #expect(reject == Reject(origin: origin, reason: "neither a title nor a text"))
        #expect(writer.bytes.isEmpty)
    }

    @Test func untitledRecordsOfSeveralWritersStayApart() throws {
        let text = (1...3).map { written([Article(link: "x", text: "第\($0)")]) }.joined()
        #expect(try read(text, as: "a.txt").articles.map(\.text) == ["第1", "第2", "第3"])
    }
}
