import TestSupport
import Testing

@testable import Corpus

/// Text files of many records without names of fields are read as one article, and that is told.
@Suite struct LineFormTests {
    private func form(_ lines: [String], _ times: Int = 20) -> LineForm? {
        LineForm(of: Array(repeating: lines, count: times).flatMap { $0 })
    }

    @Test func recordsOnLinesAreToldFromTexts() {
        #expect(
            form(["体育\t甲队夺冠了，全场沸腾。", "财经\t乙公司上市了。"]) == .cells(separator: "\t", columns: 2, labelFirst: true))
        #expect(
            form(["甲队夺冠了。\t体育", "乙公司上市了。\t体育"]) == .cells(separator: "\t", columns: 2, labelFirst: false))
        #expect(form(["1_!_101_!_culture_!_京城之旅_!_甲,乙"])?.advice.contains("5 columns") == true)
        #expect(form(["__label__财经 乙公司 上市", "__label__体育 甲队 夺冠"]) == .fastText)
        #expect(form(["甲队夺冠了", "乙公司上市了", "丙公司发布新品"]) == .headlines)
        #expect(form(["甲队夺冠了", "乙公司上市了", "丙公司发布新品"], 6) == nil)
        #expect(form(["公司发布了新品。", "记者获悉，新品将于明日上市，价格未定。", "小标题"]) == nil)
        #expect(form(["体育\t甲", "一段没有制表符的文字，比较长，到这里结束。"]) == nil)
    }

    @Test func theFileIsReadAsBeforeAndTold() throws {
        let folder = try TemporaryFolder()
        let lines = (1...300).map { "\($0 % 2 == 0 ? "体育" : "财经")\t第\($0)条，正文。\n" }.joined()
        let path = try folder.write(lines, to: "a.txt")
        var reader = try CorpusReader(paths: [path])
        let batch = try #require(try reader.next())
        #expect(batch.articles.count == 1)
        let remarks = try #require(batch.usage?.remarks)
        #expect(remarks.articlesOfLines == 1 && remarks.linesOfArticles == 300)
        #expect(remarks.lineForm?.advice == "--columns label,text --format tsv reads them")
        // As it says.
        var options = ReadingOptions(format: .tsv)
        options.columns = ["label", "text"]
        let (articles, rejects) = try CorpusReader.read(paths: [path], options: options)
        #expect(rejects == [] && articles.count == 300 && articles[0].industries == ["财经"])
        options.columns = ["title"]
        let titles = try read("甲队夺冠\n乙公司, 上市\n", as: "b.txt", options).articles
        #expect(titles.map(\.title) == ["甲队夺冠", "乙公司, 上市"])
    }
}
