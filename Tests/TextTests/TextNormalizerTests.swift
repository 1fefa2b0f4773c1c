import TestSupport
import Foundation
import Testing

@testable import Text

@Suite struct TextNormalizerTests {
    private let normalizer = TextNormalizer()

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

    /// Foundation's NFKC (composed once more, because it leaves `ｶﾞ` decomposed), then lower case and folded white
    /// space.
    private func slow(_ text: String) -> [UInt32] {
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

    @Test func equalsTheSlowReferenceOnEveryMixOfThree() {
        let pieces: [String] = [
            "", "a", "É", "e", "\u{301}", "\u{327}", "\u{323}", "Ａ", "中", "㈱", "…", " ", "\n", "\u{3000}", "\u{A0}",
            "\u{7F}",
            "\u{200B}", "\u{200D}", "か", "\u{3099}", "ｶ", "ﾞ", "\u{1100}", "\u{1161}", "\u{11A8}", "가", "İ", "Σ", "ß",
            "①", "～",
            "“", "\u{2011}", "\u{2017}", "¨", "\u{302A}", "豈", "😀", "\u{FE0F}", "\u{85}", "\u{AC}",
        ]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = first + second + third
                    guard normalizer.scalars(of: text) != slow(text) else { continue }
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
