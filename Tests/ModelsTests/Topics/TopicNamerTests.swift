import TrendNumerics
import Features
import Testing

@testable import Models

@Suite struct TopicNamerTests {
    /// A lexicon of these four phrases, in some order.
    private let lexicon: PhraseLexicon = {
        let around = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".map(String.init)
        return PhraseDiscovery().lexicon(
            of: (0..<40).map { index in
                let name = ["乌克兰国防部", "俄罗斯国防部", "国防部", "芯片"][index % 4]
                return Array((around[index / 2] + name + around[(index * 3 + 1) % 20]).unicodeScalars.map(\.value))
            })
    }()

    /// phrases × topics.
    private func H(_ topics: [[String: Float]]) -> [Float] {
        lexicon.phrases.flatMap { phrase in topics.map { $0[phrase.text] ?? 0 } }
    }

    /// Articles that have all four phrases.
    private let X = CSRMatrix(
        columns: 4, rowOffsets: [0, 4, 8], columnIndices: [0, 1, 2, 3, 0, 1, 2, 3],
        values: Array(repeating: 1, count: 8))

    @Test func theHeaviestPhraseIsTheFirst() {
        let H = H([["芯片": 0.7, "国防部": 0.3], ["国防部": 0.6, "芯片": 0.4]])
        #expect(lexicon.count == 4)
        #expect(TopicNamer.phrases(H, topics: 2, in: X, lexicon: lexicon) == [["芯片", "国防部"], ["国防部", "芯片"]])
        #expect(TopicNamer.phrases(H, topics: 2, in: X, lexicon: lexicon, maximum: 1) == [["芯片"], ["国防部"]])
    }

    @Test func noPhraseIsLikeAnother() {
        let all = ["乌克兰国防部": Float(0.4), "俄罗斯国防部": 0.3, "国防部": 0.2, "芯片": 0.1]
        #expect(TopicNamer.phrases(H([all]), topics: 1, in: X, lexicon: lexicon) == [["乌克兰国防部", "芯片"]])
    }

    @Test func associatedPhrasesComeBeforeHeavierUnassociatedOnes() throws {
        let places = Dictionary(uniqueKeysWithValues: lexicon.phrases.enumerated().map { ($1.text, Int32($0)) })
        let rows = [["芯片", "国防部"], ["芯片", "国防部"], ["乌克兰国防部"]].map { $0.map { places[$0]! }.sorted() }
        let X = CSRMatrix(
            columns: 4, rowOffsets: [0, 2, 4, 5], columnIndices: rows.flatMap { $0 }, values: [1, 1, 1, 1, 1])
        let all = H([["芯片": 0.5, "乌克兰国防部": 0.3, "国防部": 0.2]])
        #expect(TopicNamer.phrases(all, topics: 1, in: X, lexicon: lexicon) == [["芯片", "国防部"]])
    }

    @Test func aTopicWithoutWeightHasNoPhrases() {
        #expect(TopicNamer.phrases(H([["芯片": 1], [:]]), topics: 2, in: X, lexicon: lexicon) == [["芯片"], []])
    }
}
