import TestSupport
import Testing

@testable import Corpus

@Suite struct NativeRecordReaderTests {
    private func records(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> [Article] {
        let (articles, rejects) = try read(text, as: "a.txt", options)
        #expect(rejects == [])
        return articles
    }

    @Test func readsEveryFieldWithEitherColon() throws {
        let articles = try records(
            """
            标题: 比亚迪：新车上市
            链接：https://e.cn/a?b=c:d
            发布时间: 2024-05-26 10:00
            来源：新华社
            总结: 正文
            关键词：电池，汽车、电池; 快充
            AI技术: - 大模型
            - 视觉
            行业：新能源汽车,制造
            重大事件摘要: - **上市**: 首日
              - 交付
            """)
        let article = try #require(articles.first)
        #expect(articles.count == 1)
        #expect(article.title == "比亚迪：新车上市")
        #expect(article.link == "https://e.cn/a?b=c:d")
        #expect(article.published?.day.description == "2024-05-26")
        #expect(article.published?.rule == .field)
        #expect(article.source == "新华社")
        #expect(article.text == "正文")
        #expect(article.keywords == ["电池", "汽车", "快充"])
        #expect(article.technologies == ["大模型", "视觉"])
        #expect(article.industries == ["新能源汽车", "制造"])
        #expect(article.events == "- **上市**: 首日\n  - 交付")
    }

    @Test func aTextKeepsItsBlankLinesColonsRulesAndHeadLikeLines() throws {
        let text = "# 一、概况\n\n他说: 好。\n链接: 见文末\n---\n\n| a | b |\n|---|---|\n时间：下午"
        let articles = try records("标题: 甲\n链接: https://e.cn/\n总结:\n\(text)\n行业: 制造\n")
        #expect(articles.map(\.text) == [text])
        #expect(articles.map(\.link) == ["https://e.cn/"])
        #expect(articles.map(\.industries) == [["制造"]])
    }

    @Test(arguments: ["", "\n", "\n---\n\n", "---\n", "\u{0C}\n", "\n\u{0C}", "\n\n\n"])
    func recordsEndAtTheNextTitle(separator: String) throws {
        let articles = try records("标题: 甲\n总结: 一\n\(separator)标题: 乙\n总结: 二\n")
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(articles.map(\.text) == ["一", "二"])
        #expect(articles.map(\.origin.line) == [1, 3 + separator.count { $0 == "\n" }])
    }

    @Test(arguments: ["\u{FEFF}", "\n\u{FEFF}", "\r\n\u{FEFF}"])
    func filesMayBeJoinedWithAMarkBetween(mark: String) throws {
        let (articles, rejects) = try read("标题: 甲\n总结: 一\(mark)标题: 乙\n总结: 二\u{FEFF}三\n", as: "a.txt", .bare)
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙"])
        #expect(articles.map(\.text) == ["一", "二\u{FEFF}三"])
        #expect(try read("{\"title\":\"甲\"}\n\u{FEFF}{\"title\":\"乙\"}\n", as: "a.jsonl").articles.count == 2)
    }

    @Test(arguments: ["\n", "---\n", "\u{0C}\n", "\u{0C}"])
    func untitledRecordsAreSeparatedByBlankLinesRulesAndFormFeeds(separator: String) throws {
        let articles = try records("总结: 一\n链接: x\n\(separator)总结: 二\n")
        #expect(articles.map(\.text) == ["一", "二"])
        #expect(articles.map(\.link) == ["x", ""])
    }

    @Test func aRecordWithoutADateIsRead() throws {
        let articles = try records("标题: 甲\n总结: 一\n\n标题: 乙\n日期: 不详\n")
        #expect(articles.map(\.published) == [nil, nil])
        #expect(articles.map(\.hasUnreadableDate) == [false, true])
    }

    @Test func carriageReturnsAndTheByteOrderMarkAreNoText() throws {
        let (articles, rejects) = try read(
            [0xEF, 0xBB, 0xBF] + Array("标题: 甲\r\n总结: 一\r\n二\r\n\r\n标题: 乙\r\n".utf8), as: "a.txt")
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(articles.map(\.text) == ["一\n二", ""])
    }

    @Test(arguments: ["标题: 甲\n", "总结: 正文\n链接: x\n"])
    func fewLinesAboveTheFirstRecordAreToldAndManyRejected(record: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("\n---\n前言\n再一行\n" + record, to: "a.txt")
        var reader = try CorpusReader(paths: [path], options: ReadingOptions(format: .records))
        let batch = try #require(try reader.next())
        #expect(batch.rejects == [] && batch.articles.map(\.origin) == [Origin(file: path, line: 5)])
        #expect(batch.usage?.remarks.linesAboveRecords == ["前言", "再一行"])
        let prose = String(repeating: "前言\n", count: RecordsStart.mostLinesAbove + 1)
        let (articles, rejects) = try read(prose + record, as: "a.txt", ReadingOptions(format: .records))
        #expect(rejects.map(\.origin.line) == [1] && articles.count == 1)
        #expect(rejects.first?.reason.contains("text before any field") == true)
        #expect(try read("前言\n", as: "a.txt", ReadingOptions(format: .records)).rejects.count == 1)
    }

    @Test func aRecordWithNeitherTitleNorTextIsRejected() throws {
        let (articles, rejects) = try read("标题:\n链接: x\n\n标题: 乙\n标题: \n", as: "a.txt")
        #expect(articles.map(\.title) == ["乙"])
        #expect(rejects.map(\.origin.line) == [1, 5])
        #expect(rejects.map(\.reason) == ["neither a title nor a text", "neither a title nor a text"])
    }

    @Test func aLineOfBadBytesCostsItsRecordOnly() throws {
        let (articles, rejects) = try read(
            Array("标题: 甲\n\n标题: 乙\n总结: ".utf8) + [0xFF, 0x0A] + Array("链接: x\n\n标题: 丙\n".utf8), as: "a.txt")
        #expect(articles.map(\.title) == ["甲", "丙"])
        #expect(rejects.map(\.origin.line) == [3])
        #expect(rejects.first?.reason.hasPrefix("line 4: not UTF-8") == true)
    }

    @Test func rowsHoldTheFieldsAsTheyStood() throws {
        let articles = try records(
            "标题： 甲\n总结: 一\n\n二\n---\n",
            ReadingOptions(
                settings: ReadingSettings(fields: FieldMapping(names: [.industries: "关键词"])), keepsRows: true))
        #expect(
            articles.map(\.row) == [
                .fields([
                    .init(name: "标题", value: "甲", lines: "标题： 甲"),
                    .init(name: "总结", value: "一\n\n二", lines: "总结: 一\n\n二"),
                ])
            ])
    }

    @Test func aBackslashKeepsALineInTheText() throws {
        let text = "标题: 甲\n总结: \\标题: 一\n\\标题: 乙\n\\\\---\n\\a: b\n\\来源：c\u{0C}\n\\---\n\n链接: x\n"
        let articles = try records(text)
        #expect(articles.map(\.text) == ["\\标题: 一\n标题: 乙\n\\---\n\\a: b\n来源：c\u{0C}\n---"])
        #expect(articles.map(\.link) == ["x"])
    }

    @Test func theBasisOfTagsIsNoPartOfAnArticle() throws {
        let articles = try records("标题: 甲\n总结: 一\n标注依据: 行业 制造 0.9\n关键词 电池\n行业: 制造\n")
        #expect(articles.map(\.text) == ["一"])
        #expect(articles.map(\.industries) == [["制造"]])
    }

    @Test func aLabelMayBeReadFromAnotherField() throws {
        let options = ReadingOptions(settings: ReadingSettings(fields: FieldMapping(names: [.industries: "关键词"])))
        let articles = try records("标题: 甲\n关键词: 电池\n行业: 制造\n", options)
        #expect(articles.map(\.industries) == [["电池"]])
        #expect(articles.map(\.keywords) == [[]])
    }
}
