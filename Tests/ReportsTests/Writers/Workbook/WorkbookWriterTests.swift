import Foundation
import TestSupport
import Testing
import Text

@testable import Corpus
@testable import Reports

@Suite struct WorkbookWriterTests {
    private static let columns: [Table.Column] = [
        .init("标题"), .init("日期", isDate: true), .init("链接"), .init("n", isNumber: true),
    ]

    private func workbook(
        _ rows: [[Table.Cell]], columns: [Table.Column] = columns, maximumRows: Int = WorkbookWriter.maximumRows,
        maximumLinks: Int = WorkbookWriter.maximumLinks
    ) throws -> (bytes: [UInt8], losses: WorkbookWriter.Losses) {
        let writer = try WorkbookWriter(maximumRows: maximumRows, maximumLinks: maximumLinks)
        try writer.begin("articles", columns)
        for row in rows { try writer.append(row) }
        var bytes: [UInt8] = []
        try writer.finish { bytes.append(contentsOf: $0) }
        return (bytes, writer.losses)
    }

    private func parts(_ bytes: [UInt8], _ names: String...) throws -> [String] {
        let folder = try TemporaryFolder()
        let archive = try ZipArchive(descriptor: open(folder.write(bytes, to: "a.xlsx"), O_RDONLY))
        return try names.map { name in
            let entry = try archive.entry(name)
            var text: [UInt8] = []
            while case let piece = try entry.read(), !piece.isEmpty { text.append(contentsOf: piece) }
            #expect(xmlProblem(text) == nil, "\(name)")
            return String(decoding: text, as: UTF8.self)
        }
    }

    private func cell(_ text: String) -> Table.Cell { Table.Cell(text) }

    @Test func figuresAreNumbersDaysAreDatesAndAddressesAreLinks() throws {
        let rows: [[Table.Cell]] = [
            [
                cell("甲"), cell("2024-05-31"), Table.Cell("https://a.example/甲", link: "https://a.example/甲"),
                cell("12"),
            ],
            [cell("2024"), cell("2024-05-31 08:30:00"), Table.Cell("x", link: "javascript:alert(1)"), cell("-0.43*")],
            [cell("丙"), cell("2024年5月"), cell(""), cell("12.5%")],
        ]
        let found = try parts(
            workbook(rows).bytes, "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels")
        let (sheet, links) = (found[0], found[1])
        #expect(sheet.contains("<v>12</v>") && sheet.contains("<v>-0.43") && sheet.contains("<v>0.125</v>"))
        #expect(sheet.contains("<v>45443</v>") && sheet.contains("<v>45443.35416666"))
        #expect(sheet.contains("<t>2024</t>") && sheet.contains("<t>2024年5月</t>"))
        #expect(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:D4\"/>"))
        #expect(links.contains("https://a.example/") && !links.contains("javascript"))
    }

    @Test func linksThatDoNotFitAreTold() throws {
        let long = "https://a.example/" + String(repeating: "x", count: 2000)
        let rows = ["https://a.example/1", long, "https://a.example/2", "https://a.example/3", "javascript:alert(1)"]
            .map { [cell("甲"), cell(""), Table.Cell($0, link: $0), cell("1")] }
        let (bytes, losses) = try workbook(rows, maximumLinks: 2)
        let links = try parts(bytes, "xl/worksheets/_rels/sheet1.xml.rels")[0]
        #expect(links.contains("example/2") && !links.contains("example/3") && losses.omittedLinks == 2)
        #expect(losses.lines.count == 1 && losses.lines[0].hasSuffix("2 cells have their text alone"))
    }

    @Test func theSameTablesGiveTheSameBytes() throws {
        let rows = (0..<50).map { [cell("第\($0)"), cell("2024-05-31"), cell(""), cell("\($0)")] }
        #expect(try workbook(rows).bytes == workbook(rows).bytes)
    }

