import Foundation
import Testing

@testable import TrendNumerics

@Suite struct LabelCountsTests {
    @Test func countsDocumentsByColumnAndLabel() {
        var counts = LabelCounts(columns: 3, classes: 2)
        for (columns, labels) in [([0, 2], [1]), ([0], [0, 1]), ([], []), ([2], [])] as [([Int32], [Int])] {
            columns.withUnsafeBufferPointer { counts.add($0, labels: labels[...]) }
        }
        #expect(counts.documents == 4 && counts.labels == [1, 2])
        #expect(counts.documentFrequency == [2, 0, 2])
        #expect(counts.counts == [1, 2, 0, 0, 0, 1])
        #expect(counts.idf == [Float(log(5.0 / 3) + 1), 0, Float(log(5.0 / 3) + 1)])
    }

    @Test func columnsMayBeCountedInPieces() {
        let matrix = CSRMatrix(
            columns: 4, rowOffsets: [0, 3, 5, 5], columnIndices: [0, 2, 3, 1, 3], values: [1, 1, 1, 1, 1])
        let labels = [[1], [0, 1], []]
        let whole = LabelCounts(matrix, labels: labels, classes: 2)
        var (frequency, counts) = ([UInt32](), [UInt32]())
        for columns in [0..<1, 1..<4] {
            let piece = LabelCounts(matrix, labels: labels, classes: 2, columns: columns)
            #expect(piece.documents == 3 && piece.labels == whole.labels)
            frequency += piece.documentFrequency
            counts += piece.counts
        }
        #expect(frequency == whole.documentFrequency && counts == whole.counts)
    }
}
