import Foundation
import TestSupport
import Testing

@testable import Corpus

@Suite struct WorkbookReaderTests {
    private func articles(_ file: WorkbookFile, _ options: ReadingOptions = ReadingOptions()) throws -> [Article] {
        let (articles, rejects) = try read(file.bytes, as: "a.xlsx", options)
        #expect(rejects == [])
        return articles
    }

    /// One sheet of title, text and date; the rows are the XML of what follows the header.
    private func sheet(_ rows: String, strings: String? = nil, formats: [String] = []) -> WorkbookFile {
        var file = WorkbookFile([("文章", WorkbookFile.rows([["title", "text", "date"]]) + rows)], strings: strings)
        file.formats = formats
        return file
    }

    private func reason(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) throws -> String {
        do {
            _ = try read(bytes, as: "a.xlsx", options)
            return ""
        } catch let error as CorpusError { return error.description }
    }

    @Test(arguments: ["a.xlsx", "a", "a.csv", "a.XLSM"])
    func isToldByItsBytes(name: String) throws {
        let (articles, rejects) = try read(
            WorkbookFile([["标题", "总结", "日期", "行业"], ["甲", "芯片&lt;一&gt;", "2024-05-01", "科技, 汽车"]]).bytes, as: name)
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲"] && articles.map(\.text) == ["芯片<一>"])
        #expect(articles.map(\.industries) == [["科技", "汽车"]])
        #expect(articles.map { $0.published?.day.description } == ["2024-05-01"])
        #expect(articles.map(\.origin.line) == [2])
    }

    @Test func sharedStringsMayHaveRunsAndPhoneticHints() throws {
        let strings =
            "<si><t>甲</t></si><si><r><rPr><b/></rPr><t>国产</t></r><r><t xml:space=\"preserve\"> 芯片</t></r>"
            + "<rPh sb=\"0\" eb=\"1\"><t>コクサン</t></rPh></si><si/><si><t>一_x000D_\n二 _x0041_ _xyz</t></si>"
        let rows =
            "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row><c t=\"s\"><v>2</v></c>"
            + "<c t=\"s\"><v>3</v></c></row>"
        let found = try articles(sheet(rows, strings: strings))
        #expect(found.map(\.title) == ["甲", ""])
        #expect(found.map(\.text) == ["国产 芯片", "一\n二 A _xyz"])
    }

    @Test func inlineStringsFormulasAndOtherCells() throws {
        let rows =
            "<row><c t=\"str\"><f>A1&amp;B1</f><v>公式</v></c><c t=\"inlineStr\"><is><r><t>一</t></r><r><t>二</t></r>"
            + "<rPh><t>x</t></rPh></is></c></row>"
            + "<row><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>"
            + "<row><c><v>1.0E9</v></c><c><v>20240501</v></c></row><row><c t=\"n\"><v>0.25</v></c></row>"
        let found = try articles(sheet(rows))
        #expect(found.map(\.title) == ["公式", "TRUE", "1000000000", "0.25"])
        #expect(found.map(\.text) == ["一二", "", "20240501", ""])
    }

    @Test(arguments: [
        ("14", "45413", "2024-05-01"), ("22", "45413.354166666664", "2024-05-01 08:30:00"),
        ("yyyy\"年\"m\"月\"d\"日\"", "45413", "2024-05-01"), ("[$-804]yyyy-mm-dd;@", "45413", "2024-05-01"),
        ("22", "45473.99999998842", "2024-06-30 23:59:59"), ("22", "45413.3541666667", "2024-05-01 08:30:00"),
        ("57", "45413", "2024-05-01"), ("45", "0.5", "12:00:00"), ("mm:ss.0", "0.5", "12:00:00"),
        ("14", "59", "1900-02-28"), ("14", "61", "1900-03-01"), ("14", "-1", "-1"), ("14", "9999999", "9999999"),
        // No dates: numbers with a unit that looks like a part of one.
        ("0", "5", "5"), ("0.00\"days\"", "5", "5"), ("#,##0 [Red]", "5", "5"), ("General", "5", "5"),
        ("\\d0", "5", "5"),
    ])
    func numbersAreDatesByTheirStyle(format: String, number: String, expected: String) throws {
        let rows = "<row><c s=\"1\"><v>\(number)</v></c></row>"
        #expect(try articles(sheet(rows, formats: ["0", format])).map(\.title) == [expected])
    }

    @Test func aSecondHeaderIsNoArticle() throws {
        for second in [["标题", "正文", "发布日期"], ["（1）", "（2）", "（3）"]] {
            let rows = WorkbookFile.rows([second, ["甲", "芯片", "2024-05-01"]])
            #expect(try articles(sheet(rows)).map(\.title) == ["甲"])
        }
    }

