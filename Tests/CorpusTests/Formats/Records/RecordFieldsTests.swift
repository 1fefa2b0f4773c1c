import Testing

@testable import Corpus

/// Heads that go by other names than the native ones.
@Suite struct RecordFieldsTests {
    private func records(_ text: String, keepsRows: Bool = false) throws -> [Article] {
        let (articles, rejects) = try read(text, as: "a.txt", ReadingOptions(keepsRows: keepsRows))
        #expect(rejects == [])
        return articles
    }

    @Test func usualNamesAreHeads() throws {
        let articles = try records(
            "题目: 甲\n发布日期：2024-05-01\n媒体: 新华社\n栏目: 科技\n原文链接: https://e.cn/\n摘要: 短\n正文:\n国产芯片\n量产\n\n题目: 乙\n内容: 二\n")
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(articles.map(\.text) == ["国产芯片\n量产", "二"])
        #expect(
            articles[0].published?.rule == .field && articles[0].source == "新华社" && articles[0].industries == ["科技"])
        #expect(articles[0].link == "https://e.cn/")
    }

    @Test func aRecordMayBeginWithAnotherFieldThanItsTitle() throws {
        let text = (1...3).map { "发布时间: 2024-0\($0)-01\n标题: 第\($0)\n正文: 文\($0)\n" }
        for separator in ["", "\n", "---\n"] {
            let articles = try records(text.joined(separator: separator))
            #expect(articles.map(\.title) == ["第1", "第2", "第3"])
            #expect(articles.map(\.text) == ["文1", "文2", "文3"])
            #expect(articles.map(\.published?.day.month) == [1, 2, 3])
        }
        let numbered = (1...4).map { "编号: \($0)\n标题: 第\($0)\n正文: 文\($0)\n" }.joined()
        #expect(try records(numbered).map(\.text) == ["文1", "文2", "文3", "文4"])
    }

    @Test func aNameThatStandsAtOnePlaceInManyRecordsIsAFieldOfItsOwn() throws {
        let text = (1...4).map {
            "标题: 第\($0)\n稿件号: \($0)\n来源: 社\n批次: 一\n总结: 文\($0)\n图: 说明\n部门\($0): 某\n收录: 是\n\n"
        }.joined()
        let articles = try records(text, keepsRows: true)
        #expect(articles.map(\.title) == ["第1", "第2", "第3", "第4"])
        #expect(articles.map(\.source) == Array(repeating: "社", count: 4))
        #expect(articles.map(\.text) == (1...4).map { "文\($0)\n图: 说明\n部门\($0): 某" })
        guard case .fields(let fields) = articles[0].row else { return #expect(Bool(false)) }
        #expect(fields.map(\.name) == ["标题", "稿件号", "来源", "批次", "总结", "收录"])
        // And it is written as it stood.
        var writer = NativeRecordWriter()
        for article in articles { #expect(writer.append(article) == nil) }
        #expect(String(utf8: writer.bytes[...]) == text)
    }

    @Test func proseIsNoField() throws {
        let talk = (1...6).map { "标题: 第\($0)\n总结: 访谈\n问: 何时\($0)？\n答: 明年。\n问: 为何？\n答: 不详。\n\n" }.joined()
        #expect(try records(talk).allSatisfy { $0.text.contains("问: 何时") && $0.text.hasSuffix("答: 不详。") })
        let notice = "标题: 展会\n正文: 通知如下。\n时间：下午\n内容：讲座\n地点：北京\n欢迎。\n"
        let article = try #require(try records(notice).first)
        #expect(article.text == "通知如下。\n时间：下午\n内容：讲座\n地点：北京\n欢迎。")
        #expect(article.dateField.isEmpty)
        // In two records nothing is known yet.
        let two = (1...2).map { "标题: 第\($0)\n总结: 一\n收录: 是\n\n" }.joined()
        #expect(try records(two).map(\.text) == ["一\n收录: 是", "一\n收录: 是"])
    }

    @Test func aDateBehindTheTextIsOne() throws {
        let articles = try records("标题: 甲\n正文: 一\n二\n发布日期：2024-05-01\n分类：科技\n")
        #expect(articles.map(\.text) == ["一\n二"] && articles.map(\.industries) == [["科技"]])
        #expect(articles.first?.published?.rule == .field)
    }

    @Test func aTextWithLinesLikeFieldsIsWrittenSoThatItReadsTheSame() throws {
        var writer = NativeRecordWriter()
        let articles = (1...8).map {
            Article(
                title: "第\($0)", source: "社\n栏目: 一\n收录: 否",
                text: "正文: 一\n题目: 二\n收录: 是\n\\责编: 三\n责编: 四\n发布日期: 2024-05-01")
        }
        for article in articles { #expect(writer.append(article) == nil) }
        let read = try records(String(utf8: writer.bytes[...]))
        #expect(read.map(\.text) == articles.map(\.text))
        #expect(read.map(\.source) == articles.map(\.source) && read.allSatisfy { $0.industries.isEmpty })
    }

    @Test func aPlainTextIsNoRecord() throws {
        let (articles, _) = try read("时间：下午\n地点：北京\n各界人士参加。\n", as: "a.txt")
        #expect(articles.map(\.text) == ["地点：北京\n各界人士参加。"])
    }

    @Test(
        arguments: [
            { "【\($0)】\($1)" }, { "【\($0)】\n\($1)" }, { "[\($0)]: \($1)" }, { "**\($0)**：\($1)" }, { "- \($0)：\($1)" },
            { "## \($0)：\($1)" },
        ] as [@Sendable (String, String) -> String])
    func headsMayBeMarked(head: @Sendable (String, String) -> String) throws {
        let records = [("甲", "一【快讯】二"), ("乙", "三\n- 四")]
        for rule in ["", "---", "=====", "----------", "***"] {
            let text = records.map { title, text in
                [head("标题", title), head("发布时间", "2024-05-01"), head("正文", text)].joined(separator: "\n")
            }.joined(separator: "\n\(rule)\n")
            let (articles, rejects) = try read(text, as: "a.txt")
            #expect(rejects == [])
            #expect(articles.map(\.title) == ["甲", "乙"], "\(text)")
            #expect(articles.map(\.text) == ["一【快讯】二", "三\n- 四"], "\(text)")
            #expect(articles.map(\.dateField) == ["2024-05-01", "2024-05-01"])
        }
    }

    @Test func numbersMayStandBeforeATitle() throws {
        let (articles, rejects) = try read("1. 标题：甲\n正文：一\n2. 标题：乙\n正文：二\n3. 第三点\n", as: "a.txt")
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲", "乙"] && articles.map(\.text) == ["一", "二\n3. 第三点"])
    }

    @Test func linesThatLookLikeRulesStayInATextThatIsWritten() throws {
        let article = Article(title: "甲", text: "一\n=====\n标题不是\n-----\n二")
        var writer = NativeRecordWriter()
        #expect(writer.append(article) == nil)
        let (articles, _) = try read(writer.bytes, as: "a.txt")
        #expect(articles.map(\.text) == [article.text])
        // In a record that begins as usual, brackets are no heads.
        let (plain, _) = try read("标题：甲\n总结：一\n【来源】新华社\n", as: "a.txt")
        #expect(plain.map(\.text) == ["一\n【来源】新华社"])
    }

    /// A field that one record alone has.
    @Test func anUnknownFieldEndsAList() throws {
        for list in ["行业: 芯片, 汽车", "行业:\n芯片\n汽车", "关键词: 光刻\n行业:\n芯片\n汽车"] {
            let articles = try records(
                "标题: 甲\n总结: 一\n\(list)\n备注: 待核\n再看\n\n标题: 乙\n总结: 二\n行业: 芯片\n", keepsRows: true)
            #expect(articles.map(\.industries) == [["芯片", "汽车"], ["芯片"]], "\(list)")
            guard case .fields(let fields) = articles[0].row else { return }
            #expect(fields.last?.name == "备注" && fields.last?.value == "待核\n再看")
        }
        let written = try records("标题: 甲\n总结: 一\n行业:\n\\科技: 芯片\nhttps://e.cn/a\n")
        #expect(written[0].industries == ["科技: 芯片", "https://e.cn/a"])
    }
}
