import Testing

@testable import Corpus

@Suite struct LineBlockTests {
    private func lines(_ bytes: [UInt8], _ encoding: TextEncoding?) -> [String?] {
        var lines = LineBlock(file: "f", bytes: bytes, firstLine: 7, decoder: LineDecoder(encoding: encoding)).lines()
        var found: [String?] = []
        while let (text, number) = lines.next() {
            #expect(number == 7 + found.count)
            found.append(text.map { String(decoding: $0, as: UTF8.self) })
        }
        return found
    }

    private let title: [UInt8] = [0xB1, 0xEA, 0xCC, 0xE2]  // 标题 in GB18030

    @Test func eachEncodingIsReadByItself() {
        #expect(lines(Array("中\r\n\na\r".utf8), nil) == ["中", "", "a"])
        #expect(lines(Array("中\na".utf8), .utf8) == ["中", "a"])
        #expect(lines(title + [0x0A] + title, nil) == ["标题", "标题"])
        #expect(lines(Array("a\n".utf8) + title, .gb18030) == ["a", "标题"])
        // Valid UTF-8, but GB18030 was asked for.
        #expect(lines(Array("中文\n".utf8), .gb18030) != ["中文"])
    }

    @Test func badBytesCostTheirLineOnly() {
        #expect(lines(Array("中\n".utf8) + title + Array("\n文\n".utf8), nil) == ["中", nil, "文"])
        #expect(lines(title + Array("\n文".utf8), .utf8) == [nil, "文"])
        var block = LineBlock(file: "f", bytes: title, firstLine: 3, decoder: LineDecoder(encoding: .utf8)).lines()
        #expect(block.next()?.text == nil)
        #expect(block.undecodable(3).description == "f:3: not UTF-8; the file may be in another encoding")
    }

    @Test func aDecoderGoesOnInTheStateAfterTheBlock() {
        func after(_ bytes: [UInt8], _ encoding: TextEncoding? = nil) -> TextEncoding? {
            let decoder = LineDecoder(encoding: encoding)
            return decoder.after(LineBlock(file: "f", bytes: bytes, firstLine: 1, decoder: decoder)).encoding
        }
        #expect(after(Array("a\n".utf8)) == nil)
        #expect(after(Array("a\n中".utf8)) == .utf8)
        #expect(after(Array("a\n".utf8) + title) == .gb18030)
        #expect(after(Array("中\n".utf8) + title) == .utf8)
        #expect(after([0xFF, 0x0A] + title + Array("\n中".utf8)) == .gb18030)
        #expect(after([0xFF]) == nil)
        #expect(after(title, .utf8) == .utf8)
    }

    @Test(arguments: [
        ("甲，乙！\n", false), ("\u{FEFF}", true), ("a\u{FEFF}", true), ("\u{FEFE}\u{FEFC}\n", false),
        (String(repeating: "，", count: 1000), false), (String(repeating: "，", count: 1000) + "\u{FEFF}", true),
    ])
    func byteOrderMarksAreSeen(text: String, isThere: Bool) {
        let block = LineBlock(file: "a", bytes: Array(text.utf8), firstLine: 1, decoder: LineDecoder(encoding: nil))
        #expect(block.lines().hasMarks == isThere)
    }
}
