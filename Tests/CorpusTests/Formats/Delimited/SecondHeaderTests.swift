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
