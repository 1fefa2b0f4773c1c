import Foundation
import Testing

@testable import TrendNumerics

@Suite struct LogisticRegressionTests {
    typealias Case = Fixture.Logistic.Case
    private static let matrix = Fixture.matrix
    private var matrix: CSRMatrix { Self.matrix }

    private func fit(
        _ expected: Case, tolerance: Double = 1e-5, epochs: Int = 2000, threads: Int = 1
    ) throws
        -> (LogisticRegressionModel, Optimality)
    {
        let options = LogisticRegression(
            C: expected.C, tolerance: tolerance, maximumEpochs: epochs,
            classWeight: expected.balanced ? .balanced : .uniform, compute: Compute(threads: threads))
        if let labels = expected.labels { return try options.fit(matrix, .one(labels), classes: expected.classes) }
        return try options.fit(matrix, .several(expected.sets!), classes: expected.classes)
    }

    @Test(arguments: Fixture.logistic.multinomial) func multinomialEqualsScikitLearn(_ expected: Case) throws {
        let (model, optimality) = try fit(expected)
        let problem = Problem(matrix, expected)
        let objective = problem.objective(model)
        #expect(optimality.converged && optimality.relativeGap <= 1e-5)
        #expect(abs(objective - expected.objective) <= 1e-4 * expected.objective)
        #expect(abs(optimality.objective - objective) <= 1e-5 * objective)
        let probabilities = model.probabilities(matrix)
        #expect(zip(probabilities, expected.probabilities).allSatisfy { abs(Double($0) - $1) < 0.01 })
        #expect(model.kind == .multinomial && probabilities.count == expected.probabilities.count)
    }

    @Test(arguments: Fixture.logistic.oneVsRest) func oneVsRestEqualsScikitLearn(_ expected: Case) throws {
        let (model, optimality) = try fit(expected)
        let objective = Problem(matrix, expected).objective(model)
        #expect(optimality.converged && optimality.relativeGap <= 1e-5)
        #expect(abs(objective - expected.objective) <= 1e-4 * expected.objective)
        #expect(abs(optimality.objective - objective) <= 1e-5 * objective)
        let probabilities = model.probabilities(matrix)
        for row in 0..<matrix.rows {
            for label in 0..<8 {
                #expect(abs(Double(probabilities[row * 9 + label]) - expected.probabilities[row * 8 + label]) < 0.01)
            }
        }
        // All 30 documents have the last label: no weights, and the intercept ln((30 + ½) / ½).
        #expect(stride(from: 8, to: model.weights.count, by: 9).allSatisfy { model.weights[$0] == 0 })
        #expect(abs(model.intercepts[8] - log(61)) < 1e-5)
    }

    @Test(arguments: [Fixture.logistic.multinomial[6], Fixture.logistic.oneVsRest[3]])
    func gradientVanishesAtTheSolution(_ expected: Case) throws {
        let (model, _) = try fit(expected, tolerance: 1e-7)
        let problem = Problem(matrix, expected)
        let gradient = problem.gradient(problem.parameters(model))
        // The gradient itself is correct where it is not 0.
        var point = problem.parameters(model)
        for index in point.indices { point[index] += 0.3 * sin(Double(index)) }
        let there = problem.gradient(point)
        for index in stride(from: 0, to: point.count, by: 97) + [point.count - 1] {
            var (above, below) = (point, point)
            above[index] += 1e-5
            below[index] -= 1e-5
            let difference = (problem.objective(above) - problem.objective(below)) / 2e-5
            #expect(abs(difference - there[index]) < 1e-4 * max(1, abs(difference)))
        }
        func length(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        #expect(length(gradient) < 0.01 * length(problem.gradient(point.map { _ in 0 })))
        #expect(length(gradient) < 0.05)
    }

    @Test(arguments: Fixture.logistic.multinomial + Fixture.logistic.oneVsRest)
    func theGapTellsTheDistanceToTheMinimum(_ expected: Case) throws {
        // The duality gap is a bound for given intercepts only. The Newton decrement of the intercepts ignores that
        // the weights follow them. So this is a factor, not a bound.
        for epochs in [1, 2, 3, 5, 10, 20] {
            let (_, optimality) = try fit(expected, tolerance: 1e-12, epochs: epochs)
            #expect(optimality.epochs == epochs || optimality.converged)
            let distance = (optimality.objective - expected.objective) / optimality.objective
            #expect(distance <= 10 * optimality.relativeGap + 2e-6, "after \(epochs) epochs")
        }
    }

    @Test func threadsDoNotChangeABit() throws {
        for expected in [Fixture.logistic.multinomial[5], Fixture.logistic.oneVsRest[2]] {
            let (one, two) = (try fit(expected, threads: 1), try fit(expected, threads: 2))
            #expect(one.0 == two.0 && one.1 == two.1)
        }
    }

    @Test func aLabelOfNoDocumentIsUnlikely() throws {
        let model = try LogisticRegression().fit(
            matrix, .several(matrix.rowOffsets.dropLast().map { _ in [] }), classes: 2
        ).0
        #expect(model.weights.allSatisfy { $0 == 0 })
        #expect(model.intercepts.allSatisfy { abs($0 + log(61)) < 1e-5 })
    }

    /// The Hessian in the intercepts is singular, and rounding must not make it indefinite.
    @Test(arguments: [2, 3, 9]) func documentsWithoutFeaturesGetThePrior(classes: Int) throws {
        let labels = (0..<classes).flatMap { Array(repeating: $0, count: $0 + 1) }
        let none = CSRMatrix(
            columns: 0, rowOffsets: Array(repeating: 0, count: labels.count + 1), columnIndices: [], values: [])
        let (single, optimality) = try LogisticRegression().fit(none, .one(labels), classes: classes)
        #expect(optimality.converged && single.intercepts.allSatisfy { abs($0) < 10 })
        let (several, _) = try LogisticRegression().fit(none, .several(labels.map { [$0] }), classes: classes)
        for label in 0..<classes {
            let share = Float(label + 1) / Float(labels.count)
            #expect(abs(single.probabilities(none)[label] - share) < 2e-3)
            #expect(abs(several.probabilities(none)[label] - share) < 2e-3)
        }
    }

    @Test func nothingToLearnThrows() {
        let one = [Int](repeating: 0, count: 30)
        #expect(throws: NumericsError.oneClass) { try LogisticRegression().fit(matrix, .one(one), classes: 2) }
        #expect(throws: NumericsError.labelCount(2, rows: 30)) {
            try LogisticRegression().fit(matrix, .one([0, 1]), classes: 2)
        }
        #expect(throws: NumericsError.oneClass) {
            try LogisticRegression().fit(matrix, .several(one.map { _ in [] }), classes: 0)
        }
        let empty = CSRMatrix(columns: 3, rowOffsets: [0], columnIndices: [], values: [])
        #expect(throws: NumericsError.noRows) { try LogisticRegression().fit(empty, .one([]), classes: 2) }
        for options in [LogisticRegression(C: 0), LogisticRegression(C: .infinity), LogisticRegression(tolerance: 0)] {
            #expect(throws: NumericsError.self) {
                try options.fit(matrix, .one(one.indices.map { $0 % 2 }), classes: 2)
            }
        }
    }
}

