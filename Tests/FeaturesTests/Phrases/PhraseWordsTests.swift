import TestSupport
import Testing

@testable import Features

@Suite struct PhraseWordsTests {
    @Test func keepsTheWordsOfEnoughTexts() {
        let texts = ["ai ai 2.5", "用ai写sora", "sora 2:0 x", "x"].map(scalars)
        for threads in 1...2 {
            let words = PhraseWords(texts, minimumDocumentFrequency: 2, threads: threads)
            #expect(words.words == ["ai", "sora", "x"])
        }
    }

    @Test func unitsAreCharactersOrWordsOrBorders() {
        let words = PhraseWords(["ai", "2.5", "2:0"])
        var found: [UInt32] = []
        var ranges: [Range<Int>] = []
        words.forEachUnit(in: scalars("用ai，写 2.5 b")) { unit, range in
            found.append(unit)
            ranges.append(range)
        }
        // Words follow the last scalar in lexicographic order. An unknown word separates phrases.
        #expect(found == [0x7528, 0x110002, 0, 0x5199, 0x110000, 0])
        #expect(ranges == [0..<1, 1..<3, 3..<3, 4..<5, 6..<9, 10..<11])
        #expect(found.map(words.isNumber) == [false, false, false, false, true, false])
        #expect(words.isScore(0x110001) && !words.isScore(0x110000) && !words.isScore(0x7528))
        #expect([0x110000, scalars("百")[0], 0x110002].map(words.numeral) == [.digits, .character, .none])
    }

    @Test func aVeryLongWordIsNone() {
        let texts = [String(repeating: "a", count: 100), "x" + String(repeating: "b", count: 100)].map(scalars)
        #expect(PhraseWords(texts, minimumDocumentFrequency: 1, threads: 1).words.map(\.count) == [100])
        var found: [UInt32] = []
        PhraseWords(texts, minimumDocumentFrequency: 1, threads: 1).forEachUnit(in: texts[1]) { unit, _ in
            found.append(unit)
        }
        #expect(found == [PhraseWords.border])
    }

    @Test func aSpaceStandsBetweenWordsOnly() {
        let words = PhraseWords(["gpt", "law", "scaling"])
        #expect(words.text(of: [0x110002, 0x110001]) == "scaling law")
        #expect(words.text(of: [0x5199, 0x110000, 0x7528]) { $0.uppercased() } == "写GPT用")
    }
}
