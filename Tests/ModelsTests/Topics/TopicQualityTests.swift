import TrendNumerics
import Features
import Foundation
import Testing

@testable import Models

@Suite struct TopicQualityTests {
    /// Documents {0, 1}, {0, 1}, {0, 2}, {3}.
    private let X = CSRMatrix(
        columns: 4, rowOffsets: [0, 2, 4, 6, 7], columnIndices: [0, 1, 0, 1, 0, 2, 3],
        values: Array(repeating: 1, count: 7))

    @Test func coherenceIsTheMeanOverPairs() {
        // p(0) = 3/4, p(1) = 1/2, p(0, 1) = 1/2; p(2) = p(0, 2) = 1/4; 1 and 2 never occur together.
        let first = log(0.5 / (0.75 * 0.5)) / -log(0.5)
        let second = log(0.25 / (0.75 * 0.25)) / -log(0.25)
        let found = TopicQuality.coherence([[0, 1], [0, 1, 2], [3], []], in: X)
        #expect(abs(found[0]! - first) < 1e-12)
        #expect(abs(found[1]! - (first + second - 1) / 3) < 1e-12)
        #expect(found[2] == nil && found[3] == nil)
    }

    @Test func coherenceHasItsLimits() {
        let always = CSRMatrix(columns: 2, rowOffsets: [0, 2, 4], columnIndices: [0, 1, 0, 1], values: [1, 1, 1, 1])
        #expect(TopicQuality.coherence([[0, 1]], in: always) == [1])
        #expect(TopicQuality.coherence([[1, 3]], in: X) == [-1])
        // Together in one document of four, and never apart.
        let pair = CSRMatrix(columns: 2, rowOffsets: [0, 2, 2, 2, 2], columnIndices: [0, 1], values: [1, 1])
        #expect(abs(TopicQuality.coherence([[0, 1]], in: pair)[0]! - 1) < 1e-12)
    }

    @Test func topTermsAreTheHeaviest() {
        let H: [Float] = [1, 0, 3, 2, 0, 2, 2, 0]
        #expect(TopicQuality.topTerms(H, rank: 2) == [[1, 3, 0], [1, 2]])
        #expect(TopicQuality.topTerms(H, rank: 2, count: 1) == [[1], [1]])
    }

    @Test func tellingTermsOccurTogether() {
        // 0 occurs with 1 twice and with 2 once, and never with 3, which is the second heaviest.
        let H: [Float] = [5, 2, 1, 4]
        #expect(TopicQuality.tellingTerms(H, rank: 1, in: X) == [[0, 1, 3, 2]])
        #expect(TopicQuality.tellingTerms(H, rank: 1, in: X, count: 2) == [[0, 1]])
        #expect(TopicQuality.tellingTerms([0, 0, 0, 1], rank: 1, in: X) == [[3]])
        #expect(TopicQuality.tellingTerms([0, 0, 0, 0], rank: 1, in: X) == [[]])
    }

    @Test func diversityIsTheShareOfDifferentTerms() {
        #expect(TopicQuality.diversity([[1, 2], [3, 2]]) == 0.75)
        #expect(TopicQuality.diversity([[1], [2]]) == 1 && TopicQuality.diversity([]) == 0)
    }

    @Test func agreementMatchesTopicsOneToOne() {
        // Terms × topics: the same topics in another order and of other lengths.
        let A: [Float] = [1, 0, 0, 2, 0, 0]
        let B: [Float] = [0, 3, 5, 0, 0, 0]
        #expect(TopicQuality.agreement(A, rank: 2, B, rank: 2) == 1)
        // Both topics of C are the first one of A, and only one of them can be matched with it.
        let C: [Float] = [1, 1, 0, 0, 0, 0]
        #expect(TopicQuality.agreement(A, rank: 2, C, rank: 2) == 0.5)
        // An unmatched topic counts as 0.
        #expect(TopicQuality.agreement(A, rank: 2, [1, 0, 0], rank: 1) == 0.5)
    }
}
