import TestSupport
import Testing

@testable import TrendNumerics

@Suite struct LeastSquaresTests {
    private func problem(labels: Int, rows: Int = 60, columns: Int = 12) -> (CSRMatrix, [[Int]], [Float]) {
        var generator = SeededGenerator(seed: 5)
        var dense: [Float] = []
        for _ in 0..<rows * columns { dense.append(Float.random(in: -1...1, using: &generator)) }
        let matrix = CSRMatrix(
            columns: 0, rowOffsets: Array(repeating: 0, count: rows + 1), columnIndices: [], values: []
        )
        .appending(dense: dense, width: columns)
        let sets = (0..<rows).map { row in (0..<labels).filter { dense[row * columns + $0 % columns] > 0.2 } }
        return (matrix, sets, (0..<rows).map { $0 % 3 == 0 ? 0.1 : 1 })
    }

    /// (XᵀCX + I) w = XᵀC(y − b)
    private func expected(
        _ matrix: CSRMatrix, _ sets: [[Int]], _ weights: [Float], label: Int
    ) throws -> (weights: [Double], intercept: Double) {
        let columns = matrix.columns
        let y = sets.map { $0.contains(label) ? 1.0 : -1 }
        let total = weights.reduce(0.0) { $0 + Double($1) }
        let b = zip(y, weights).reduce(0.0) { $0 + $1.0 * Double($1.1) } / total
        var (hessian, right) = (
            [Double](repeating: 0, count: columns * columns), [Double](repeating: 0, count: columns)
        )
        for i in 0..<columns { hessian[i * columns + i] = 1 }
        for row in 0..<matrix.rows {
            let x = matrix.values[matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]].map { Double($0) }
            for i in 0..<columns {
                right[i] += Double(weights[row]) * x[i] * (y[row] - b)
                for j in 0..<columns { hessian[i * columns + j] += Double(weights[row]) * x[i] * x[j] }
            }
        }
        return (try #require(LinearSystem.solve(hessian, right, size: columns)), b)
    }

    @Test(arguments: [1, 3, 8, 35]) func solvesTheNormalEquations(labels: Int) throws {
        let (matrix, sets, weights) = problem(labels: labels)
        let (model, optimality) = try LeastSquares(tolerance: 1e-9).fit(
            matrix, sets, classes: labels, documentWeights: weights, kind: .oneVsRest)
        #expect(optimality.converged && optimality.epochs <= 30)
        for label in 0..<labels {
            let (own, intercept) = try expected(matrix, sets, weights, label: label)
            #expect(abs(Double(model.intercepts[label]) - intercept) < 1e-5)
            for feature in 0..<matrix.columns {
                #expect(abs(Double(model.weights[feature * labels + label]) - own[feature]) < 1e-4)
            }
        }
    }

    @Test func theGapIsNoSmallerThanWhatIsLeftToGain() throws {
        let (matrix, sets, weights) = problem(labels: 1)
        func objective(_ passes: Int, _ tolerance: Double) throws -> Optimality {
            try LeastSquares(tolerance: tolerance, maximumPasses: passes).fit(
                matrix, sets, classes: 1, documentWeights: weights, kind: .oneVsRest
            ).1
        }
        let best = try objective(100, 1e-10).objective
        for passes in 1..<6 {
            let found = try objective(passes, 1e-10)
            #expect(!found.converged && found.epochs == passes)
            #expect(found.objective * found.relativeGap >= found.objective - best - 1e-4)
        }
        // Stops as soon as the gap is small enough.
        let early = try objective(100, 0.1)
        #expect(early.converged && early.relativeGap <= 0.1 && early.epochs < 12)
    }

    @Test func aLabelOfNoDocumentOrOfAllHasNoWeights() throws {
        let (matrix, _, weights) = problem(labels: 1)
        let (model, optimality) = try LeastSquares().fit(
            matrix, Array(repeating: [1], count: matrix.rows), classes: 2, documentWeights: weights, kind: .oneVsRest)
        #expect(model.weights.allSatisfy { abs($0) < 1e-5 } && optimality.converged)
        #expect(abs(model.intercepts[0] + 1) < 1e-5 && abs(model.intercepts[1] - 1) < 1e-5)
    }

    @Test func isTheSameWithAnyNumberOfThreads() throws {
        let (matrix, sets, weights) = problem(labels: 11, rows: 5000)
        func model(_ threads: Int) throws -> LogisticRegressionModel {
            try LeastSquares(compute: Compute(threads: threads)).fit(
                matrix, sets, classes: 11, documentWeights: weights, kind: .oneVsRest
            ).0
        }
        #expect(try model(1) == model(3))
    }

    @Test func refusesWhatCannotBeLearned() throws {
        let (matrix, sets, weights) = problem(labels: 2)
        #expect(throws: NumericsError.self) {
            try LeastSquares().fit(matrix, sets, classes: 0, documentWeights: weights, kind: .oneVsRest)
        }
        #expect(throws: NumericsError.self) {
            try LeastSquares().fit(
                matrix, Array(sets.dropLast()), classes: 2, documentWeights: weights, kind: .oneVsRest)
        }
    }

    @Test func balancedClassesWeighTheSame() throws {
        let (matrix, sets, _) = problem(labels: 3)
        let (model, _) = try LeastSquares(tolerance: 1e-9).fit(
            matrix, sets, classes: 3, documentWeights: Array(repeating: 1, count: matrix.rows),
            classWeight: .balanced, kind: .oneVsRest)
        for label in 0..<3 {
            let count = Float(sets.count { $0.contains(label) })
            let half = Float(matrix.rows) / 2
            let weights = sets.map { $0.contains(label) ? half / count : half / (Float(matrix.rows) - count) }
            let (own, _) = try expected(matrix, sets, weights, label: label)
            #expect(abs(model.intercepts[label]) < 1e-5)
            for feature in 0..<matrix.columns {
                #expect(abs(Double(model.weights[feature * 3 + label]) - own[feature]) < 1e-4)
            }
        }
    }
}
