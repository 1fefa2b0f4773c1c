import TestSupport
import Foundation
import Testing

@testable import Features

@Suite struct PhraseVectorizerTests {
    private static let around = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".map(String.init)
    private static let things = [("光刻机", "晶圆"), ("电动汽车", "电池"), ("航天员", "空间站"), ("玉米", "小麦")]
    /// Four subjects in turn, ten texts each; one opening phrase occurs in ten texts of all subjects.
    private let texts: [[UInt32]] = (0..<40).map { index in
        let around = PhraseVectorizerTests.around
        let (one, other) = things[index % 4]
        let (a, b, c) = (
            around[(index * 7 + index / 20) % 20], around[(index * 3 + index / 20) % 20],
            around[(index * 11 + index / 20) % 20]
        )
        return scalars((index % 4 == index / 4 % 4 ? a + "如何看待" : "") + b + one + c + other + a)
    }

    private func vectorizer(_ texts: [[UInt32]], threads: Int = 1) -> PhraseVectorizer {
        var discovery = PhraseDiscovery()
        discovery.minimumDocumentFrequency = 3
        return PhraseVectorizer(discovery.lexicon(of: texts), documents: texts, threads: threads)
    }

    private func weight(_ vectorizer: PhraseVectorizer, _ phrase: String) -> Float? {
        vectorizer.lexicon.phrases.firstIndex { $0.text == phrase }.map { vectorizer.columnWeights[$0] }
    }

    @Test func whatIsSaidEverywhereWeighsNothing() throws {
        let vectorizer = vectorizer(texts)
        #expect(weight(vectorizer, "如何看待") == 0)
        for phrase in ["光刻机", "晶圆", "电动汽车", "电池", "玉米"] { #expect(try #require(weight(vectorizer, phrase)) > 0) }
        // With only a few texts, weights are based on the idf alone.
        let few = self.vectorizer(Array(texts.prefix(16)))
        #expect(weight(few, "玉米") == Float(log(17.0 / 5) + 1))
    }

    @Test func whatMostTextsHoldWeighsNothing() throws {
        // Now half of the texts have one subject.
        let vectorizer = vectorizer(
            texts.enumerated().filter { $0.offset % 4 == 0 || $0.offset % 4 == $0.offset / 8 % 3 + 1 }.map(\.element))
        #expect(weight(vectorizer, "光刻机") == 0 && weight(vectorizer, "晶圆") == 0)
    }

    @Test func aRowHoldsTheWeightsOfItsPhrases() throws {
        let vectorizer = vectorizer(texts)
        let rows = vectorizer.transform([scalars("晶圆，光刻机，光刻机如何看待"), scalars("鲸"), []])
        #expect(rows.rows == 3 && rows.columns == vectorizer.columns && rows.rowOffsets == [0, 2, 2, 2])
        let weights = try [("光刻机", 1 + log(Float(2))), ("晶圆", 1)].map { try #require(weight(vectorizer, $0)) * $1 }
        let length = max((weights[0] * weights[0] + weights[1] * weights[1]).squareRoot(), vectorizer.minimumLength)
        for (phrase, wanted) in zip(["光刻机", "晶圆"], weights) {
            let column = vectorizer.lexicon.phrases.firstIndex { $0.text == phrase }!
            let entry = try #require(rows.columnIndices.firstIndex(of: Int32(column)))
            #expect(abs(rows.values[entry] - wanted / length) < 1e-6)
        }
    }

    @Test func aTextThatTellsLittleIsShort() {
        let vectorizer = vectorizer(texts)
        let rows = vectorizer.transform([scalars("晶圆"), texts[0]])
        func length(_ row: Int) -> Float {
            rows.values[rows.rowOffsets[row]..<rows.rowOffsets[row + 1]].reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        #expect(length(0) < 0.9 && abs(length(1) - 1) < 0.2 && vectorizer.minimumLength > 0)
    }

    @Test func equalTextsCountOnceAndThreadsDoNotMatter() {
        let (once, twice) = (vectorizer(texts), vectorizer(texts + texts, threads: 2))
        #expect(once.columnWeights == twice.columnWeights && once.minimumLength == twice.minimumLength)
        #expect(once.transform(texts, threads: 2) == twice.transform(texts))
    }

    @Test func textsThatAreAllTheSameHaveRows() {
        var discovery = PhraseDiscovery()
        (discovery.minimumDocumentFrequency, discovery.minimumEntropy) = (1, 0)
        let same = Array(repeating: texts[0], count: 3)
        let vectorizer = PhraseVectorizer(discovery.lexicon(of: same), documents: same)
        #expect(vectorizer.transform(same).values.contains { $0 > 0 })
        let none = PhraseVectorizer(PhraseDiscovery().lexicon(of: []), documents: [])
        #expect(none.columns == 0 && none.transform(same).nonZeros == 0)
    }

    @Test func partsThatDoNotFitAreRefused() {
        let good = vectorizer(texts)
        for weights in [
            Array(good.columnWeights.dropLast()), good.columnWeights.map { _ in -1 },
            good.columnWeights.map { _ in .nan },
        ] {
            #expect(throws: FeatureError.damagedVocabulary) {
                try PhraseVectorizer(lexicon: good.lexicon, columnWeights: weights, minimumLength: 1)
            }
        }
        for length in [-1, Float.nan, .infinity] {
            #expect(throws: FeatureError.damagedVocabulary) {
                try PhraseVectorizer(lexicon: good.lexicon, columnWeights: good.columnWeights, minimumLength: length)
            }
        }
    }
}
