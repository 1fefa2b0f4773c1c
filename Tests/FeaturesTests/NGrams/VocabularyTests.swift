import TestSupport
import Testing

@testable import Features

@Suite struct VocabularyTests {
    typealias Node = Vocabulary.Node

    @Test func knowsItsNGrams() throws {
        let vocabulary = try Vocabulary(nodes: [
            Node(parent: 0, scalar: 0x61, column: -1), Node(parent: 1, scalar: 0x62, column: 0),
            Node(parent: 2, scalar: 0x1F600, column: 1), Node(parent: 0, scalar: 0x9CB8, column: 2),
        ])
        #expect(vocabulary.count == 3)
        #expect((0..<3).map(vocabulary.ngram) == ["ab", "ab😀", "鲸"])
        #expect(try Vocabulary(nodes: []).count == 0)
    }

    @Test func roundTripKeepsEveryNGram() throws {
        let options = try TFIDFOptions(ngrams: 2, to: 4)
        let vocabulary = try TFIDFVectorizer.fitTransform(
            Fixture.shared.texts.map(scalars), options: options
        ).0.vocabulary
        let again = try Vocabulary(nodes: vocabulary.nodes)
        let ngrams = (0..<vocabulary.count).map(vocabulary.ngram)
        #expect((0..<again.count).map(again.ngram) == ngrams)
        #expect(zip(ngrams, ngrams.dropFirst()).allSatisfy { scalars($0).lexicographicallyPrecedes(scalars($1)) })
        for (column, ngram) in ngrams.enumerated() {
            var last: Int32 = -1
            scalars(ngram).withUnsafeBufferPointer {
                again.forEachFeature(in: $0, longest: 4) { found, place, length in
                    if place == ngram.unicodeScalars.count - 1, length == place + 1 { last = found }
                }
            }
            #expect(Int(last) == column)
        }
    }

    @Test(arguments: [
        [Node(parent: 1, scalar: 0x61, column: 0)],  // its own parent
        [Node(parent: 2, scalar: 0x61, column: 0), Node(parent: 0, scalar: 0x62, column: 1)],
        [Node(parent: 0, scalar: 0xD800, column: 0)],  // a surrogate
        [Node(parent: 0, scalar: 0x110000, column: 0)],
        [Node(parent: 0, scalar: 0x61, column: 1)],  // column 0 is missing
        [Node(parent: 0, scalar: 0x61, column: 0), Node(parent: 0, scalar: 0x62, column: 0)],
        [Node(parent: 0, scalar: 0x61, column: -2)],
        [Node(parent: 0, scalar: 0x61, column: 0), Node(parent: 0, scalar: 0x61, column: 1)],  // twice
    ])
    func damagedNodesThrow(_ nodes: [Node]) {
        #expect(throws: FeatureError.damagedVocabulary) { try Vocabulary(nodes: nodes) }
    }
}
