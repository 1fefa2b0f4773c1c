import Foundation
import Testing

@testable import TrendNumerics

@Suite struct FTRLProximalTests {
    private let matrix = Fixture.matrix

    private func fit(
        _ kind: LogisticRegressionModel.Kind, _ sets: [[Int]], _ options: LogisticRegression, classes: Int, passes: Int,
        weights: [Float]? = nil
    ) throws -> LogisticRegressionModel {
        var counts = [Int](repeating: 0, count: classes)
        for label in sets.joined() { counts[label] += 1 }
        let solver = FTRLProximal(
            kind: kind, columns: matrix.columns, costs: options.costs(counts, of: matrix.rows, kind: kind),
            lambda: 1 / (options.C * Float(matrix.rows)))
        var batch = RowBatch()
        batch.rowOffsets = matrix.rowOffsets
        batch.columns = matrix.columnIndices
        batch.values = matrix.values
        batch.lossWeights = weights ?? sets.map { _ in 1 }
        for set in sets {
            batch.labels += set
            batch.labelOffsets.append(batch.labels.count)
        }
        for _ in 0..<passes { solver.learn(batch) }
        return try solver.model()
    }

    /// With enough passes it reaches the minimum that scikit-learn finds.
    @Test func comesToTheMinimum() throws {
        for expected in [1, 4].flatMap({ [Fixture.logistic.multinomial[$0], Fixture.logistic.oneVsRest[$0]] }) {
            let options = LogisticRegression(C: expected.C, classWeight: expected.balanced ? .balanced : .uniform)
            let kind: LogisticRegressionModel.Kind = expected.labels == nil ? .oneVsRest : .multinomial
            let sets = expected.sets ?? expected.labels!.map { [$0] }
            let model = try fit(kind, sets, options, classes: expected.classes, passes: 100)
            // The fixture leaves out labels that all documents have.
            let probabilities = model.probabilities(matrix)
            let width = expected.probabilities.count / matrix.rows
            let worst = expected.probabilities.indices.map {
                abs(Double(probabilities[$0 / width * expected.classes + $0 % width]) - expected.probabilities[$0])
            }.max()!
            #expect(worst < 0.1, "C \(expected.C), \(kind), balanced \(expected.balanced): \(worst)")
        }
    }

    /// A row counts as many times as it weighs, as it does for the exact solver.
    @Test func rowsCountAsTheyWeigh() throws {
        for expected in [Fixture.logistic.multinomial[1], Fixture.logistic.oneVsRest[1]] {
            let options = LogisticRegression(C: expected.C, classWeight: expected.balanced ? .balanced : .uniform)
            let kind: LogisticRegressionModel.Kind = expected.labels == nil ? .oneVsRest : .multinomial
            let sets = expected.sets ?? expected.labels!.map { [$0] }
            let weights = sets.indices.map { Float([1, 0.2, 12][$0 % 3]) }
            let exact = try options.fit(
                matrix, Targets(sets, for: kind), classes: expected.classes, documentWeights: weights
            ).0.probabilities(matrix)
            func worst(_ weights: [Float]?) throws -> Float {
                let model = try fit(kind, sets, options, classes: expected.classes, passes: 100, weights: weights)
                return zip(model.probabilities(matrix), exact).map { abs($0 - $1) }.max()!
            }
            let (weighed, not) = try (worst(weights), worst(nil))
            #expect(weighed < 0.1 && weighed < not / 2, "\(kind): \(weighed), without weights \(not)")
        }
    }

    @Test func unseenColumnsAndClassesWeighNothing() throws {
        let solver = FTRLProximal(
            kind: .multinomial, columns: 3, costs: Array(repeating: (1, 0), count: 11), lambda: 0.1)
        var batch = RowBatch()
        for label in [0, 10] {
            batch.columns.append(Int32(label / 5))
            batch.values.append(1)
            batch.rowOffsets.append(batch.values.count)
            batch.labels.append(label)
            batch.labelOffsets.append(batch.labels.count)
            batch.lossWeights.append(1)
        }
        for _ in 0..<20 { solver.learn(batch) }
        let model = try solver.model()
        #expect(model.classes == 11 && model.weights[11..<22].allSatisfy { $0 == 0 })
        #expect(model.weights[0] > 0 && model.weights[10] < 0 && model.weights[32] > 0 && model.weights[22] < 0)
        #expect(model.intercepts[5] < 0)
    }
}
