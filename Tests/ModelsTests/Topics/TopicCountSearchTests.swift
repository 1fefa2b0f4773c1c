import TrendNumerics
import Features
import Testing

@testable import Models

/// Numbers of topics whose scores are known, and which of them were asked for.
private struct Table: CountTrials {
    let counts: [Int]
    let coherences: [(mean: Double, error: Double)]
    private let stabilities: [Double]
    private(set) var asked = Set<Int>()

    init(_ candidates: [(Int, Double, Double, Double)]) {
        counts = candidates.map(\.0)
        stabilities = candidates.map(\.1)
        coherences = candidates.map { ($0.2, $0.3) }
    }

    mutating func isSteady(_ index: Int) -> Bool { stability(index) >= TopicCountSearch.minimumStability }

    mutating func stability(_ index: Int) -> Double {
        asked.insert(counts[index])
        return stabilities[index]
    }
}

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
        #expect(try TopicCountSearch(counts: [2, 3, 5, 8]).count(for: X) == 3)
        // The order of the numbers does not matter, nor does the number of threads.
        let search = TopicCountSearch(counts: [8, 3, 5, 2], nmf: NMF(compute: Compute(threads: 2)))
        #expect(try search.count(for: X) == 3)
        #expect(try search.run(X).candidates.sorted { $0.count < $1.count } == candidates)
    }

    /// Short texts: the topics are those of the terms' association, in the search as in the fit.
    @Test func findsAsManyTopicsOfShortTextsAsThereAre() throws {
        var generator = SeededGenerator(seed: 5)
        var columns: [Int32] = []
        let count = 3000
        for document in 0..<count {
            var terms = Array(0..<40)
            generator.shuffle(&terms)
            columns += terms.prefix(5).sorted().map { Int32(document % 6 * 40 + $0) }
        }
        let short = CSRMatrix(
            columns: 240, rowOffsets: (0...count).map { $0 * 5 }, columnIndices: columns,
            values: Array(repeating: 1, count: columns.count))
        #expect(NMF.areShort(short))
        #expect(try TopicCountSearch(counts: [3, 6, 12]).count(for: short) == 6)
    }

    @Test func onlyWhatTheChoiceDependsOnIsAsked() throws {
        // 40 is not steady, 30 is; 10 would be the most coherent, then 30 itself.
        var table = Table([
            (5, 1, 0.4, 0.1), (10, 1, 0.6, 0.1), (20, 1, 0.5, 0), (30, 0.95, 0.58, 0), (40, 0.5, 0.9, 0),
        ])
        #expect(try table.counts[TopicCountSearch.best(of: &table)] == 30 && table.asked == [40, 30, 10])
    }

    /// Against the rule as it is written, on tables at random.
    @Test func theChoiceIsThatOfTheRule() throws {
        var generator = SeededGenerator(seed: 11)
        func random(_ bound: Int) -> Int { Int(generator.next() >> 33) % bound }
        for _ in 0..<2000 {
            let counts = [5, 10, 15, 20, 30].shuffled()
            let candidates = counts.map {
                ($0, Double(random(4)) / 20 + 0.8, Double(random(6)) / 10, Double(random(3)) / 10)
            }
            let steady = candidates.filter { $0.1 >= 0.9 }
            var expected = candidates.max { ($0.1, $0.0) < ($1.1, $1.0) }!.0
            if let best = steady.map(\.2).max() {
                let error = steady.first { $0.2 == best }!.3
                expected = steady.filter { $0.2 >= best - error }.map(\.0).max()!
            }
            var table = Table(candidates)
            #expect(try table.counts[TopicCountSearch.best(of: &table)] == expected)
        }
    }

    @Test func theLargestQualifyingNumberIsChosen() {
        func best(_ candidates: [(Int, Double, Double, Double)]) -> Int {
            var table = Table(candidates)
            return candidates[try! TopicCountSearch.best(of: &table)].0
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