    @Test func datesMayCountFrom1904() throws {
        var file = sheet("<row><c s=\"0\"><v>43951</v></c><c><v>1</v></c><c><v>43951</v></c></row>", formats: ["14"])
        file.countsFrom1904 = true
        let found = try articles(file)
        #expect(found.map(\.title) == ["2024-05-01"] && found.map(\.dateField) == ["2024-05-01"])
    }

    /// Excel keeps the number and forgets the style when a column is pasted as values.
    @Test func aNumberInTheColumnOfDatesIsADay() throws {
        let row = "<row><c><v>45413</v></c><c/><c><v>45413</v></c></row>"
        let found = try articles(sheet(row + row.replacing("45413</v></c></row>", with: "2024</v></c></row>")))
        #expect(found.map(\.title) == ["45413", "45413"] && found.map(\.dateField) == ["2024-05-01", "2024"])
    }

    @Test func cellsStandWhereTheyAreSaidTo() throws {
        let rows =
            "<row r=\"7\"><c r=\"C7\" t=\"str\"><v>2024-05-01</v></c><c r=\"A7\" t=\"str\"><v>甲</v></c></row>"
            + "<row><c r=\"B8\" t=\"str\"><v>二</v></c><c t=\"str\"><v>2024-06-01</v></c></row>"
            + "<row r=\"12\"><c r=\"D12\" t=\"str\"><v>没有标题的列</v></c><c r=\"A12\" t=\"str\"><v>丙</v></c></row>"
        let found = try articles(sheet(rows), ReadingOptions(keepsRows: true))
        #expect(found.map(\.title) == ["甲", "", "丙"] && found.map(\.text) == ["", "二", ""])
        #expect(found.map(\.dateField) == ["2024-05-01", "2024-06-01", ""])
        #expect(found.map(\.origin.line) == [7, 8, 12])
        guard case .fields(let fields)? = found.last?.row else { return #expect(Bool(false)) }
        #expect(fields.map(\.name) == ["title", "text", "date", " (4)"] && fields.last?.value == "没有标题的列")
    }

    @Test func blankRowsAndTheHeaderOnceMoreAreNoRecords() throws {
        let found = try articles(
            WorkbookFile([["title", "text"], ["甲", "一"], ["", " "], [], ["title", "text"], ["乙", "二"]]))
        #expect(found.map(\.title) == ["甲", "乙"])
    }

    @Test func theHeaderMayStandBelowATitle() throws {
        let found = try articles(
            WorkbookFile([["2024年5月舆情日报"], [], ["制表人", "张三"], ["序号", "标题", "总结"], ["1", "甲", "一"]]))
        #expect(found.map(\.title) == ["甲"] && found.map(\.origin.line) == [5])
    }

    @Test func aSheetWithAHeaderIsFoundOrAskedFor() throws {
        func sheet(_ title: String) -> String { WorkbookFile.rows([["title", "text"], [title, "x"]]) }
        var file = WorkbookFile([
            ("说明", WorkbookFile.rows([["本表仅供内部使用"]])), ("五月", sheet("甲")), ("2", sheet("乙")), ("六月", sheet("丙")),
        ])
        let found = try articles(file)
        #expect(found.map(\.title) == ["甲"] && found[0].origin.file.hasSuffix("a.xlsx, sheet 五月"))
        for (name, title) in [("六月", "丙"), ("4", "丙"), ("2", "乙")] {
            var options = ReadingOptions()
            options.sheet = name
            #expect(try articles(file, options).map(\.title) == [title])
        }
        var options = ReadingOptions()
        options.sheet = "七月"
        #expect(try reason(file.bytes, options).hasSuffix("no sheet '七月'; the sheets are 说明, 五月, 2, 六月"))
        file.sheets = [file.sheets[0]]
        #expect(try reason(file.bytes).contains("the columns are 本表仅供内部使用"))
    }

    @Test func columnsMayBeNamed() throws {
        var options = ReadingOptions()
        options.columns = ["label", "title"]
        let found = try articles(WorkbookFile([["科技", "甲"], ["体育", "乙"]]), options)
        #expect(found.map(\.title) == ["甲", "乙"] && found.map(\.industries) == [["科技"], ["体育"]])
    }

    @Test func rejectsNameTheSheetAndTheRow() throws {
        let rows = WorkbookFile.rows([["title", "text"]]) + "<row r=\"5\"><c t=\"s\"><v>9</v></c></row>"
        let (_, rejects) = try read(WorkbookFile([("文章", rows), ("乙", "")]).bytes, as: "a.xlsx")
        #expect(rejects.map(\.origin.line) == [5])
        #expect(rejects.first?.description.contains("a.xlsx, sheet 文章:5: row 5: a cell refers to a text") == true)
    }

    @Test func damageIsTold() throws {
        let good = WorkbookFile([["title", "text"], ["甲", "一"]])
        #expect(try reason(Array(good.bytes.dropLast(30))).contains("damaged"))
        var flipped = good.bytes
        let at = flipped.count / 2
        for index in at..<at + 20 { flipped[index] ^= 0xFF }
        #expect(try !reason(flipped).isEmpty)
        var cut = good
        cut.parts = [("xl/worksheets/s0.xml", "<worksheet><sheetData><row><c t=\"str\"><v>title</v></c></row><row>")]
        #expect(try reason(cut.bytes).contains("xl/worksheets/s0.xml of the workbook is damaged"))
        #expect(try reason(storedZip([("a.txt", [0x61])])).contains("a ZIP archive; unpack it"))
        #expect(try reason(storedZip([("word/document.xml", [])])).contains("Word document"))
        #expect(try reason(storedZip(good.entries + [good.entries[4]])).contains("more than once"))
    }

    @Test func entitiesAreNotExpanded() throws {
        let bomb =
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + "<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"
        var file = WorkbookFile([["title", "text"]])
        file.parts = [("xl/worksheets/s0.xml", bomb)]
        #expect(try reason(file.bytes).contains("declares a document type"))
    }

    @Test func theReferencesOfASmallFileDoNotExpandWithoutEnd() throws {
        let long = String(repeating: "长", count: 100_000)
        let rows = String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: 4000)
        let file = sheet(rows, strings: "<si><t>\(long)</t></si>")
        // Stored without compression it is no bomb: 4000 times 300 KB from 400 KB.
        #expect(try reason(file.bytes).contains("expand to more than 1000 times"))
    }

