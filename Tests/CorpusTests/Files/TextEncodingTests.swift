import TestSupport
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
        ("GB18030", .gb18030), ("Big5", .big5), ("cp950", .big5), ("latin1", nil),
    ])
    func encodingsHaveManyNames(name: String, encoding: TextEncoding?) {
        #expect(TextEncoding(name: name) == encoding)
    }

    private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    @Test(arguments: [true, false])
    func utf16WithAMarkIsRead(isBigEndian: Bool) throws {
        let files = [
            ("a.txt", "标题: 甲ਊ😀\r\n总结: 一\r\n"), ("a.jsonl", "{\"title\":\"甲ਊ😀\",\"text\":\"一\"}\n"),
            ("a.csv", "title;text\n甲ਊ😀;一"), ("a", "title\ttext\n甲ਊ😀\t一\n"),
            ("a.json", "[{\"title\":\"甲ਊ😀\",\"text\":\"一\"}]"),
        ]
        for (name, text) in files {
            let (articles, rejects) = try read(utf16(text, isBigEndian: isBigEndian), as: name)
            #expect(rejects == [] && articles.map(\.title) == ["甲ਊ😀"] && articles.map(\.text) == ["一"], "\(name)")
        }
        let many = (1...40_000).map { "第\($0)条😀,x" }.joined(separator: "\n")
        let (articles, _) = try read(utf16("title,text\n" + many, isBigEndian: isBigEndian), as: "a.csv")
        #expect(articles.map(\.title) == (1...40_000).map { "第\($0)条😀" })
    }

    @Test func damagedUTF16CostsItsLine() throws {
        let bytes =
            utf16("title\n甲\n", isBigEndian: false) + [0x00, 0xD8, 0x0A, 0x00] + [0x59, 0x4E, 0x0A, 0x00, 0x41]
        let (articles, rejects) = try read(bytes, as: "a.csv")
        #expect(articles.map(\.title) == ["甲", "乙"] && rejects.map(\.origin.line) == [3, 5])
    }

    @Test func codePage936HasAEuroSign() throws {
        let line = Array("title\n".utf8) + [0xB1, 0xEA, 0x80, 0x31, 0xCC, 0xE2, 0x80, 0x0A]
        #expect(try read(line, as: "a.csv").articles.map(\.title) == ["标€1题€"])
        #expect(try read(line, as: "a.csv", ReadingOptions(encoding: .gb18030)).articles.map(\.title) == ["标€1题€"])
    }

    /// `標題,內容,日期` and a row.
    private let big5: [UInt8] = [
        0xBC, 0xD0, 0xC3, 0x44, 0x2C, 0xA4, 0xBA, 0xAE, 0x65, 0x2C, 0xA4, 0xE9, 0xB4, 0xC1, 0x0A, 0xB0, 0xEA, 0xB2,
        0xA3, 0xB4, 0xB9, 0xA4, 0xF9, 0x2C, 0xB3, 0x6F, 0xAC, 0x4F, 0xC3, 0xF6, 0xA9, 0xF3, 0xA7, 0xDA, 0xB0, 0xEA,
        0xA5, 0x62, 0xBE, 0xC9, 0xC5, 0xE9, 0xB2, 0xA3, 0xB7, 0x7E, 0xAA, 0xBA, 0xB7, 0x73, 0xBB, 0x44, 0xB3, 0xF8,
        0xBE, 0xC9, 0xA1, 0x41, 0xBB, 0xA1, 0xA9, 0xFA, 0xB2, 0xA3, 0xAF, 0xE0, 0xBB, 0x50, 0xA7, 0xDE, 0xB3, 0x4E,
        0xAA, 0xBA, 0xB6, 0x69, 0xAE, 0x69, 0xA1, 0x43, 0x2C, 0x32, 0x30, 0x32, 0x34, 0x2D, 0x30, 0x35, 0x2D, 0x30,
        0x31, 0x0A,
    ]

    @Test(arguments: [nil, TextEncoding.big5])
    func readsBig5ByItselfAndByOption(encoding: TextEncoding?) throws {
        let names: [RecordField: String] = [.title: "標題", .text: "內容", .date: "日期"]
        let options = ReadingOptions(
            encoding: encoding, settings: ReadingSettings(fields: FieldMapping(names: names)))
        let (articles, rejects) = try read(big5, as: "a.csv", options)
        #expect(rejects == [] && articles.map(\.title) == ["國產晶片"])
        #expect(articles.map(\.text) == ["這是關於我國半導體產業的新聞報導，說明產能與技術的進展。"])
    }

    @Test func shortGB18030IsNotTakenForBig5() {
        // 标题, 甲, 汽车, 正文一
        for bytes: [UInt8] in [
            [0xB1, 0xEA, 0xCC, 0xE2], [0xBC, 0xD7], [0xC6, 0xFB, 0xB3, 0xB5], [0xD5, 0xFD, 0xCE, 0xC4, 0xD2, 0xBB],
        ] {
            #expect(!EncodingGuess.isBig5(bytes))
        }
        #expect(EncodingGuess.isBig5(big5))
    }

    @Test(arguments: [false, true])
    func utf16WithoutAMarkIsFound(isBigEndian: Bool) throws {
        for text in ["标题：甲\n总结：芯片与汽车\n", "title,text\n甲,芯片\n", "{\"title\":\"甲\",\"text\":\"芯片\"}\n"] {
            let bytes = Array(utf16(text, isBigEndian: isBigEndian).dropFirst(2))
            let (articles, rejects) = try read(bytes, as: "a")
            #expect(rejects == [], "\(text)")
            #expect(articles.map(\.title) == ["甲"], "\(text)")
        }
        // Damage is none.
        let (articles, rejects) = try read("title\n甲\nab\0cd\n乙\n", as: "a.csv")
        #expect(articles.map(\.title) == ["甲", "乙"] && rejects.count == 1)
    }

    @Test func aLineThatIsUTF8ByChanceDecidesNothing() throws {
        // 茅台 in GBK is two scalars of two bytes in UTF-8.
        let table =
            Array("title,text\n".utf8) + [0xC3, 0xA9, 0xCC, 0xA8, 0x2C, 0x61, 0x0A]
            + [0xB1, 0xEA, 0xCC, 0xE2, 0x2C, 0x62, 0x0A]
        let (articles, rejects) = try read(table, as: "a.csv")
        #expect(rejects == [] && articles.map(\.title) == ["茅台", "标题"])
    }

    @Test func anEncodingThatWasGuessedIsTold() throws {
        let folder = try TemporaryFolder()
        func encoding(_ bytes: [UInt8], _ name: String, _ given: TextEncoding? = nil) throws -> TextEncoding? {
            var reader = try CorpusReader(
                paths: [folder.write(bytes, to: name)], options: ReadingOptions(encoding: given))
            var encoding: TextEncoding?
            while let batch = try reader.next() { encoding = encoding ?? batch.usage?.remarks.encoding }
            return encoding
        }
        let table = Array("title,text\n".utf8) + [0xB1, 0xEA, 0xCC, 0xE2, 0x2C, 0x62, 0x0A]
        let line = Array("{\"title\":\"".utf8) + [0xB1, 0xEA, 0xCC, 0xE2] + Array("\"}\n".utf8)
        for (bytes, name) in [(table, "a.csv"), (line, "a.jsonl"), (gb18030, "a.txt")] {
            #expect(try encoding(bytes, name) == .gb18030, "\(name)")
            #expect(try encoding(bytes, name, .gb18030) == nil)
        }
        #expect(try encoding(Array("title\n标题\n".utf8), "b.csv") == nil)
    }
}
