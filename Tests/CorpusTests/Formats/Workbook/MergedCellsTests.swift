import TestSupport
import Testing

@testable import Corpus

@Suite struct MergedCellsTests {
    private func workbook(_ rows: String, merges: [String], prefix: String = "") -> WorkbookFile {
        var file = WorkbookFile([("文章", "")])
        let ranges = merges.map { "<\(prefix)mergeCell ref=\"\($0)\"/>" }.joined()
        let tail = merges.isEmpty ? "" : "<\(prefix)mergeCells count=\"1\">\(ranges)</\(prefix)mergeCells>"
        let space = prefix.isEmpty ? "" : " xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        file.parts = [
            (
                "xl/worksheets/s0.xml",
                "<\(prefix)worksheet\(space)><\(prefix)sheetData>\(rows)</\(prefix)sheetData>\(tail)</\(prefix)worksheet>"
            )
        ]
        return file
    }

    /// A row whose cells are inline strings, with references; empty ones are not there.
    private func row(_ number: Int, _ cells: [String]) -> String {
        let texts = cells.enumerated().filter { !$0.element.isEmpty }.map { index, text in
            "<c r=\"\(["A", "B", "C", "D"][index])\(number)\" t=\"str\"><v>\(text)</v></c>"
        }
        return "<row r=\"\(number)\">\(texts.joined())</row>"
    }

    private func batch(_ file: WorkbookFile) throws -> CorpusBatch {
        let folder = try TemporaryFolder()
        var reader = try CorpusReader(paths: [folder.write(file.bytes, to: "a.xlsx")])
        return try #require(try reader.next())
    }

    private var rows: String {
        [
            ["title", "text", "date", "label"], ["甲", "一", "2024-03-01", "科技"], ["乙", "二"], ["丙", "三", "2024-03-03"],
            ["丁", "四", "", "金融"],
        ].enumerated().map { row($0 + 1, $1) }.joined()
    }

    @Test func rowsHaveTheValueOfTheirMergedCell() throws {
        let batch = try batch(workbook(rows, merges: ["D2:D4", "C2:C3"]))
        #expect(batch.articles.map(\.industries) == [["科技"], ["科技"], ["科技"], ["金融"]])
        #expect(batch.articles.map(\.dateField) == ["2024-03-01", "2024-03-01", "2024-03-03", ""])
        #expect(batch.usage?.remarks.mergedCells == 3)
        let plain = try self.batch(workbook(rows, merges: []))
        #expect(plain.articles.map(\.industries) == [["科技"], [], [], ["金融"]] && plain.usage?.remarks.isEmpty == true)
    }

    @Test func ofOneRowOrWithoutAValueNothingIsMade() throws {
        // A title over columns, a range that begins above the value, damaged ones.
        let merges = ["A1:D1", "D3:D4", "D4", "D:D", "D0:D9", "D4:D2", "XFE2:XFE5", "D2:D99999999", ""]
        let batch = try batch(workbook(rows, merges: merges))
        #expect(batch.articles.map(\.industries) == [["科技"], [], [], ["金融"]])
        #expect(batch.usage?.remarks.mergedCells == 0)
    }

    /// The lower lines of a record that is merged throughout.
    @Test func rowsWithoutACellOfTheirOwnStayNone() throws {
        let rows = row(1, ["title", "text"]) + row(2, ["甲", "一"]) + row(3, []) + row(4, ["乙", "二"])
        let batch = try batch(workbook(rows, merges: ["A2:A3", "B2:B3"]))
        #expect(batch.articles.map(\.title) == ["甲", "乙"] && batch.rejects == [])
    }

    @Test func aHeaderOfTwoRowsIsOne() throws {
        let rows = row(1, ["title", "其他"]) + row(2, ["", "text", "date"]) + row(3, ["甲", "一", "2024-03-01"])
        let batch = try batch(workbook(rows, merges: ["A1:A2", "B1:C1"]))
        #expect(batch.articles.map(\.title) == ["甲"] && batch.articles.map(\.text) == ["一"])
        #expect(batch.usage?.remarks.mergedCells == 0)
    }

    @Test func rangesMayBeManyAndHaveAPrefix() throws {
        let count = 20_000
        let rows =
            row(1, ["title", "text", "date", "label"])
            + (0..<count).map { row(2 + 2 * $0, ["t\($0)", "x", "", "类\($0)"]) + row(3 + 2 * $0, ["u\($0)"]) }.joined()
        let merges = (0..<count).map { "D\(2 + 2 * $0):D\(3 + 2 * $0)" }.shuffled()
        for prefix in ["", "x:"] {
            let marked = prefix.isEmpty ? rows : rows.replacing(#/<(\/?)(row|c|v)\b/#) { "<\($0.1)x:\($0.2)" }
            let folder = try TemporaryFolder()
            let path = try folder.write(workbook(marked, merges: merges, prefix: prefix).bytes, to: "a.xlsx")
            let (articles, rejects) = try CorpusReader.read(paths: [path])
            #expect(rejects == [])
            #expect(articles.map(\.industries) == (0..<count).flatMap { [["类\($0)"], ["类\($0)"]] }, "\(prefix)")
        }
    }

    @Test func theValueOfASmallFileDoesNotExpandWithoutEnd() throws {
        let long = String(repeating: "长", count: 100_000)
        let rows =
            row(1, ["title", "text"]) + row(2, ["甲", long]) + (3...6000).map { row($0, ["t\($0)"]) }.joined()
        #expect {
            let folder = try TemporaryFolder()
            let path = try folder.write(workbook(rows, merges: ["B2:B1048576"]).bytes, to: "a.xlsx")
            _ = try CorpusReader.read(paths: [path])
        } throws: {
            "\($0)".contains("merged cells expand to more than 1000 times")
        }
    }

    @Test func formulasWithoutAStoredValueAreCounted() throws {
        let header = WorkbookFile.rows([["title", "text", "label"]])
        let rows =
            "<row><c t=\"str\"><v>甲</v></c><c><f>A1</f><v/></c><c><f>A1</f></c></row>"
            // With a value, and with an empty text as one.
            + "<row><c t=\"str\"><f>A1</f><v>乙</v></c><c><f>1+1</f><v>2</v></c><c t=\"str\"><f>T(A1)</f><v></v></c></row>"
            + "<row><c><f>A1</f><v/></c></row>"
        let batch = try batch(WorkbookFile([("文章", header + rows)]))
        #expect(batch.articles.map(\.title) == ["甲", "乙"] && batch.articles.map(\.text) == ["", "2"])
        #expect(batch.usage?.remarks.formulasWithoutValue == 3)
        // Where no record is left of a sheet.
        let none = try self.batch(WorkbookFile([("文章", header + "<row><c><f>A1</f><v/></c></row>")]))
        #expect(none.records == 0 && none.usage?.remarks.formulasWithoutValue == 1)
    }

    @Test func aWorkbookWithoutValuesSaysSo() {
        for (rows, reason) in [
            ("", "has no cells with a value"), ("<row><c><f>A1</f></c></row>", "are formulas without"),
        ] {
            #expect {
                try read(WorkbookFile([("文章", rows)]).bytes, as: "a.xlsx")
            } throws: {
                "\($0)".contains(reason)
            }
        }
    }
}
