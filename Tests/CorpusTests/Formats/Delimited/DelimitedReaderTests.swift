import TestSupport
import Testing

@testable import Corpus

@Suite struct DelimitedReaderTests {
    @Test func readsQuotedFields() throws {
        let (articles, rejects) = try read(
            "title,text,label\r\n甲,\"一, \"\"二\"\"\r\n\r\n三\",\"汽车,制造\"\r\n\r\n\"\"\"乙\"\"\",,\r\n丙,a\"b,x", as: "a.csv")
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲", "\"乙\"", "丙"])
        #expect(articles.map(\.text) == ["一, \"二\"\n\n三", "", "a\"b"])
        #expect(articles.map(\.industries) == [["汽车", "制造"], [], ["x"]])
        #expect(articles.map(\.origin.line) == [2, 6, 7])
    }

    @Test func readsTabs() throws {
        let (articles, rejects) = try read("label\ttext\n制造\t一,二\n\"a\tb\"\t三\n", as: "a.tsv")
        #expect(rejects == [])
        #expect(articles.map(\.text) == ["一,二", "三"])
        #expect(articles.map(\.industries) == [["制造"], ["a", "b"]])
    }

    @Test func rowsOfTheWrongLengthAreRejected() throws {
        let (articles, rejects) = try read("title,text,n\n甲\n乙,二,\n丙,三,x,y\n,,1\n", as: "a.csv")
        #expect(articles.map(\.title) == ["乙"])
        #expect(rejects.map(\.origin.line) == [2, 4, 5])
        #expect(
            rejects.map(\.reason) == [
                "1 field, but the header has 3", "4 fields, but the header has 3", "neither a title nor a text",
            ])
    }

    @Test(arguments: [
        "title,text,n\n甲,一,1,\n乙,二,2,, \u{3000},\n丙,三,3,\n", "title,text,n,,\n甲,一,1\n乙,二,2,,\n丙,三,3,\n",
    ])
    func emptyCellsAtTheEndOfRowsAndHeadersAreNothing(table: String) throws {
        let (articles, rejects) = try read(table, as: "a.csv", ReadingOptions(keepsRows: true))
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙", "丙"] && articles.map(\.text) == ["一", "二", "三"])
        // A column without a name may hold something.
        let (_, others) = try read("title,text,,\n甲,一,,x\n乙,二,,,y\n丙\n", as: "a.csv")
        #expect(others.map(\.origin.line) == [3, 4])
    }

    /// A comma within a text has moved what stands behind it.
    @Test(arguments: [
        ("甲,一,又一,科技,\n乙,二,体育,\n丙,三,又三,科技,\n", [2, 4]), ("乙,二,体育,\n甲,一,又一,科技,\n", [3]), ("甲,一,科技,,\n乙,二,体育,,\n", []),
        ("甲,一,科技,,\n", []), ("甲,一,科技,,\n\n标题,正文,分类,备注\n乙,二,体育,,\n", []),
    ])
    func oneMoreCellThatIsEmptyIsNoTrailingSeparator(rows: String, rejected: [Int]) throws {
        let (articles, rejects) = try read("标题,正文,分类,备注\n" + rows, as: "a.csv")
        #expect(rejects.map(\.origin.line) == rejected)
        #expect(articles.allSatisfy { ["科技", "体育"].contains($0.industries.first) })
        #expect(
            rejects.allSatisfy {
                $0.reason == "5 fields, but the header has 4; a field with a separator in it needs quotation marks"
            })
    }

    @Test func aBlankMayStandBeforeTheQuotationMarksOfCells() throws {
        let table = "\"标题\", \"正文\", \"分类\"\n\"甲\", \"一, 又一\", \"科技\"\n\"乙\", \"二\n三\", \"体育\"\n"
        let (articles, rejects) = try read(table, as: "a.csv")
        #expect(rejects == [] && articles.map(\.text) == ["一, 又一", "二\n三"])
        #expect(articles.map(\.industries) == [["科技"], ["体育"]])
        // Elsewhere it is a sign of the text.
        #expect(try read("标题,正文\n甲, \"一\"又\n", as: "a.csv").articles.map(\.text) == [" \"一\"又"])
    }

    @Test func aQuoteNeverClosedCostsOneRecordOnly() throws {
        let rest = (1...20_000).map { "t\($0),x" }
        let (articles, rejects) = try read((["title,text", "甲,\"一,二"] + rest).joined(separator: "\n"), as: "a.csv")
        #expect(rejects.map(\.origin.line) == [2])
        #expect(rejects.first?.reason == "a quotation mark is never closed")
        #expect(articles.map(\.title) == (1...20_000).map { "t\($0)" })
        #expect(articles.last?.origin.line == 20_002)
        // Where the columns fit without it, it is a sign.
        let fitting = try read((["title,text", "甲,\"一"] + rest).joined(separator: "\n"), as: "a.csv")
        #expect(fitting.rejects == [] && fitting.articles.count == 20_001 && fitting.articles[0].text == "\"一")
    }

    @Test func aLineOfBadBytesIsRejected() throws {
        let (articles, rejects) = try read(
            Array("title,text\n甲,一\n乙,".utf8) + [0xFF, 0x0A] + Array("丙,三\n".utf8), as: "a.csv")
        #expect(articles.map(\.title) == ["甲", "丙"])
        #expect(rejects.map(\.origin.line) == [3])
    }

    @Test(arguments: [
        ("title;text;date\n甲;一,二;2024\n", ["甲"], ["一,二"]), ("title|text\n甲|一;二\n", ["甲"], ["一;二"]),
        ("title\ttext\n甲\t一|二\n", ["甲"], ["一|二"]), ("\"a;b;c;d\",title,text\nx,甲,一\n", ["甲"], ["一"]),
        ("sep=;\r\ntitle;text\r\n甲;一\r\n", ["甲"], ["一"]), ("\n\"title\";\"text\"\n\"甲;\";一\n", ["甲;"], ["一"]),
        ("title\n甲;一\n", ["甲;一"], [""]),
    ])
    func theHeaderTellsTheSeparator(table: String, titles: [String], texts: [String]) throws {
        for name in ["a.csv", "a.tsv"] {
            let (articles, rejects) = try read(table, as: name)
            #expect(rejects == [] && articles.map(\.title) == titles && articles.map(\.text) == texts)
        }
    }

    @Test(arguments: ["a", "a.txt"])
    func tablesOfAnySeparatorAreToldByTheirHeader(name: String) throws {
        for separator in [",", ";", "|", "\t"] {
            let table =
                ["title", "text"].joined(separator: separator) + "\n" + ["甲", "一"].joined(separator: separator)
            #expect(try read(table, as: name).articles.map(\.text) == ["一"])
        }
    }

    @Test func blankRowsAreNoRecords() throws {
        let (articles, rejects) = try read(
            "title;text;date\n甲;一;\n;;\n; \u{3000};\n;;;;\n\"\";;\n  \n;\n乙;二;\n", as: "a.csv")
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙"])
    }

    @Test(arguments: [
        "title,text\n甲,一\ntitle,text\n乙,二\n", "title,text\n甲,一\n\u{FEFF}title,text\n乙,二\n",
        "title,text\n甲,一\u{FEFF}title,text\n乙,二\n", "title,text\n甲,一\n\u{FEFF}乙,二\n",
        "title,text\n甲,一\n\u{FEFF}\"title\",\"text\"\n乙,二\n",
    ])
    func joinedTablesAreOne(table: String) throws {
        let (articles, rejects) = try read(table, as: "a.csv")
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙"] && articles.map(\.text) == ["一", "二"])
    }

    @Test func aMarkWithinATextStaysThere() throws {
        #expect(
            try read("title,text\n甲,一\u{FEFF}二,三\n乙,一\u{FEFF}二\n", as: "a.csv", .bare).articles.map(\.text) == [
                "一\u{FEFF}二"
            ])
    }

    @Test func columnsMayBeNamedWithoutAHeader() throws {
        var options = ReadingOptions()
        options.columns = ["title", "label"]
        for (table, name) in [("甲,乙\t科技\n丙\t体育\n", "a.txt"), ("甲,乙|科技\n丙|体育\n", "a"), ("\"甲,乙\",科技\n丙,体育\n", "a.csv")] {
            let (articles, rejects) = try read(table, as: name, options)
            #expect(rejects == [] && articles.map(\.title) == ["甲,乙", "丙"])
            #expect(articles.map(\.industries) == [["科技"], ["体育"]])
        }
        let (articles, rejects) = try read([0xFF, 0x0A] + Array("甲\t科技\n".utf8), as: "a.tsv", options)
        #expect(articles.map(\.title) == ["甲"] && rejects.map(\.origin.line) == [1])
        options.columns = ["a", "b"]
        #expect(throws: CorpusError.self) { try read("甲\t科技\n", as: "a.txt", options) }
    }

    @Test func aHeaderWithNoTextStopsTheRun() {
        #expect(throws: CorpusError.self) { try read("id,label\n1,x\n", as: "a.csv") }
    }

    @Test(arguments: [
        Array("\"title,text\n甲,一\n".utf8), [0xFF] + Array("title,text\n甲,一\n".utf8),
        Array(("title,text" + String(repeating: ",", count: 9_999) + "\n甲,一\n").utf8),
    ])
    func aHeaderThatCannotBeReadCostsTheFile(table: [UInt8]) throws {
        let folder = try TemporaryFolder()
        let paths = [try folder.write(table, to: "a.csv"), try folder.write("title\n乙\n", to: "b.csv")]
        let (articles, rejects) = try CorpusReader.read(paths: paths)
        #expect(articles.map(\.title) == ["乙"])
        #expect(rejects.map(\.origin) == [Origin(file: paths[0], line: 1)])
    }

    @Test func columnsOfOneNameAreToldApart() throws {
        let (articles, _) = try read("text,,text,,text (3)\n一,a,二,b,c\n", as: "a.csv", ReadingOptions(keepsRows: true))
        #expect(articles.map(\.text) == ["一"])
        guard case .fields(let fields)? = articles.first?.row else { return #expect(Bool(false)) }
        #expect(fields.map(\.name) == ["text", "", "text (3) (3)", " (4)", "text (3)"])
    }

    /// As in JSON lines, whatever the order of the columns. Found by fuzzing.
    @Test func thePreferredNameOfAFieldWins() throws {
        let (articles, _) = try read(
            "title,发布时间,日期,标题\n甲,2023-01-06,2023-01-05,乙\n甲,2023-01-06,,\n", as: "a.csv")
        #expect(articles.map(\.title) == ["乙", "甲"])
        #expect(articles.map { $0.published?.day.description } == ["2023-01-05", "2023-01-06"])
    }

    @Test func tooManyCellsCostTheirRow() throws {
        let row = String(repeating: "x,", count: 100_000)
        let (articles, rejects) = try read("title,text\n甲,一\n\(row)\n乙,二\n", as: "a.csv")
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(rejects.map(\.description.last) == ["2"] && rejects[0].reason.hasPrefix("100001 fields"))
    }

    @Test func quotesOpenedOnEveryLineAreNotReadOverAndOver() throws {
        // Each line ends inside a quoted field, whether it began in one or not.
        let count = 4000
        let (articles, rejects) = try read(
            "title,text\n" + String(repeating: "x\"y\"z,\"\n", count: count) + "甲,一\n乙,二\n", as: "a.csv")
        #expect(articles.count + rejects.count > count - 200 && articles.last?.title == "乙")
    }

    @Test func rejectsSayWhereTheirRowsEnd() throws {
        let (_, rejects) = try read("title,text\n甲,\"一\n二\",三\n\",\"\n\"\n", as: "a.csv")
        #expect(rejects.map(\.origin.line) == [2, 4, 5] && rejects.map(\.lastLine) == [3, 4, 5])
    }

    @Test func fieldsMayGoByOtherNamesAndRowsKeepTheirOrder() throws {
        let options = ReadingOptions(
            settings: ReadingSettings(fields: FieldMapping(names: [.text: "body"])), keepsRows: true)
        let (articles, _) = try read("n, body ,text\n1,正文,别的\n", as: "a.csv", options)
        #expect(articles.map(\.text) == ["正文"])
        #expect(
            articles.map(\.row) == [
                .fields([
                    .init(name: "n", value: "1"), .init(name: "body", value: "正文"), .init(name: "text", value: "别的"),
                ])
            ])
    }

    @Test(arguments: [
        "导出时间：2024-06-01,,\n共 2 条\n\n标题,正文,时间\n甲,一,2024-05-01\n", "文章,,其他\n标题,正文,时间\n甲,一,2024-05-01\n",
        "标题_!_正文_!_时间\n甲_!_一_!_2024-05-01\n", "标题\u{1}正文\u{1}时间\n甲\u{1}一\u{1}2024-05-01\n",
    ])
    func headersAreFound(text: String) throws {
        let (articles, rejects) = try read(text, as: "a.csv")
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲"] && articles.map(\.text) == ["一"])
        #expect(articles.map(\.dateField) == ["2024-05-01"])
    }

    @Test func longSeparatorsNeedNoHeader() throws {
        var options = ReadingOptions()
        options.columns = ["id", "code", "label", "title", "x"]
        let (articles, rejects) = try read(
            "1_!_101_!_news_culture_!_\"甲\"乙_!_\n2_!_102_!_b_!_丙_!_丁,戊\n", as: "a.txt", options)
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["\"甲\"乙", "丙"])
        #expect(articles.map(\.industries) == [["news_culture"], ["b"]])
    }
}
