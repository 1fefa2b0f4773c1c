import TestSupport
import Testing

@testable import Corpus

/// Rows below a header that are no articles, columns of one name and cells that are formulas for a text.
@Suite struct SecondHeaderTests {
    @Test(arguments: [
        "title,content,date\n标题,正文,日期\n", "标题,正文,日期\n新闻标题,内容,发布时间\n", "标题,正文,日期\n（1）,（2）,（3）\n", "标题,正文,日期\n1,2,3\n",
        "标题,正文,日期\n(0),(1),(2)\n",
    ])
    func aSecondHeaderIsNoArticle(header: String) throws {
        let (articles, rejects) = try read(header + "甲,芯片,2024-05-01\n乙,联赛,2024-06-01\n", as: "a.csv")
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙"])
    }

    @Test(arguments: ["标题,正文,日期\n甲,芯片,2024-05-01\n1,2,3\n", "标题,行业\n标题,科技\n甲,来源\n", "标题,正文\n1,2\n甲,乙\n"])
    func otherRowsAre(table: String) throws {
        #expect(try read(table, as: "a.csv").articles.count == 2)
    }

    private let tables = [
        [["标题", "正文", "分类"], ["甲", "一", "财经"], ["标题", "分类", "正文"], ["乙", "体育", "二"]],
        [["标题", "正文", "分类"], ["甲", "一", "财经"], ["标题", "正文", "来源", "分类"], ["乙", "二", "新华社", "体育"]],
        [["标题", "正文", "分类"], ["甲", "一", "财经"], ["title", "category", "content"], ["乙", "体育", "二"]],
        [["标题", "正文", "分类"], ["甲", "一", "财经"], ["title", "content", "category"], ["乙", "二", "体育"]],
    ]

    @Test func aHeaderInTheMiddleBeginsATable() throws {
        for table in tables {
            for name in ["a.csv", "a.xlsx"] {
                let bytes =
                    name == "a.csv"
                    ? Array(table.map { $0.joined(separator: ",") + "\n" }.joined().utf8) : WorkbookFile(table).bytes
                let (articles, rejects) = try read(bytes, as: name)
                #expect(rejects == [] && articles.map(\.text) == ["一", "二"], "\(table[2]), \(name)")
                #expect(articles.map(\.industries) == [["财经"], ["体育"]], "\(table[2]), \(name)")
            }
        }
    }

    /// They are none, and it is told.
    @Test(arguments: [
        ["合计", "9", "2024-05-31"], ["合计：", "", "1,200"], ["总计", "", ""], ["共1条", "", ""], ["共 120 条记录", "", ""],
        ["数据来源：Wind", "", ""], ["", "小计", "3"], ["Total", "9", ""], ["注：以上均为正文", "", ""],
    ])
    func rowsBelowATableAreNoArticles(footer: [String]) throws {
        let folder = try TemporaryFolder()
        let rows = [["标题", "正文", "日期"], ["甲", "芯片", "2024-05-01"], footer]
        let table = rows.map { $0.map { "\"\($0)\"" }.joined(separator: ",") + "\n" }.joined()
        for (bytes, name) in [(Array(table.utf8), "a.csv"), (WorkbookFile(rows).bytes, "a.xlsx")] {
            var reader = try CorpusReader(paths: [folder.write(bytes, to: name)])
            let batch = try #require(try reader.next())
            #expect(batch.rejects == [] && batch.articles.map(\.title) == ["甲"])
            #expect(batch.usage?.remarks.footers.items.map(\.count) == [1])
        }
    }

    @Test(arguments: [
        ["合计", "公司合计裁员", ""], ["共享单车", "", ""], ["来源", "", ""], ["共3条路", "一", ""], ["数据来源：某处", "文", ""],
    ])
    func otherRowsWithSuchWordsAre(row: [String]) throws {
        let table = "标题,正文,日期\n甲,芯片,2024-05-01\n" + row.joined(separator: ",") + "\n"
        #expect(try read(table, as: "a.csv").articles.map(\.title) == ["甲", row[0]])
    }

    @Test func theRuleOfATableOfMarkdownIsNoArticle() throws {
        let table = "| 标题 | 正文 |\n|:---|---:|\n| 甲 | 芯片 |\n| --- | 联赛 |\n"
        #expect(try read(table, as: "a.txt").articles.map { trimmed($0.title) } == ["甲", "---"])
    }

    @Test func cellsOfAWorkbookBehindTheHeaderAreNamed() throws {
        let folder = try TemporaryFolder()
        let file = WorkbookFile([["标题", "正文"], ["甲", "一", "财经", "2024-05-06"], ["乙", "二", "体育"]])
        var reader = try CorpusReader(paths: [folder.write(file.bytes, to: "a.xlsx")])
        let names = try #require(try reader.next()).usage?.names.filter { $0.field == nil }
        #expect(names?.map(\.name) == ["column 3 without a name", "column 4 without a name"])
        #expect(names?.map(\.records) == [2, 1])
    }

    @Test func ofColumnsOfOneNameTheSecondCountsWhereTheFirstIsEmpty() throws {
        let folder = try TemporaryFolder()
        let table = "标题,正文,正文,日期,日期\n甲,短,很长的第二个正文,2024-05-01,2024-07-01\n乙,,联赛,,2024-06-01\n"
        var reader = try CorpusReader(paths: [folder.write(table, to: "a.csv")])
        let batch = try #require(try reader.next())
        #expect(batch.articles.map(\.text) == ["短", "联赛"])
        #expect(batch.articles.map(\.dateField) == ["2024-05-01", "2024-06-01"])
        #expect(batch.usage?.names.first { $0.name == "正文 (3)" }?.used == 1)
    }

    @Test func aFormulaForATextIsTheText() throws {
        let table = "标题,正文,日期,行业\n\"=\"\"甲\"\"\",=x,=\"2024-05-01\",\"=\"\"科技\"\"\"\n乙,\"=\"\"a\"\"&\"\"b\"\"\",,\n"
        let (articles, _) = try read(table, as: "a.csv")
        #expect(articles.map(\.title) == ["甲", "乙"] && articles.map(\.text) == ["=x", "=\"a\"&\"b\""])
        #expect(articles[0].dateField == "2024-05-01" && articles[0].industries == ["科技"])
        #expect(SpreadsheetMark.withoutFormula("=\"说\"\"好\"\"\"") == "说\"好\"")
    }

    @Test(arguments: ["\\N", "NULL", "null", "nan", "NaN", "None", "<NA>", "#N/A"])
    func whatProgramsWriteForNothingIsNoTitleAndNoText(mark: String) throws {
        let table = "标题\t正文\n甲\t\(mark)\n\(mark)\t芯片\n无\t芯片\n\(mark)\t\(mark)\n"
        let json = "{\"title\":\"甲\",\"text\":\"\(mark.replacing("\\", with: "\\\\"))\"}\n"
        let (articles, rejects) = try read(table, as: "a.tsv")
        #expect(articles.map(\.title) == ["甲", "", "无"] && articles.map(\.text) == ["", "芯片", "芯片"])
        #expect(rejects.map(\.reason) == ["neither a title nor a text"])
        #expect(try read(json, as: "a.jsonl").articles.map(\.text) == [""])
        let old = ReadingOptions(settings: ReadingSettings(normalizer: .init(version: .one)))
        #expect(try read("标题\t正文\n甲\t\(mark)\n", as: "a.tsv", old).articles.map(\.text) == [mark])
    }
}
