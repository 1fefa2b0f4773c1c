import TestSupport
import Testing

@testable import Features

@Suite struct PhraseOverlapTests {
    private func counts(_ phrases: [(String, Int)], in texts: [String], threads: Int = 1) -> [[Int32]] {
        PhraseOverlap(trie: PhraseTrie(phrases.map { scalars($0.0) }), occurrences: phrases.map(\.1))
            .counts(in: texts.map(scalars), threads: threads).map { [$0.free, $0.cut] }
    }

    @Test func aPhraseInsideALongerOneIsNeitherFreeNorCut() {
        let phrases = [("发展中国家", 2), ("中国", 4), ("发展", 3), ("国家", 1)]
        #expect(counts(phrases, in: ["发展中国家。中国", "发展、发展中国家"]) == [[2, 0], [1, 0], [1, 0], [0, 0]])
    }

    @Test func theMoreFrequentOfTwoThatOverlapCutsTheOther() {
        #expect(counts([("方愿同", 2), ("中方", 9)], in: ["中方愿同", "方愿同"]) == [[1, 1], [1, 0]])
        // Equally frequent phrases do not cut each other.
        #expect(counts([("甲乙", 2), ("乙丙", 2)], in: ["甲乙丙"]) == [[1, 0], [1, 0]])
    }

    @Test func threadsChangeNothing() {
        let texts = (0..<5000).map { ["中方愿同", "发展中国家", "方愿同中"][$0 % 3] }
        let phrases = [("方愿同", 2), ("中方", 9), ("中国", 5), ("发展中国家", 1)]
        #expect(counts(phrases, in: texts) == counts(phrases, in: texts, threads: 3))
        #expect(counts(phrases, in: texts)[0] == [1666, 1667])
    }
}
