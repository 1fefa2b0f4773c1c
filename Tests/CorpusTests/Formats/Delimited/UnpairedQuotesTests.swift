import Testing

@testable import Corpus

/// Quotation marks that are signs of a text, and headers that come again in another order.
@Suite struct UnpairedQuotesTests {
    @Test(arguments: [
        ["title\ttext\tdate", "甲\t\"芯片\t2024-05-01", "乙\t联赛\t2024-06-01", "丙\t\"联赛\t2024-06-02", "丁\t三\t2024-06-03"],
        ["title\ttext\tdate", "甲\t\"芯片\t2024-05-01", "乙\t联赛\"\t2024-06-01", "丙\t\"联赛\t2024-06-02", "丁\t三\t2024-06-03"],
        ["date,title,text", "2024-05-01,甲,\"芯片", "2024-06-01,乙,\"联赛", "2024-06-02,丙,二", "2024-06-03,丁,三"],
    ])
    func rowsAreNotSwallowed(lines: [String]) throws {
        let name = lines[0].contains("\t") ? "a.tsv" : "a.csv"
        let (articles, rejects) = try read(lines.joined(separator: "\n"), as: name)
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙", "丙", "丁"])
        #expect(articles[0].text == "\"芯片" && articles[0].dateField == "2024-05-01")
    }

    @Test func inATableWithoutQuotationMarksTheySwallowNothing() throws {
        var rows = (1...300).map { "甲\($0),国产芯片,2024-05-01" }
        rows[100] = "甲101,\"国产芯片,2024-05-01"
        rows[200] = "甲201,国产芯片\",2024-05-01"
        rows[250] = "甲251,\"国产\"的芯片,2024-05-01"
        let (articles, rejects) = try read((["标题,正文,日期"] + rows).joined(separator: "\n"), as: "a.csv")
        #expect(rejects == [] && articles.map(\.title) == (1...300).map { "甲\($0)" })
        #expect(articles[100].text == "\"国产芯片" && articles[200].text == "国产芯片\"")
        // Where cells are quoted, lines of a text may look like rows.
        let quoted = "标题,正文,日期\n\"甲\",\"一\",2024-05-01\n乙,\"a,b\nc,d,e\nf,g,h\nx,y\",2024-05-02\n"
        #expect(try read(quoted, as: "a.csv").articles.map(\.text) == ["一", "a,b\nc,d,e\nf,g,h\nx,y"])
    }

    @Test func cellsOfSeveralLinesStayWhole() throws {
        let (articles, rejects) = try read(
            "date,title,text\n2024-05-01,甲,\"一,二\n三,\"\"四\"\",五\n\n六\"\n2024-05-02,乙,\"一\n二\" 三\n", as: "a.csv")
        #expect(rejects == [] && articles.map(\.text) == ["一,二\n三,\"四\",五\n\n六", "一\n二 三"])
    }

    @Test func aHeaderInAnotherOrderBeginsATable() throws {
        let (articles, rejects) = try read(
            "标题,行业,来源,日期\n甲,科技,新华网,2024-05-01\n标题,来源,行业,日期\n乙,新华网,体育,2024-05-02\n来源,标题,行业\n社,丙,财经\n",
            as: "a.csv", ReadingOptions(keepsRows: true))
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙", "丙"])
        #expect(articles.map(\.industries) == [["科技"], ["体育"], ["财经"]])
        #expect(articles.map(\.source) == ["新华网", "新华网", "社"])
        // An article may be called as a column is.
        #expect(try read("标题,行业\n标题,科技\n来源,体育\n", as: "a.csv").articles.map(\.title) == ["标题", "来源"])
    }

    @Test func aTimeAloneHidesNoDate() throws {
        for header in ["标题,内容,发布日期,发布时间", "标题,内容,日期,时间", "title,text,date,publish time"] {
            for cells in ["2024-05-12,08:00:00", "2024-05-12,8:30"] {
                let (articles, _) = try read("\(header)\n甲,芯片,\(cells)\n", as: "a.csv")
                #expect(articles.map { $0.published?.day.description } == ["2024-05-12"], "\(header)")
                let turned = header.split(separator: ",").map(String.init)
                let other = cells.split(separator: ",")
                let table = "标题,内容,\(turned[3]),\(turned[2])\n甲,芯片,\(other[1]),\(other[0])\n"
                let (again, _) = try read(table, as: "a.csv")
                #expect(again.map { $0.published?.day.description } == ["2024-05-12"], "\(table)")
            }
        }
    }

    @Test func aNamedFieldLeavesOtherFilesAlone() throws {
        let options = ReadingOptions(
            settings: ReadingSettings(fields: FieldMapping(names: [.text: "评论内容", .date: "评论时间"])))
        let lines =
            ##"{"标题":"好","评论内容":"房间很大","评论时间":"2024-05-01","正文":"别的","日期":"2023-01-01"}"##
            + "\n" + ##"{"title":"好","body":"房间很小","date":"2024-05-02"}"##
        let (articles, _) = try read(lines, as: "a.jsonl", options)
        #expect(articles.map(\.text) == ["房间很大", "房间很小"])
        #expect(articles.map(\.dateField) == ["2024-05-01", "2024-05-02"])
    }
}
