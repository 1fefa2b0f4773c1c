import TestSupport
import Foundation
import Testing

@testable import Text

@Suite struct TextNormalizerTests {
    private let normalizer = TextNormalizer(version: .one)

    @Test(arguments: [
        ("ＡＩ大模型１２３！", "ai大模型123!"), ("㈱①…㎏", "(株)1...kg"), ("ABCxyz", "abcxyz"), ("Cafe\u{301} É", "café é"),
        ("ｅ\u{301}", "é"), ("\u{1100}\u{1161}\u{11A8}", "각"), ("ｶﾞ", "ガ"), ("か\u{3099}", "が"), ("ΑΒΓ Ж", "αβγ ж"),
        ("  a\t\r\n\u{3000}\u{A0}b\u{0}\u{7F}c\u{FEFF}d\u{200B} ", "a b c d"), ("", ""), ("\n\u{3000}", ""),
        ("“引号”——《书》", "“引号”——《书》"), ("\u{2011}x\u{2017}", "\u{2010}x \u{333}"), ("豈更", "豈更"), ("ﬁx", "fix"),
        ("😀👨‍👩‍👧", "😀👨‍👩‍👧"), ("中\u{302A}", "中\u{302A}"),
    ])
    func hasOneFormForEveryWayToWrite(text: String, expected: String) {
        // Compares scalars, because equal strings may have different scalars.
        #expect(normalizer.scalars(of: text) == expected.unicodeScalars.map(\.value))
    }

    @Test(arguments: [
        ("百模大戰", "百模大战"), ("國產晶片", "国产晶片"), ("裡裏里", "里里里"), ("綫線线", "线线线"), ("說説说", "说说说"), ("乾坤", "干坤"),
        ("人\u{200D}工\u{AD}智\u{2060}能\u{200B}", "人工智能"), ("\u{FEFF}标题", "标题"), ("a\u{200B}b", "ab"), ("❤\u{FE0F}", "❤"),
        ("\u{F900}戰\u{301}", "岂战\u{301}"), ("ＡＩ戰", "ai战"), ("\u{200B}", ""), ("甲 \u{200B} 乙", "甲 乙"),
    ])
    func sinceVersionTwoCharactersAreSimplifiedAndInvisibleOnesGone(text: String, expected: String) {
        #expect(TextNormalizer().scalars(of: text) == expected.unicodeScalars.map(\.value))
        let text = ArticleText(title: "", body: text)
        #expect(text.scalars == expected.unicodeScalars.map(\.value))
    }

    @Test func wordsOfTaiwanCountAsThoseOfTheMainlandWhereAsked() {
        let normalizer = TextNormalizer(words: .taiwan)
        #expect(normalizer.normalize("國產晶片，網際網路與AI") == "国产芯片,互联网与ai")
        #expect(normalizer.normalize("國產芯片\0，互联网") == "国产芯片 ,互联网")
        #expect(TextNormalizer().normalize("晶片") == "晶片")
        #expect(TextNormalizer(version: .one, words: .taiwan) == TextNormalizer(version: .one))
    }

    @Test func isKeptAsJSON() throws {
        for normalizer in [TextNormalizer(), .init(version: .one), .init(words: .taiwan)] {
            let json = try JSONEncoder().encode(normalizer)
            #expect(try JSONDecoder().decode(TextNormalizer.self, from: json) == normalizer)
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(TextNormalizer.self, from: Data(#"{"version":6}"#.utf8))
        }
    }

    /// A text whose last scalar was cut off, as only damage makes one.
    @Test func bytesThatAreNotUTF8AreReadWithinTheirEnd() {
        for bytes: [UInt8] in [
            [0xE4], [0xE4, 0xB8], [0xF0, 0x9F], [0x61, 0xC3], [0xFF, 0xFF], [0xED, 0xA0, 0x80, 0xCC, 0x81],
        ] {
            let text = bytes.withUnsafeBufferPointer { String(utf8: $0) }
            for version: TextNormalizer.Version in [.one, .two, .three, .four, .five] {
                #expect(TextNormalizer(version: version).scalars(of: text).count <= bytes.count)
            }
        }
    }

    /// Foundation's NFKC (composed once more, because it leaves `ｶﾞ` decomposed), then lower case and folded white
    /// space.
    private func slow(_ text: String, _ version: TextNormalizer.Version = .one) -> [UInt32] {
        if version > .one {
            let visible = String(String.UnicodeScalarView(text.unicodeScalars.filter { !isInvisible($0.value) }))
            return slow(visible).map { scalar in
                guard 0x3400...0x9FFF ~= scalar, let own = simplified[scalar] else { return scalar }
                return own
            }
        }
        var output: [UInt32] = []
        let composed = text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
        for scalar in composed.lowercased().unicodeScalars {
            let isBlank =
                scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
                || scalar.value == 0xFEFF || scalar.value == 0x200B
            if !isBlank { output.append(scalar.value) } else if output.last != 0x20 { output.append(0x20) }
        }
        if output.first == 0x20 { output.removeFirst() }
        if output.last == 0x20 { output.removeLast() }
        return output
    }

    /// Of the characters that the pieces have.
    private let simplified: [UInt32: UInt32] = ["戰": "战", "裡": "里", "豈": "岂"].reduce(into: [:]) { table, pair in
        table[pair.key.unicodeScalars.first!.value] = pair.value.unicodeScalars.first!.value
    }

    @Test(arguments: [TextNormalizer.Version.one, .two, .three, .four, .five])
    func equalsTheSlowReferenceOnEveryMixOfThree(version: TextNormalizer.Version) {
        let normalizer = TextNormalizer(version: version)
        let pieces: [String] = [
            "", "a", "É", "e", "\u{301}", "\u{327}", "\u{323}", "Ａ", "中", "㈱", "…", " ", "\n", "\u{3000}", "\u{A0}",
            "\u{7F}",
            "\u{200B}", "\u{200D}", "か", "\u{3099}", "ｶ", "ﾞ", "\u{1100}", "\u{1161}", "\u{11A8}", "가", "İ", "Σ", "ß",
            "①", "～",
            "“", "\u{2011}", "\u{2017}", "¨", "\u{302A}", "豈", "😀", "\u{FE0F}", "\u{85}", "\u{AC}", "戰",
            "裡",
        ]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = first + second + third
                    guard normalizer.scalars(of: text) != slow(text, version) else { continue }
                    Issue.record("\(text.unicodeScalars.map { String($0.value, radix: 16) }) differs")
                    return
                }
            }
        }
    }

    @Test func everyScalarAloneEqualsTheSlowReference() {
        let different = (0...0x2FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
            let text = "x" + String(scalar)
            return normalizer.scalars(of: text) != slow(text)
        }
        #expect(different.map { String($0.value, radix: 16) } == [])
    }

    @Test func appendingLeavesWhatWasThere() {
        var output: [UInt32] = [0x20]
        normalizer.append(" \u{301}B ", to: &output)
        normalizer.append("\u{327}", to: &output)
        #expect(output == [0x20, 0x301, 0x62, 0x327])
    }
}
