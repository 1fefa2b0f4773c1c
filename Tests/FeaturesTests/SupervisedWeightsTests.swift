import Foundation
import Testing

@testable import Features

@Suite struct SupervisedWeightsTests {
    @Test func equalsTheFormula() {
        // Column 0: both documents of label 0. Column 1: one of each label. Column 2: everywhere.
        let matrix = CSRMatrix(
            columns: 4, rowOffsets: [0, 2, 4, 6, 7], columnIndices: [0, 2, 0, 2, 1, 2, 2],
            values: [9, 1, 1, 5, 1, 1, 1])
        let weights = SupervisedWeights.weights(matrix, labels: [[0], [0], [1], [1]], classes: 2)
        // p = ((2 + ½) / 3, ½ / 3), q = (½, ½).
        let first = log(5.0 / 3) * (5.0 / 6 * log(5.0 / 3) + 1.0 / 6 * log(1.0 / 3)).squareRoot()
        // p = (½ / 2, (1 + ½) / 2).
        let second = log(5.0 / 2) * (0.25 * log(0.5) + 0.75 * log(1.5)).squareRoot()
        #expect(abs(weights[0] - Float(first)) < 1e-6)
        #expect(abs(weights[1] - Float(second)) < 1e-6)
        #expect(weights[2] == 0)
        // A column without documents tells nothing: p = q.
        #expect(weights[3] == 0)
        #expect(weights.count == 4)
    }

    @Test func severalLabelsAndNoneCount() {
        let matrix = CSRMatrix(columns: 1, rowOffsets: [0, 1, 1, 1], columnIndices: [0], values: [1])
        // q = (⅔, ⅓, 0), p = ((1 + ⅔) / 3, (1 + ⅓) / 3): the unused third class adds nothing.
        let weights = SupervisedWeights.weights(matrix, labels: [[0, 1], [0], []], classes: 3)
        let (p0, p1) = (5.0 / 9, 4.0 / 9)
        let divergence = p0 * log(p0 * 1.5) + p1 * log(p1 * 3)
        #expect(abs(weights[0] - Float(log(2) * divergence.squareRoot())) < 1e-6)
        #expect(SupervisedWeights.weights(matrix, labels: [[], [], []], classes: 2) == [0])
    }
}
