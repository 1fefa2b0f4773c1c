import Foundation
import Testing

@testable import TrendNumerics

@Suite struct LogisticRegressionModelTests {
    private let matrix = CSRMatrix(columns: 2, rowOffsets: [0, 2, 2], columnIndices: [0, 1], values: [1, 2])

    @Test func probabilitiesFollowFromTheScores() throws {
        let softmax = try LogisticRegressionModel(
            kind: .multinomial, features: 2, classes: 2, weights: [1, -1, 0.5, 2], intercepts: [0.25, 0])
        #expect(softmax.scores(matrix) == [2.25, 3, 0.25, 0])
        let expected: [Double] = [1 / (1 + exp(0.75)), 1 / (1 + exp(-0.75)), 1 / (1 + exp(-0.25)), 1 / (1 + exp(0.25))]
        #expect(zip(softmax.probabilities(matrix), expected).allSatisfy { abs(Double($0) - $1) < 1e-6 })
        let logistic = try LogisticRegressionModel(
            kind: .oneVsRest, features: 2, classes: 2, weights: softmax.weights, intercepts: softmax.intercepts)
        let each = [2.25, 3, 0.25, 0].map { 1 / (1 + exp(-$0)) }
        #expect(zip(logistic.probabilities(matrix), each).allSatisfy { abs(Double($0) - $1) < 1e-6 })
    }

    /// Numbers of classes around eight, which are computed side by side.
    @Test(arguments: [1, 2, 7, 8, 9, 10, 16, 17, 37])
    func scoresAreTheSameSumsForAnyCountOfClasses(classes: Int) throws {
        var generator = SeededGenerator(seed: 3)
        func figures(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.nextGaussian()) } }
        let (features, rows) = (40, 1100)
        var columns: [Int32] = []
        var offsets = [0]
        for row in 0..<rows {
            columns += (0..<Int32(row % 5)).map { $0 * 7 + Int32(row % 7) }
            offsets.append(columns.count)
        }
        let values = figures(columns.count)
        let model = try LogisticRegressionModel(
            kind: .multinomial, features: features, classes: classes, weights: figures(features * classes),
            intercepts: figures(classes))
        let matrix = CSRMatrix(columns: features, rowOffsets: offsets, columnIndices: columns, values: values)
        var expected: [Float] = []
        for row in 0..<rows {
            for label in 0..<classes {
                var sum: Float = 0
                for entry in offsets[row]..<offsets[row + 1] {
                    sum += values[entry] * model.weights[Int(columns[entry]) * classes + label]
                }
                expected.append(sum + model.intercepts[label])
            }
        }
        for threads in 1...3 { #expect(model.scores(matrix, threads: threads) == expected) }
    }

    @Test func largeScoresDoNotOverflow() throws {
        for kind in [LogisticRegressionModel.Kind.multinomial, .oneVsRest] {
            let model = try LogisticRegressionModel(
                kind: kind, features: 2, classes: 2, weights: [1000, -1000, 0, 0], intercepts: [0, 0])
            #expect(model.probabilities(matrix).prefix(2) == [1, 0])
        }
    }

    @Test func partsThatDoNotFitThrow() {
        for (weights, intercepts) in [
            ([1, 2, 3], [1, 2]), ([1, 2, 3, 4], [1]), ([1, 2, 3, .nan], [1, 2]), ([1, 2, 3, 4], [.infinity, 2]),
            ([1, 2, 3, 3e38], [1, 2]), ([1, 2, 3, -3e38], [1, 2]), ([1, 2, 3, 4], [1, -3e38]),
        ] as [([Float], [Float])] {
            #expect(throws: NumericsError.self) {
                try LogisticRegressionModel(
                    kind: .multinomial, features: 2, classes: 2, weights: weights, intercepts: intercepts)
            }
        }
        #expect(throws: NumericsError.self) {
            try LogisticRegressionModel(kind: .oneVsRest, features: 2, classes: 0, weights: [], intercepts: [])
        }
    }
}
