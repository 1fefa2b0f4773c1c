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
        #expect(articles.map(\.industries) == [["制造"], ["a\tb"]])
    }

    @Test func rowsOfTheWrongLengthAreRejected() throws {
        let (articles, rejects) = try read("title,text\n甲\n乙,二\n丙,三,x\n,\n", as: "a.csv")
        #expect(articles.map(\.title) == ["乙"])
        #expect(rejects.map(\.origin.line) == [2, 4, 5])
        #expect(
            rejects.map(\.reason) == [
                "1 field, but the header has 2", "3 fields, but the header has 2", "neither a title nor a text",
            ])
    }

    @Test func aQuoteNeverClosedCostsOneRecordOnly() throws {
        let rest = (1...20_000).map { "t\($0),x" }
        let (articles, rejects) = try read((["title,text", "甲,\"一"] + rest).joined(separator: "\n"), as: "a.csv")
        #expect(rejects.map(\.origin.line) == [2])
        #expect(rejects.first?.reason == "a quotation mark is never closed")
        #expect(articles.map(\.title) == (1...20_000).map { "t\($0)" })
        #expect(articles.last?.origin.line == 20_002)
    }

    @Test func aLineOfBadBytesIsRejected() throws {
        let (articles, rejects) = try read(
            Array("title,text\n甲,一\n乙,".utf8) + [0xFF, 0x0A] + Array("丙,三\n".utf8), as: "a.csv")
        #expect(articles.map(\.title) == ["甲", "丙"])
        #expect(rejects.map(\.origin.line) == [3])
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
        #expect(rejects.count > count - 200 && articles.last?.title == "乙")
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
}