/// The objective and its gradient from their definitions, in Double. Parameters: the weights, then the intercepts.
private struct Problem {
    let rows: [[(column: Int, value: Double)]]
    let expected: Fixture.Logistic.Case
    let columns: Int

    init(_ matrix: CSRMatrix, _ expected: Fixture.Logistic.Case) {
        rows = (0..<matrix.rows).map { row in
            (matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]).map {
                (Int(matrix.columnIndices[$0]), Double(matrix.values[$0]))
            }
        }
        columns = matrix.columns
        self.expected = expected
    }

    func parameters(_ model: LogisticRegressionModel) -> [Double] {
        (model.weights + model.intercepts).map(Double.init)
    }

    func objective(_ model: LogisticRegressionModel) -> Double { objective(parameters(model)) }

    func objective(_ point: [Double]) -> Double { evaluate(point).objective }

    func gradient(_ point: [Double]) -> [Double] { evaluate(point).gradient }

    private func evaluate(_ point: [Double]) -> (objective: Double, gradient: [Double]) {
        let (k, n) = (expected.classes, rows.count)
        var gradient = point
        for label in 0..<k { gradient[columns * k + label] = 0 }
        var objective = point.prefix(columns * k).reduce(0) { $0 + $1 * $1 } / 2
        let sets = expected.sets ?? expected.labels!.map { [$0] }
        let counts = (0..<k).map { label in sets.count { $0.contains(label) } }
        for (row, own) in zip(rows, sets) {
            var t = Array(point[(columns * k)...])
            for (column, value) in row {
                for label in 0..<k { t[label] += value * point[column * k + label] }
            }
            var slopes = [Double](repeating: 0, count: k)
            if expected.labels != nil {
                let logSum = log(t.reduce(0) { $0 + exp($1) })
                let cost = Double(expected.C) * (expected.balanced ? Double(n) / Double(k * counts[own[0]]) : 1)
                objective += cost * (logSum - t[own[0]])
                for label in 0..<k { slopes[label] = cost * (exp(t[label] - logSum) - (label == own[0] ? 1 : 0)) }
            } else {
                for label in 0..<k where counts[label] < n {
                    let y = own.contains(label)
                    let count = y ? counts[label] : n - counts[label]
                    let cost = Double(expected.C) * (expected.balanced ? Double(n) / Double(2 * count) : 1)
                    objective += cost * (log1p(exp(t[label])) - (y ? t[label] : 0))
                    slopes[label] = cost * (1 / (1 + exp(-t[label])) - (y ? 1 : 0))
                }
            }
            for label in 0..<k {
                for (column, value) in row { gradient[column * k + label] += slopes[label] * value }
                gradient[columns * k + label] += slopes[label]
            }
        }
        return (objective, gradient)
    }
}
