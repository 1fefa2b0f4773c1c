import Foundation
import TestSupport
import Testing

@testable import Corpus

@Suite struct EditedTableTests {
    private let folder = try! TemporaryFolder()

    private func table(_ text: String) throws -> EditedTable { try EditedTable(path: folder.write(text, to: "t.csv")) }

    @Test func rowsKnowTheirLinesAndCells() throws {
        var table = try table("\u{FEFF}# a comment\r\n\r\nTerm, spellings\r\n 智能体 ,\"AI Agent, \"\"x\"\"\"\r\n,,\r\n甲")
        #expect(table.takeHeader([["term"], ["spellings"], ["note"]]) == [0, 1, nil])
        #expect(table.rows.map(\.line) == [4, 6])
        #expect(
            table.rows[0].cells == ["智能体", "AI Agent, \"x\""] && table.rows[1][1] == "" && table.rows[1][nil] == "")
        var bare = try self.table("甲;乙")
        #expect(bare.takeHeader([["term"]]) == nil && bare.rows[0].cells == ["甲", "乙"])
    }

    @Test func whatIsNoTableIsToldWithItsLine() throws {
        #expect(throws: CorpusError.notFound(path: "/nowhere/t.csv")) { try EditedTable(path: "/nowhere/t.csv") }
        let error = #expect(throws: CorpusError.self) { try table("甲\n\"乙") }
        #expect(error?.description.contains("t.csv:2: a quotation mark is not closed: \"乙") == true)
        #expect(throws: CorpusError.self) { try table(String(repeating: "长", count: 10_001)) }
        let binary = folder.path + "/b.csv"
        try Data([0x50, 0x4B, 3, 4, 0, 0, 1, 2, 0xFF]).write(to: URL(fileURLWithPath: binary))
        #expect(throws: CorpusError.self) { try EditedTable(path: binary) }
    }

    @Test func otherEncodingsAreRead() throws {
        let path = folder.path + "/gbk.csv"
        // 智能体 in GBK.
        try Data([0xD6, 0xC7, 0xC4, 0xDC, 0xCC, 0xE5, 0x0A]).write(to: URL(fileURLWithPath: path))
        #expect(try EditedTable(path: path).rows.map(\.cells) == [["智能体"]])
    }
}