    @Test func aLargeSheetIsReadToTheEnd() throws {
        let rows = (1...50_000).map { "<row r=\"\($0 + 1)\"><c r=\"A\($0 + 1)\" t=\"str\"><v>t\($0)</v></c></row>" }
        let found = try articles(sheet(rows.joined()))
        #expect(found.count == 50_000 && found.last?.title == "t50000" && found.last?.origin.line == 50_001)
    }

    @Test func otherSheetsAreNamed() throws {
        let rows = WorkbookFile.rows([["title"], ["甲"]])
        let file = WorkbookFile([("说明", WorkbookFile.rows([["x"]])), ("五月", rows), ("空", ""), ("六月", rows)])
        let folder = try TemporaryFolder()
        var reader = try CorpusReader(paths: [folder.write(file.bytes, to: "a.xlsx")])
        let usage = try #require(try reader.next()?.usage)
        #expect(usage.file.hasSuffix("a.xlsx, sheet 五月"))
        #expect(usage.sheetsNotRead == ["说明", "六月"])
    }

    @Test func rowsBeforeDamageAreGiven() throws {
        var file = WorkbookFile([["title"], ["甲"]])
        let rows = WorkbookFile.rows([["title"], ["甲"], ["乙"]])
        file.parts = [("xl/worksheets/s0.xml", "<worksheet><sheetData>\(rows)<row><c></row>")]
        let folder = try TemporaryFolder()
        var reader = try CorpusReader(paths: [folder.write(file.bytes, to: "a.xlsx")])
        #expect(try reader.next()?.articles.map(\.title) == ["甲", "乙"])
        #expect(throws: CorpusError.self) { try reader.next() }
    }

    @Test func aRowThatGroupsColumnsIsNoHeader() throws {
        let rows = [["文章", "", "其他"], ["标题", "正文", "时间"], ["甲", "一", "2024-05-01"]]
        let found = try articles(WorkbookFile(rows))
        #expect(found.map(\.title) == ["甲"] && found.map(\.text) == ["一"])
        #expect(try articles(WorkbookFile([["标题", "正文"], ["甲", "标题"]])).map(\.text) == ["标题"])
    }

    /// Found by fuzzing: the outer cell's text was cut out of the inner row's, which is shorter.
    @Test func aRowWithinACellIsNoTrap() throws {
        let rows =
            "<row><c t='str'><v>一个不短的标题</v></c><c t='str'><v>x<row><c t='str'><v>乙</v></c></row></v></c></row>"
            + "<row><c t='str'><v>丙</v></c></row>"
        let (articles, _) = try read(sheet(rows).bytes, as: "a.xlsx")
        #expect(articles.last?.title == "丙")
    }
}
