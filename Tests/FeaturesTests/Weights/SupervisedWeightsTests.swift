import TrendNumerics
import Foundation
import Testing

@testable import Features

@Suite struct SupervisedWeightsTests {
    @Test func equalsTheFormula() {
        // Column 0: both documents of label 0. Column 1: one of each label. Column 2: all documents.
        let matrix = CSRMatrix(
            columns: 4, rowOffsets: [0, 2, 4, 6, 7], columnIndices: [0, 2, 0, 2, 1, 2, 2],
            values: [9, 1, 1, 5, 1, 1, 1])
        let weights = SupervisedWeights.weights(matrix, labels: [[0], [0], [1], [1]], classes: 2)
        // Its best label has both documents, and no other document has the term: a = 2, c = 0.
        #expect(abs(weights[0] - Float(log(5.0 / 3) * 2)) < 1e-6)
        // a = 1, c = 0.
        #expect(abs(weights[1] - Float(log(5.0 / 2) * log2(3))) < 1e-6)
        // In all documents, and in none.
        #expect(weights[2] == 0)
        #expect(weights[3] == 0)
        #expect(weights.count == 4)
    }

    @Test func termsOfOneLabelWeighMoreThanTermsOfAll() {
        // Four documents each; a = 4, c = 0 and a = 2, c = 2.
        let matrix = CSRMatrix(
            columns: 2, rowOffsets: [0, 2, 4, 5, 6, 7, 8], columnIndices: [0, 1, 0, 1, 0, 0, 1, 1],
            values: Array(repeating: 1, count: 8))
        let weights = SupervisedWeights.weights(matrix, labels: [[0], [0], [0], [0], [1], [1]], classes: 2)
        #expect(abs(weights[0] - Float(log(7.0 / 5) * log2(6))) < 1e-6)
        #expect(abs(weights[1] - Float(log(7.0 / 5) * log2(3))) < 1e-6)
    }

    @Test func severalLabelsAndNoneCount() {
        let matrix = CSRMatrix(columns: 1, rowOffsets: [0, 1, 1, 1], columnIndices: [0], values: [1])
        // Both labels of the document have a = 1, c = 0. Neither counts against the other.
        let weights = SupervisedWeights.weights(matrix, labels: [[0, 1], [0], []], classes: 3)
        #expect(abs(weights[0] - Float(log(2.0 as Double) * log2(3.0 as Double))) < 1e-6)
        // Without labels a term weighs its idf.
        let bare = SupervisedWeights.weights(matrix, labels: [[], [], []], classes: 2)
        #expect(abs(bare[0] - Float(0.693147)) < 1e-6)
    }
}