    @Test func rowsBeyondTheLastGoOnOnAnotherSheet() throws {
        let rows = (0..<11).map { [cell("标题\($0)"), cell(""), cell(""), cell("\($0)")] }
        let (bytes, losses) = try workbook(rows, maximumRows: 5)
        #expect(losses.furtherSheets == ["articles 2", "articles 3"] && losses.cutCells == 0)
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, to: "a.xlsx")
        var read: [String] = []
        for sheet in ["articles", "articles 2", "articles 3"] {
            var options = ReadingOptions()
            options.sheet = sheet
            read += try CorpusReader.read(paths: [path], options: options).articles.map(\.title)
        }
        #expect(read == rows.map { $0[0].text })
    }

    @Test func columnsAndLinksThatExcelHasNoRoomForAreLeftOut() throws {
        let wide = (0..<16_400).map { Table.Column("\($0)") }
        let (bytes, losses) = try workbook([wide.map { cell($0.name) }], columns: wide)
        #expect(losses.omittedColumns == 16 && losses.lines.count == 1)
        #expect(try parts(bytes, "xl/worksheets/sheet1.xml")[0].contains("<c r=\"XFD2\""))
        let linked = Table.Cell("x", link: "https://a.example/")
        let sheet = try parts(
            workbook(Array(repeating: [linked], count: 65_600), columns: [.init("a")]).bytes, "xl/worksheets/sheet1.xml"
        )[0]
        #expect(sheet.components(separatedBy: "<hyperlink ").count == 65_531 && sheet.contains("<c r=\"A65601\""))
    }

    @Test func figuresKeepTheDigitsThatTheirTextDoesNotShow() {
        func number(_ text: String, _ value: Double) -> Double? {
            guard
                case .number(let own, _) = WorkbookValue(Table.Cell(text, value: value), in: .init("n", isNumber: true))
            else { return nil }
            return own
        }
        #expect(number("12.3%", 0.12345) == 0.12345 && number("7", 7) == 7)
        // A change in points, whose value is a share.
        #expect(number("+1.2*", 0.0123) == 1.2 && number("12%", 0.5) == 0.12)
    }

    @Test func longTextsAreCutAndCounted() throws {
        let whole = String(repeating: "长", count: 32_767)
        let pairs = String(repeating: "😀", count: 16_384)
        let rows = [whole, whole + "尾", pairs, String(repeating: "\u{7}", count: 10_000)].map {
            [cell($0), cell(""), cell(""), cell("")]
        }
        let (bytes, losses) = try workbook(rows)
        #expect(losses.cutCells == 3)
        let folder = try TemporaryFolder()
        let read = try CorpusReader.read(paths: [folder.write(bytes, to: "a.xlsx")]).articles.map(\.title)
        #expect(read[0] == whole && read[1] == String(repeating: "长", count: 32_766) + "…")
        #expect(read[2].utf16.count <= 32_767 && read[2].hasSuffix("😀…") && read[3].hasSuffix("\u{7}…"))
    }

    @Test func onlyWhatXMLDoesNotAllowIsEscaped() {
        for text in ["为什么？", "news_tech", "_xyz", "甲_", "\u{FEFF}甲", "一\n二\t三", "\u{FFFD}", "\u{7F}", ""] {
            #expect(WorkbookText(text).text == text)
        }
        for (text, written) in [
            ("a_x0041_b", "a_x005F_x0041_b"), ("\u{FFFE}", "_xFFFE_"), ("甲\u{FFFF}乙？", "甲_xFFFF_乙？"),
            ("一\r\n二\r", "一\n二\n"),
            ("\u{1}", "_x0001_"),
        ] {
            #expect(WorkbookText(text).text == written)
        }
    }

    @Test func hostileTextsComeBackAsTheyWere() throws {
        let texts = HostileTexts.all.filter { $0.count < 30_000 && !trimmed($0).isEmpty }
        let (bytes, losses) = try workbook(
            texts.map { [cell($0), cell($0), Table.Cell($0, link: "https://a.example/\($0)"), cell($0)] })
        #expect(losses == .init())
        _ = try parts(
            bytes, "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml",
            "docProps/core.xml")
        let folder = try TemporaryFolder()
        // As they stand there, with what reading takes for markup.
        let options = ReadingOptions(settings: .init(normalizer: TextNormalizer(version: .one)))
        let read = try CorpusReader.read(paths: [folder.write(bytes, to: "a.xlsx")], options: options).articles
        #expect(read.map(\.title) == texts.map { $0.replacing("\r\n", with: "\n").replacing("\r", with: "\n") })
    }

    @Test func tablesWithoutRowsAndColumnsAreWorkbooksToo() throws {
        #expect(try workbook([]).bytes.starts(with: [0x50, 0x4B]))
        let writer = try WorkbookWriter()
        var size = 0
        try writer.finish { size += $0.count }
        #expect(size > 0)
        // Never finished.
        _ = try WorkbookWriter()
    }

    @Test func withoutTheFolderTheTemporaryOneDoes() throws {
        let writer = try WorkbookWriter(temporaryFolder: "/nonexistent/folder")
        try writer.begin("a", Self.columns)
        try writer.append(Self.columns.map { _ in Table.Cell("x") })
        var size = 0
        try writer.finish { size += $0.count }
        #expect(size > 0)
    }

    @Test(arguments: [
        ("12", "0"), ("+0.50", "+0.00;-0.00"), ("-3.5%", "0.0%"), ("0.43*", "0.00\"*\""), ("0", "0"), ("0.43 ", "0.00"),
    ])
    func figuresKeepTheirLook(_ text: String, _ format: String) {
        guard case .number(_, let own) = WorkbookValue(cell(text), in: .init("n", isNumber: true)) else {
            Issue.record("\(text)")
            return
        }
        #expect(own == format)
    }

    @Test(arguments: ["007", "1234567890123456", "–", "", "1e5", "1,000", "12 of 13", "٣", "0x10"])
    func otherFiguresAreText(_ text: String) {
        #expect(WorkbookValue(cell(text), in: .init("n", isNumber: true)) == .text)
    }

    @Test(arguments: ["2024-13-01", "1899-12-31", "2024-05-31 00:00:00", "2024-05-31T08:30", "5/31/2024", "2024-05"])
    func otherDaysAreText(_ text: String) { #expect(WorkbookValue(cell(text), in: .init("d", isDate: true)) == .text) }
}
