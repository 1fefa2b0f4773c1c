import Testing

@testable import Corpus

@Suite struct TextEncodingTests {
    /// `标题:甲` and `总结:正文一` on a line each.
    private let gb18030: [UInt8] = [
        0xB1, 0xEA, 0xCC, 0xE2, 0x3A, 0xBC, 0xD7, 0x0A, 0xD7, 0xDC, 0xBD, 0xE1, 0x3A, 0xD5, 0xFD, 0xCE, 0xC4, 0xD2,
        0xBB, 0x0A,
    ]

    private func decode(_ bytes: [UInt8], with decoder: inout LineDecoder) -> String? {
        decoder.decode(bytes[...]).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [nil, TextEncoding.gb18030])
    func readsGB18030ByItselfAndByOption(encoding: TextEncoding?) throws {
        let (articles, rejects) = try read(gb18030, as: "a.txt", ReadingOptions(encoding: encoding))
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲"])
        #expect(articles.map(\.text) == ["正文一"])
    }

    @Test func anEncodingThatIsAskedForIsNotGuessed() throws {
        let (articles, rejects) = try read(gb18030, as: "a.txt", ReadingOptions(format: .records, encoding: .utf8))
        #expect(articles == [])
        #expect(rejects.map(\.origin.line) == [1])
    }

    @Test func theFirstLineThatIsNotASCIIDecides() {
        var decoder = LineDecoder(encoding: nil)
        #expect(decode(Array("ascii".utf8), with: &decoder) == "ascii")
        #expect(decoder.encoding == nil)
        #expect(decode([0xFF], with: &decoder) == nil)
        #expect(decoder.encoding == nil)
        #expect(decode([0xB1, 0xEA, 0xCC, 0xE2], with: &decoder) == "标题")
        #expect(decoder.encoding == .gb18030)
        // 中 in UTF-8 is half a GB18030 character too many.
        #expect(decode(Array("中".utf8), with: &decoder) == nil)

        var utf8 = LineDecoder(encoding: nil)
        #expect(decode(Array("中".utf8), with: &utf8) == "中")
        #expect(decode([0xB1, 0xEA, 0xCC, 0xE2], with: &utf8) == nil)
    }

    @Test func readsFourByteCharacters() {
        var decoder = LineDecoder(encoding: .gb18030)
        // GB18030-2005: U+20000 is 95 32 82 36, U+1F600 is 94 39 FC 36, U+20AC is A2 E3.
        #expect(decode([0x95, 0x32, 0x82, 0x36, 0x94, 0x39, 0xFC, 0x36, 0xA2, 0xE3], with: &decoder) == "\u{20000}😀€")
        #expect(decode([0xB1], with: &decoder) == nil)
        #expect(decode([], with: &decoder) == "")
    }

    @Test(arguments: [
        ("UTF-8", TextEncoding.utf8), ("utf8", .utf8), ("GBK", .gb18030), ("gb2312", .gb18030), ("CP936", .gb18030),
        ("GB18030", .gb18030), ("latin1", nil),
    ])
    func encodingsHaveManyNames(name: String, encoding: TextEncoding?) {
        #expect(TextEncoding(name: name) == encoding)
    }

    @Test(arguments: [[UInt8]([0xFF, 0xFE, 0x07, 0x68]), [0xFE, 0xFF, 0x68, 0x07]])
    func utf16IsRefused(bytes: [UInt8]) throws {
        for name in ["a.txt", "a.jsonl", "a.csv", "a"] {
            let (articles, rejects) = try read(bytes + bytes + [0x0A, 0x61], as: name)
            #expect(articles.isEmpty && rejects.map(\.origin.line) == [1])
            #expect(rejects.first?.reason.contains("UTF-16") == true)
        }
    }
}
