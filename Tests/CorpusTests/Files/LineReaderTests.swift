import TestSupport
import Testing

@testable import Corpus

@Suite struct LineReaderTests {
    private func blocks(_ bytes: [UInt8], encoding: TextEncoding? = nil) throws -> [LineBlock] {
        let folder = try TemporaryFolder()
        var reader = try LineReader(path: folder.write(bytes, to: "a"), encoding: encoding)
        var blocks: [LineBlock] = []
        while let block = try reader.nextBlock() { blocks.append(block) }
        return blocks
    }

    private func lines(_ blocks: [LineBlock]) -> [(String?, Int)] {
        blocks.flatMap { block in
            var lines = block.lines()
            var found: [(String?, Int)] = []
            while let (text, number) = lines.next() {
                found.append((text.map { String(decoding: $0, as: UTF8.self) }, number))
            }
            return found
        }
    }

    @Test(arguments: [
        ("a\nb\n", ["a", "b"]), ("a\r\n\r\nb", ["a", "", "b"]), ("\n", [""]), ("", []), ("\u{FEFF}a\n", ["a"]),
        ("a\rb", ["a", "b"]),
        ("a\r\rb\r\nc\nd\r", ["a", "", "b", "c", "d"]),
    ])
    func cutsLines(text: String, expected: [String]) throws {
        let lines = lines(try blocks(Array(text.utf8)))
        #expect(lines.map(\.0) == expected)
        #expect(lines.map(\.1) == Array(1...max(1, expected.count)).prefix(expected.count).map { $0 })
    }

    @Test func blocksHoldWholeLinesAndKnowTheirNumbers() throws {
        let texts = (0..<60_000).map { "第\($0)行" } + [String(repeating: "长", count: 400_000), "", "末"]
        let blocks = try blocks(Array(texts.joined(separator: "\n").utf8))
        #expect(blocks.count > 3)
        #expect(blocks.dropLast().allSatisfy { $0.bytes.last == 0x0A })
        let lines = lines(blocks)
        #expect(lines.map(\.0) == texts)
        #expect(lines.map(\.1) == Array(1...texts.count))
    }

    @Test func theEncodingIsCarriedFromBlockToBlock() throws {
        let ascii = [UInt8](repeating: 0x61, count: 99) + [0x0A]
        let many = Array(repeatElement(ascii, count: 3000).joined())
        // 标题 in GB18030; bytes of no encoding before it decide nothing.
        let blocks = try blocks(
            many + [0xFF, 0x0A] + many + [0xB1, 0xEA, 0xCC, 0xE2, 0x0A] + many + Array("中\n".utf8))
        #expect(blocks.first?.decoder.encoding == nil && blocks.last?.decoder.encoding == .gb18030)
        let odd = lines(blocks).filter { $0.0 != String(repeating: "a", count: 99) }
        #expect(odd.map(\.0) == [nil, "标题", nil])
        #expect(odd.map(\.1) == [3001, 6002, 9003])
    }

    @Test func badBytesCostTheirLineOnly() throws {
        let lines = lines(try blocks(Array("中\n".utf8) + [0xB1, 0xEA, 0x0A] + Array("文\n".utf8)))
        #expect(lines.map(\.0) == ["中", nil, "文"])
    }

    @Test func blocksAndLinesAreGivenBack() throws {
        let folder = try TemporaryFolder()
        let many = (1...50_000).map { "line \($0)" }
        var reader = try LineReader(path: folder.write(many.joined(separator: "\n"), to: "a"), encoding: nil)
        let seen = try [reader.nextBlock(), reader.nextBlock()].compactMap { $0 }
        reader.giveBack(seen)
        var read: [TextLine] = []
        var wasGivenBack = false
        while case .text(let line)? = try reader.next() {
            read.append(line)
            if read.count == 100, !wasGivenBack {
                wasGivenBack = true
                reader.giveBack(read[50...])
                read.removeLast(50)
            }
        }
        #expect(read.map(\.text) == many && read.map(\.number) == Array(1...50_000))
    }
}
