import TestSupport
import Testing

@testable import Corpus

/// Records that do not begin with a title under its name.
@Suite struct TitleLinesTests {
    private func titles(_ text: String) throws -> [String] {
        let (articles, rejects) = try read(text, as: "a.txt")
        #expect(rejects == [])
        #expect(articles.map(\.text) == articles.indices.map { "文\($0 + 1)。" })
        #expect(articles.map(\.dateField) == articles.indices.map { "2024-0\($0 + 1)-01" })
        return articles.map(\.title)
    }

    @Test(arguments: ["#. ", "#、", "## ", "#）", "（#）", "【】", "《》", "****"], ["", "\n", "某报\n五月要闻\n\n"])
    func aTitleMayHaveAMarkInPlaceOfAName(mark: String, above: String) throws {
        for fields in ["日期：DATE\n来源：社\n摘要：TEXT\n", "时间: DATE\n内容: TEXT\n", "\n发布时间：DATE\n正文：TEXT\n\n"] {
            let text = (1...3).map { number in
                let title =
                    switch mark {
                    case "【】", "《》", "****": "\(mark.prefix(mark.count / 2))甲\(number)\(mark.suffix(mark.count / 2))"
                    case "## ": "## 甲\(number)"
                    default: mark.replacing("#", with: "\(number)") + "甲\(number)"
                    }
                return title + "\n"
                    + fields.replacing("DATE", with: "2024-0\(number)-01").replacing("TEXT", with: "文\(number)。")
            }.joined(separator: "\n")
            #expect(try titles(above + text) == ["甲1", "甲2", "甲3"], "\(above + text)")
        }
    }

    @Test func aListInATextIsNoTitle() throws {
        let text = (1...2).map { "\($0). 甲\($0)\n日期：2024-0\($0)-01\n正文：三点：\n1. 一\n2. 二\n3. 三\n\n" }.joined()
        let (articles, _) = try read(text, as: "a.txt")
        #expect(articles.map(\.title) == ["甲1", "甲2"])
        #expect(articles.map(\.text) == ["三点：\n1. 一\n2. 二\n3. 三", "三点：\n1. 一\n2. 二\n3. 三"])
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let text = "【甲】\n日期：2024-01-01\n总结：一\n\n【乙】\n日期：2024-02-01\n总结：二\n"
        var writer = NativeRecordWriter()
        for article in try read(text, as: "a.txt", ReadingOptions(keepsRows: true)).articles {
            #expect(writer.append(article) == nil)
        }
        #expect(try read(writer.bytes, as: "a.txt").articles.map(\.title) == ["甲", "乙"])
    }

    @Test(arguments: ["用户: 张三\n时间: DATE\n内容: TEXT\n", "日期: DATE\n总结: TEXT\n", "发布时间：DATE\n来源：微博\n正文：TEXT\n"])
    func theFirstFieldBeginsEachRecordWhereNoneHasATitle(fields: String) throws {
        for gap in ["", "\n", "\n\n"] {
            for count in 2...3 {
                let text = (1...count).map {
                    fields.replacing("DATE", with: "2024-0\($0)-01").replacing("TEXT", with: "文\($0)。") + gap
                }.joined()
                #expect(try titles(text) == Array(repeating: "", count: count), "\(text)")
            }
        }
    }

    @Test(arguments: [
        "会议通知\n时间：上午\n地点：甲\n内容：讲座\n时间：下午\n地点：乙\n内容：讲座\n", "问题：甲\n回答：乙\n问题：丙\n回答：丁\n",
        "1. 会议\n时间：9点\n地点：北京\n2. 会议\n时间：10点\n地点：北京\n", "日期：2024-05-01\n总结：甲\n日期：周一\n地点：北京\n",
    ])
    func anyOtherTextStaysOne(text: String) throws {
        #expect(try read(text, as: "a.txt").articles.count == 1)
    }
}
