import TrendNumerics
import Testing

@testable import Features

@Suite struct TermDiscriminationTests {
    /// Documents 0 to 5 have pairs of terms from two subjects, and all have term 0.
    private let X: CSRMatrix = {
        let terms: [[Int32]] = [[0, 1, 2], [0, 1, 2], [0, 1, 3], [0, 4, 5], [0, 4, 5], [0, 5, 6]]
        return CSRMatrix(
            columns: 8, rowOffsets: (0...6).map { $0 * 3 }, columnIndices: Array(terms.joined()),
            values: Array(repeating: Float(1 / 3.0.squareRoot()), count: 18))
    }()

    /// Computed from the definition, pair by pair.
    private func lift(_ term: Int) -> Double {
        func row(_ document: Int) -> [Int32: Double] {
            Dictionary(
                uniqueKeysWithValues: (X.rowOffsets[document]..<X.rowOffsets[document + 1]).map {
                    (X.columnIndices[$0], Double(X.values[$0]))
                })
        }
        func mean(_ documents: [Int], without term: Int32) -> Double {
            var cosines: [Double] = []
            for a in documents {
                for b in documents where b < a {
                    cosines.append(row(a).reduce(0) { $1.key == term ? $0 : $0 + $1.value * (row(b)[$1.key] ?? 0) })
                }
            }
            return cosines.isEmpty ? 0 : cosines.reduce(0, +) / Double(cosines.count)
        }
        let average = mean(Array(0..<6), without: -1)
        let holders = (0..<6).filter { row($0)[Int32(term)] != nil }
        let count = Double(holders.count)
        return (mean(holders, without: Int32(term)) * count + average * 5) / (count + 5) / average
    }

    @Test func isTheLikenessOfATermsDocuments() {
        let lifts = TermDiscrimination.lifts(X, threads: 1)
        for term in 0..<8 { #expect(abs(lifts[term] - lift(term)) < 1e-5, "term \(term)") }
        // A term in all documents is less distinctive than a term that occurs with others of its subject.
        #expect(lifts[0] < 1 && lifts[2] > lifts[0] && lifts[7] == 1)
        #expect(TermDiscrimination.lifts(X, threads: 2) == lifts)
    }

    @Test func documentsThatShareNothingTellNothing() {
        let apart = CSRMatrix(columns: 3, rowOffsets: [0, 1, 2, 3], columnIndices: [0, 1, 2], values: [1, 1, 1])
        #expect(TermDiscrimination.lifts(apart, threads: 1) == [1, 1, 1])
        #expect(
            TermDiscrimination.lifts(CSRMatrix(columns: 1, rowOffsets: [0], columnIndices: [], values: []), threads: 1)
                == [1])
    }
}
