import Numerics
import Features
import Testing

@testable import Models

@Suite struct TopicCountSearchTests {
    /// Three themes of ten terms each; a document has seven terms of one theme.
    private let X: CSRMatrix = {
        var generator = SeededGenerator(seed: 3)
        var columns: [Int32] = []
        for document in 0..<90 {
            var terms = Array(0..<10)
            generator.shuffle(&terms)
            columns += terms.prefix(7).sorted().map { Int32(document % 3 * 10 + $0) }
        }
        return CSRMatrix(
            columns: 30, rowOffsets: (0...90).map { $0 * 7 }, columnIndices: columns,
            values: Array(repeating: 1, count: columns.count))
    }()

    @Test func findsAsManyTopicsAsThereAre() throws {
        let (candidates, best) = try TopicCountSearch(counts: [2, 3, 5, 8]).run(X)
        #expect(candidates.map(\.count) == [2, 3, 5, 8])
        #expect(best.count == 3 && best.stability == 1 && best.coherence > 0.5)
        #expect(candidates.allSatisfy { (0...1.000001).contains($0.stability) && abs($0.coherence) <= 1 })
        #expect(try TopicCountSearch(counts: [2, 3, 5, 8]).run(X).candidates == candidates)
    }

    @Test func theLargestQualifyingNumberIsChosen() {
        func best(_ candidates: [(Int, Double, Double, Double)]) -> Int {
            TopicCountSearch.best(
                of: candidates.map { .init(count: $0.0, stability: $0.1, coherence: $0.2, coherenceError: $0.3) }
            ).count
        }
        #expect(best([(5, 1, 0.60, 0.05), (10, 0.95, 0.56, 0.02), (20, 0.9, 0.54, 0.02), (30, 0.8, 0.6, 0.02)]) == 10)
        #expect(best([(5, 1, 0.60, 0.05), (10, 0.95, 0.56, 0.02), (20, 0.9, 0.58, 0.02)]) == 20)
        // No number is stable.
        #expect(best([(5, 0.4, 0.1, 0), (10, 0.6, 0.1, 0), (20, 0.6, 0, 0), (30, 0.5, 0.9, 0)]) == 20)
    }

    @Test func oneDocumentAndEqualDocumentsHaveOneTopic() throws {
        let search = TopicCountSearch(counts: [2, 5])
        for rows in [[3], [3, 3, 3, 3]] {
            let (candidates, _) = try search.run(X.selecting(rows: rows))
            #expect(candidates.allSatisfy { $0.stability == 1 && $0.coherence == 1 })
        }
    }

    @Test func nothingToTryThrows() {
        #expect(throws: ModelError.self) { try TopicCountSearch(counts: []).run(X) }
        #expect(throws: ModelError.self) { try TopicCountSearch(samples: 0).run(X) }
        #expect(throws: NumericsError.self) { try TopicCountSearch(counts: [0]).run(X) }
    }
}
