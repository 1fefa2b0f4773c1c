import Foundation
import Testing

@testable import TrendNumerics

@Suite struct NewtonRegressionTests {
    /// Rows of features, dense and sparse, with a class each.
    private struct Problem {
        let rows: Int
        let columns: Int
        let values: [Double]
        let labels: [Int32]
        let weights: [Double]
        private let entries: (offsets: [Int], indices: [Int32], values: [Double])

        init(rows: Int = 80, columns: Int = 7, classes: Int, scale: Double = 1) {
            var generator = SeededGenerator(seed: 3)
            var values = (0..<rows * columns).map { _ in Double.random(in: -1...1, using: &generator) }
            for index in values.indices where index % 3 == 0 { values[index] = 0 }
            // The first column is far larger than the others.
            for row in 0..<rows { values[row * columns] *= scale }
            labels = (0..<rows).map { row in
                let sum =
                    values[row * columns + 1] + values[row * columns + 2] + Double.random(in: -1...1, using: &generator)
                return Int32(max(0, min(classes - 1, Int((sum + 1) / 2 * Double(classes)))))
            }
            weights = (0..<rows).map { $0 % 5 == 0 ? 0 : 0.5 + Double($0 % 3) }
            entries = (
                (0...rows).map { end in values.prefix(end * columns).count { $0 != 0 } },
                values.indices.filter { values[$0] != 0 }.map { Int32($0 % columns) }, values.filter { $0 != 0 }
            )
            (self.rows, self.columns, self.values) = (rows, columns, values)
        }

        func fit(_ model: NewtonRegression, isSparse: Bool) -> ([Double], NewtonRegression.Outcome) {
            var parameters = [Double](
                repeating: 0, count: (columns + (model.fitsIntercepts ? 1 : 0)) * model.loss.width)
            let outcome = values.withUnsafeBufferPointer { values in
                entries.values.withUnsafeBufferPointer { own in
                    entries.indices.withUnsafeBufferPointer { indices in
                        isSparse
                            ? model.fit(
                                SparseFeatures(
                                    columns: columns, rowOffsets: entries.offsets, columnIndices: indices.baseAddress!,
                                    values: own.baseAddress!), labels: labels, weights: weights,
                                parameters: &parameters)
                            : model.fit(
                                DenseFeatures(rows: rows, columns: columns, values: values.baseAddress!),
                                labels: labels, weights: weights, parameters: &parameters)
                    }
                }
            }
            return (parameters, outcome)
        }

        /// What is minimized, written anew.
        func objective(_ model: NewtonRegression, _ parameters: [Double]) -> Double {
            let width = model.loss.width
            var sum = 0.0
            for row in 0..<rows {
                let scores = (0..<width).map { index in
                    (0..<columns).reduce(model.fitsIntercepts ? parameters[columns * width + index] : 0) {
                        $0 + values[row * columns + $1] * parameters[$1 * width + index]
                    }
                }
                let label = Int(labels[row])
                let total = scores.map { exp($0) }.reduce(width == 1 ? 1 : 0, +)
                sum += weights[row] * (log(total) - (width == 1 ? Double(label) * scores[0] : scores[label]))
            }
            let squares = parameters.prefix(columns * width).reduce(0) { $0 + $1 * $1 }
            return sum / weights.reduce(0, +) + model.regularization / 2 * squares
        }
    }

    private func model(
        classes: Int, regularization: Double = 0.01, fitsIntercepts: Bool = true, iterations: Int = 100
    ) -> NewtonRegression {
        NewtonRegression(
            classes == 2 ? .binary : .multinomial(classes: classes), regularization: regularization,
            fitsIntercepts: fitsIntercepts, tolerance: 1e-10, maximumIterations: iterations,
            compute: Compute(threads: 2))
    }

    @Test(arguments: [2, 3], [true, false]) func isAtAMinimum(classes: Int, fitsIntercepts: Bool) {
        let problem = Problem(classes: classes)
        let model = model(classes: classes, fitsIntercepts: fitsIntercepts)
        let (found, outcome) = problem.fit(model, isSparse: false)
        #expect(outcome.hasConverged && outcome.gradient <= 1e-10 && outcome.iterations <= 12)
        let least = problem.objective(model, found)
        #expect(abs(outcome.objective - least) < 1e-12)
        for index in found.indices {
            // Differences on both sides of a minimum are equal.
            var (above, below) = (found, found)
            above[index] += 1e-4
            below[index] -= 1e-4
            let (up, down) = (problem.objective(model, above) - least, problem.objective(model, below) - least)
            #expect(up > 0 && down > 0 && abs(up - down) < 1e-11)
        }
        let (sparse, _) = problem.fit(model, isSparse: true)
        #expect(zip(sparse, found).allSatisfy { abs($0 - $1) < 1e-8 })
    }

    @Test func badlyScaledColumnsCostFewSteps() {
        let problem = Problem(classes: 2, scale: 1e4)
        let (_, outcome) = problem.fit(model(classes: 2), isSparse: false)
        #expect(outcome.hasConverged && outcome.iterations <= 15)
    }

    /// Without a penalty, the minimum of data that a plane divides is at infinity.
    @Test func dividedDataEndsAtTheTolerance() {
        let values = [-2.0, -1, 1, 2]
        var parameters = [0.0, 0]
        var model = model(classes: 2, regularization: 0)
        model.tolerance = 1e-4
        let outcome = values.withUnsafeBufferPointer {
            model.fit(
                DenseFeatures(rows: 4, columns: 1, values: $0.baseAddress!), labels: [0, 0, 1, 1],
                weights: [1, 1, 1, 1], parameters: &parameters)
        }
        #expect(outcome.hasConverged && outcome.gradient <= 1e-4 && parameters[0] > 3 && parameters[0].isFinite)
    }

    @Test func anEarlyEndIsTold() {
        let problem = Problem(classes: 3)
        let (_, outcome) = problem.fit(model(classes: 3, iterations: 1), isSparse: true)
        #expect(!outcome.hasConverged && outcome.iterations == 1)
        let (start, none) = problem.fit(model(classes: 3, iterations: 0), isSparse: true)
        #expect(!none.hasConverged && none.iterations == 0 && start.allSatisfy { $0 == 0 })
    }

    @Test func infiniteEntriesEndTheFit() {
        var parameters = [0.0, 0]
        let outcome = [1.0, .infinity].withUnsafeBufferPointer {
            model(classes: 2).fit(
                DenseFeatures(rows: 2, columns: 1, values: $0.baseAddress!), labels: [0, 1], weights: [1, 1],
                parameters: &parameters)
        }
        #expect(!outcome.hasConverged)
    }

    @Test func threadsDoNotChangeABit() {
        let problem = Problem(rows: 9000, columns: 12, classes: 3)
        for isSparse in [true, false] {
            var one = model(classes: 3)
            one.compute.threads = 1
            #expect(problem.fit(one, isSparse: isSparse).0 == problem.fit(model(classes: 3), isSparse: isSparse).0)
        }
    }
}
