import TestSupport
import Testing

@testable import Features

@Suite struct PhraseVectorizerWindowsTests {
    private let vectorizer: PhraseVectorizer = {
        let around = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".map(String.init)
        let things = [("光刻机", "晶圆"), ("电动汽车", "电池"), ("航天员", "空间站"), ("玉米", "小麦")]
        let texts = (0..<40).map { index in
            let (a, b, c) = (
                around[(index * 7 + index / 20) % 20], around[(index * 3 + index / 20) % 20],
                around[(index * 11 + index / 20) % 20]
            )
            return scalars(b + things[index % 4].0 + c + things[index % 4].1 + a)
        }
        var discovery = PhraseDiscovery()
        discovery.minimumDocumentFrequency = 3
        let lexicon = discovery.lexicon(of: texts)
        return try! PhraseVectorizer(
            lexicon: lexicon, columnWeights: lexicon.phrases.map { ["光刻机", "晶圆"].contains($0.text) ? 1 : 0 },
            minimumLength: 1)
    }()

    /// A text of `length` characters with phrases at given positions.
    private func text(_ length: Int, _ phrases: [(Int, String)]) -> [UInt32] {
        var text = (0..<length).map { _ in UInt32(0x3002) }
        for (place, phrase) in phrases {
            text.replaceSubrange(place..<place + phrase.unicodeScalars.count, with: scalars(phrase))
        }
        return text
    }

    /// Per window, the number of each phrase's beginnings in it.
    private func windows(_ texts: [[UInt32]], threads: Int = 1) -> [[String: Int]] {
        let X = vectorizer.windows(texts, threads: threads)
        return (0..<X.rows).map { row in
            let entries = X.rowOffsets[row]..<X.rowOffsets[row + 1]
            return Dictionary(
                uniqueKeysWithValues: entries.map {
                    (vectorizer.lexicon.phrases[Int(X.columnIndices[$0])].text, Int(X.values[$0]))
                })
        }
    }

    @Test func phrasesBelongToTheWindowsTheyBeginIn() {
        #expect(vectorizer.lexicon.phrases.contains { $0.text == "晶圆" })
        // Windows begin at 0, 55, 110 and 165; the last one contains the end.
        let places = [(0, "光刻机"), (54, "晶圆"), (60, "晶圆"), (109, "光刻机"), (230, "晶圆")]
        let expected = stride(from: 0, through: 165, by: 55).map { start in
            places.filter { (start..<start + 110).contains($0.0) }.reduce(into: [:]) { $0[$1.1, default: 0] += 1 }
        }
        #expect(windows([text(240, places)]) == expected)
        #expect(expected[0] == ["光刻机": 2, "晶圆": 2] && expected[2].isEmpty)
    }

    @Test func aShortTextIsOneWindow() {
        #expect(windows([[], text(1, []), text(110, [(0, "晶圆"), (105, "光刻机")])]) == [[:], [:], ["晶圆": 1, "光刻机": 1]])
        #expect(windows([text(111, [(0, "晶圆"), (100, "晶圆")])]) == [["晶圆": 2], ["晶圆": 1]])
        #expect(windows([]).isEmpty)
    }

    @Test func threadsChangeNothing() {
        let texts = (0..<700).map { text(100 + $0, [($0 % 90, "晶圆"), (50 + $0 / 2, "光刻机")]) }
        #expect(windows(texts, threads: 2) == windows(texts))
    }
}
