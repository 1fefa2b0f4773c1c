import TestSupport
import Testing

@testable import Features

@Suite struct PhraseTrieTests {
    private func matches(_ phrases: [String], in text: String, from start: Int) -> [[Int]] {
        let trie = PhraseTrie(phrases.map(scalars))
        var found: [[Int]] = []
        scalars(text).withUnsafeBufferPointer { text in
            trie.withFinder { finder in
                trie.forEachMatch(in: text, from: start, finder) { found.append([$0, $1]) }
            }
        }
        return found
    }

    @Test func findsAllPhrasesThatBeginAtAPlace() {
        // A phrase that is the beginning of another one, in either order.
        let phrases = ["人工智能", "人工", "智能", "人"]
        #expect(matches(phrases, in: "用人工智能", from: 1) == [[3, 2], [1, 3], [0, 5]])
        #expect(matches(phrases, in: "用人工智能", from: 3) == [[2, 5]])
        #expect(matches(phrases, in: "用人工智", from: 1) == [[3, 2], [1, 3]])
        #expect(matches(phrases, in: "用人工智能", from: 0).isEmpty)
        #expect(matches([], in: "人工", from: 0).isEmpty)
    }
}
