import TrendNumerics
import Testing
import Text

@testable import Features
@testable import Models

@Suite struct AlikeTextsTests {
    /// Texts of three words each, of one of two fields without a common word.
    private func texts(_ count: Int, field: Int, seed: UInt64) -> [[UInt32]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { index in
            (0..<4).flatMap { _ -> [UInt32] in
                let word = UInt32(0x4E00 + field * 1000 + Int.random(in: 0..<40, using: &generator) * 2)
                return [word, word + 1]
            }
        }
    }

    @Test func takesAllTextsOfTheSameKind() throws {
        let background = texts(1000, field: 0, seed: 1)
        let vectors = try #require(try SemanticVectors.learn(from: background, rank: 16))
        let alike = AlikeTexts.choose(background, labeled: texts(60, field: 0, seed: 2), vectors: vectors, threads: 1)
        #expect(alike.count > 850)
    }

    @Test func leavesOutTextsOfAnotherKind() throws {
        let (own, others) = (texts(500, field: 0, seed: 1), texts(1500, field: 1, seed: 3))
        var background: [[UInt32]] = []
        for index in 0..<500 { background += [own[index]] + others[3 * index..<3 * index + 3] }
        let vectors = try #require(try SemanticVectors.learn(from: background, rank: 16))
        let labeled = texts(60, field: 0, seed: 2)
        let alike = AlikeTexts.choose(background, labeled: labeled, vectors: vectors, threads: 1)
        let limit = UInt32(0x4E00 + 1000)
        let right = alike.count { $0[0] < limit }
        #expect(alike.count < 800)
        #expect(right > 300)
        #expect(Double(right) > 0.8 * Double(alike.count))
        // In the order of the background, with any number of threads.
        let places = alike.map { text in background.firstIndex(of: text)! }
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(AlikeTexts.choose(background, labeled: labeled, vectors: vectors, threads: 3) == alike)
    }

    @Test func withoutLabeledArticlesToCompareAllAreTaken() throws {
        let background = texts(600, field: 0, seed: 1)
        let vectors = try #require(try SemanticVectors.learn(from: background, rank: 16))
        #expect(
            AlikeTexts.choose(background, labeled: [background[0]], vectors: vectors, threads: 1) == background)
        #expect(AlikeTexts.choose([], labeled: background, vectors: vectors, threads: 1).isEmpty)
    }
}
