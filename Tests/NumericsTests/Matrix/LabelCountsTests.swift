import Foundation
import Testing

@testable import Numerics

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
}
