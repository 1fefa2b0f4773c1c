import TestSupport
import Testing

@testable import Corpus

/// Records whose text has no head.
@Suite struct GuessedTextTests {
    private static let body = "国产芯片量产的消息传来，听证会讨论安全问题。\n第二段也很长。"

    private func read(_ text: String) throws -> (articles: [Article], guessed: Int) {
        let folder = try TemporaryFolder()
        var options = ReadingOptions(keepsRows: true)
        options.format = .records
        var reader = try CorpusReader(paths: [folder.write(text, to: "a.txt")], options: options)
        var (articles, guessed) = ([Article](), 0)
        while let batch = try reader.next() {
            articles += batch.articles
            guessed += batch.usage?.remarks.textsWithoutHead ?? 0
            #expect(batch.rejects == [])
        }
        return (articles, guessed)
    }

    @Test(arguments: ["时间：2024-05-10", "行业：科技", "来源：新华网", "链接：https://e.cn/1", "关键词：芯片，量产", "作者：张三"])
    func linesBehindAShortFieldAreTheText(field: String) throws {
        for gap in ["\n", "\n\n", "\n---\n\n"] {
            let record = "标题：甲\n日期：2024-05-01\n\(field)\(gap)\(Self.body)\n\n"
            let (articles, guessed) = try read(record + record)
            #expect(articles.map(\.text) == [Self.body, Self.body], "\(record)")
            #expect(articles.allSatisfy { $0.title == "甲" && $0.industries == (field.hasPrefix("行业") ? ["科技"] : []) })
            #expect(guessed == 2)
            // They are written as they stood.
            var writer = NativeRecordWriter()
            for article in articles { #expect(writer.append(article) == nil) }
            #expect(String(utf8: writer.bytes[...]) == record + record)
        }
    }

    @Test(arguments: ["正文", "【正文】", " 正文内容 ", "正文："])
    func aLineMayBeTheHeadOfTheText(line: String) throws {
        let (articles, guessed) = try read("标题：甲\n来源：新华网\n\(line)\n第一段\n\n第二段\n")
        #expect(articles.map(\.text) == ["第一段\n\n第二段"] && articles.map(\.source) == ["新华网"] && guessed == 0)
    }

    @Test func frontMatterAndMailsHaveTheirTexts() throws {
        let page = "---\ntitle: 甲公司\ndate: 2024-05-12\ntags: [a]\n---\n\n国产芯片\n第二段\n"
        #expect(try read(page).articles.map(\.text) == ["国产芯片\n第二段"])
        let mail = "Title: 甲\nDate: 2024-05-12\nSource: 某\n\n国产芯片\n时间：下午\n"
        #expect(try read(mail).articles.map(\.text) == ["国产芯片\n时间：下午"])
    }

    @Test func aTextUnderAHeadCounts() throws {
        let text = "标题：甲\n来源：新华网\n\n另一行\n正文：国产芯片\n"
        let (articles, guessed) = try read(text)
        #expect(articles.map(\.text) == ["国产芯片"] && guessed == 0 && articles.map(\.source) == ["新华网\n\n另一行"])
        // A summary is not the whole text.
        let (both, _) = try read("标题：甲\n摘要：短\n来源：新华网\n\n\(Self.body)\n")
        #expect(both.map(\.text) == [Self.body])
    }

    @Test func listsGoOn() throws {
        let (articles, guessed) = try read("标题：甲\n行业：\n- 科技\n- 金融\n关键词：芯片\n电池\n")
        #expect(articles.map(\.industries) == [["科技", "金融"]] && articles.map(\.keywords) == [["芯片", "电池"]])
        #expect(guessed == 0)
    }
}
