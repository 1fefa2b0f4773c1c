import TrendNumerics
import Features
import Foundation
import Testing

@testable import Models

@Suite struct TermAssociationTests {
    /// A matrix of documents with the given terms, all of weight 1.
    static func matrix(_ documents: [[Int32]], terms: Int) -> CSRMatrix {
        CSRMatrix(
            columns: terms, rowOffsets: documents.reduce(into: [0]) { $0.append($0.last! + $1.count) },
            columnIndices: documents.flatMap { $0 }, values: Array(repeating: 1, count: documents.joined().count))
    }

    private let documents: [[Int32]] = {
        var generator = SeededGenerator(seed: 5)
        return (0..<400).map { _ in
            let theme = Int32(generator.next() % 6)
            return Set((0..<4).map { _ in theme * 20 + Int32(generator.next() % 35) }).sorted()
        }
    }()
    private let terms = 140

    /// The definition, computed pair by pair.
    private func reference(_ a: Int32, _ b: Int32) -> Float {
        let together = documents.filter { $0.contains(a) && $0.contains(b) }
        guard Set(together).count > 1 else { return 0 }
        let n = Double(documents.count)
        let share = Double(together.count) / n
        let own = [a, b].map { term in Double(documents.count { $0.contains(term) }) / n }
        return Float(max(0, share.squareRoot() * log(share / (own[0] * own[1])) / -log(share)))
    }

    @Test func equalsTheDefinitionPairByPair() {
        let S = TermAssociation.matrix(Self.matrix(documents, terms: terms), threads: 1)
        #expect(S.rows == terms && S.columns == terms)
        var found = 0
        for a in 0..<Int32(terms) {
            let entries = S.rowOffsets[Int(a)]..<S.rowOffsets[Int(a) + 1]
            let columns = Array(S.columnIndices[entries])
            let row = Dictionary(uniqueKeysWithValues: zip(columns, S.values[entries]))
            let expected = (0..<Int32(terms)).map { $0 == a ? 0 : reference(a, $0) }
            for b in 0..<Int32(terms) where b != a {
                #expect(abs((row[b] ?? 0) - expected[Int(b)]) < 1e-6, "\(a), \(b)")
            }
            #expect(abs((row[a] ?? 0) - expected.max()!) < 1e-6)
            #expect(columns == columns.sorted())
            found += columns.count
        }
        #expect(found > 500)
    }

    @Test func orderThreadsAndRepetitionChangeNothing() {
        let X = Self.matrix(documents, terms: terms)
        let S = TermAssociation.matrix(X, threads: 1)
        #expect(TermAssociation.matrix(X, threads: 2) == S)
        #expect(TermAssociation.matrix(X.selecting(rows: (0..<400).map { $0 * 37 % 400 }), threads: 1) == S)
        #expect(TermAssociation.matrix(X.selecting(rows: (0..<800).map { $0 / 2 }), threads: 1) == S)
    }

    @Test func oneCommonDocumentIsNoAssociation() {
        func entries(_ documents: [[Int32]]) -> Int {
            TermAssociation.matrix(Self.matrix(documents, terms: 5), threads: 1).nonZeros
        }
        #expect(entries([[0, 1], [2], [3]]) == 0)
        // Repetition does not count.
        #expect(entries([[0, 1], [2], [3], [0, 1]]) == 0)
        // Terms 0 and 1 occur together in two different documents; each is also associated with itself.
        #expect(entries([[0, 1], [2], [3], [0, 1, 4]]) == 4)
        #expect(entries([[0], [1], []]) == 0)
        #expect(entries([]) == 0)
    }
}
