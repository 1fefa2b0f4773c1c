import Foundation
import Testing

@testable import TrendNumerics

@Suite struct PriorMeanTests {
    typealias Kind = LogisticRegressionModel.Kind
    private let problem = DrawnProblem()

    /// The minimum found by gradient descent in Double, with a gradient checked by finite differences.
    @Test(arguments: [Kind.oneVsRest, .multinomial]) func fitsTheMinimumAroundThePrior(_ kind: Kind) throws {
        let point = problem.prior.weights.map(Double.init).enumerated().map { $1 + 0.3 * sin(Double($0)) }
        let slope = problem.gradient(point, kind)
        for index in stride(from: 0, to: point.count, by: 5) {
            var (above, below) = (point, point)
            above[index] += 1e-5
            below[index] -= 1e-5
            let difference = (problem.objective(above, kind) - problem.objective(below, kind)) / 2e-5
            #expect(abs(difference - slope[index]) < 1e-5 * max(1, abs(difference)))
        }
        let best = problem.descend(kind)
        let (model, optimality) = try problem.fit(kind)
        let weights = model.weights.map(Double.init)
        #expect(optimality.converged && model.intercepts == problem.prior.intercepts)
        #expect(zip(weights, best).allSatisfy { abs($0 - $1) < 2e-3 })
        let (minimum, reached) = (problem.objective(best, kind), problem.objective(weights, kind))
        #expect(reached <= minimum * (1 + 1e-6))
        #expect(abs(optimality.objective - reached) <= 1e-5 * reached)
        // The prior itself is not the minimum.
        #expect(problem.objective(problem.prior.weights.map(Double.init), kind) > 1.05 * minimum)
    }

    @Test(arguments: [Kind.oneVsRest, .multinomial]) func theGapBoundsWhatIsLeftToGain(_ kind: Kind) throws {
        let minimum = problem.objective(problem.descend(kind), kind)
        for epochs in 1...4 {
            let (_, optimality) = try problem.fit(kind, tolerance: 1e-12, epochs: epochs)
            #expect((optimality.objective - minimum) / optimality.objective <= optimality.relativeGap + 1e-6)
        }
    }

    /// With a prior too, fits at ascending values of C continue from each other.
    @Test(arguments: [Kind.oneVsRest, .multinomial]) func pathsKeepThePrior(_ kind: Kind) throws {
        let path = try problem.path(kind, C: 0.2)
        _ = try path.fit(C: 0.2)
        let weights = try path.fit(C: problem.C).0.weights
        #expect(zip(weights, try problem.fit(kind).0.weights).allSatisfy { abs($0 - $1) < 5e-3 })
    }

    @Test(arguments: [Kind.oneVsRest, .multinomial]) func weighingADocumentIsHavingItSeveralTimes(_ kind: Kind) throws {
        let matrix = Fixture.matrix
        let times = (0..<matrix.rows).map { 1 + $0 % 3 }
        let repeated = (0..<matrix.rows).flatMap { Array(repeating: $0, count: times[$0]) }
        let options = LogisticRegression(C: 3, tolerance: 1e-7, maximumEpochs: 2000)
        func fit(_ features: CSRMatrix, _ rows: [Int], _ weights: [Float]) throws -> LogisticRegressionModel {
            let labels = rows.map { $0 % 4 }
            return switch kind {
            case .multinomial: try options.fit(features, .one(labels), classes: 4, documentWeights: weights).0
            case .oneVsRest:
                try options.fit(features, .several(labels.map { [$0] }), classes: 4, documentWeights: weights).0
            }
        }
        let weighed = try fit(matrix, Array(0..<matrix.rows), times.map(Float.init))
        let plain = try fit(matrix.selecting(rows: repeated), repeated, [])
        #expect(zip(weighed.weights, plain.weights).allSatisfy { abs($0 - $1) < 5e-3 })
        #expect(zip(weighed.intercepts, plain.intercepts).allSatisfy { abs($0 - $1) < 5e-3 })
        let even = try fit(matrix, Array(0..<matrix.rows), [])
        #expect(zip(weighed.weights, even.weights).contains { abs($0 - $1) > 0.05 })
    }

    @Test func badWeightsAndPriorsThrow() throws {
        let labels = problem.labels
        for weights: [Float] in [
            [1], problem.documentWeights.map { -$0 }, problem.documentWeights.map { $0 * .infinity },
        ] {
            #expect(throws: NumericsError.self) {
                try LogisticRegression().fit(problem.features, .one(labels), classes: 3, documentWeights: weights)
            }
        }
        #expect(throws: NumericsError.self) {
            try LogisticRegression().fit(problem.features, .one(labels), classes: 4, prior: problem.prior)
        }
    }
}

/// A small problem with arbitrary weights and an arbitrary prior, and its objective computed from the definition.
private struct DrawnProblem {
    static let classes = 11
    let C: Float = 4
    let features: CSRMatrix
    let labels: [Int]
    let documentWeights: [Float]
    let prior: LogisticRegressionModel
    private let rows: [[Double]]

    init() {
        var generator = SeededGenerator(seed: 5)
        let (documents, columns) = (14, 6)
        var values: [Float] = []
        for _ in 0..<documents * columns { values.append(Float.random(in: -0.6...0.6, using: &generator)) }
        features = CSRMatrix(
            columns: columns, rowOffsets: (0...documents).map { $0 * columns },
            columnIndices: (0..<documents).flatMap { _ in (0..<Int32(columns)).map { $0 } }, values: values)
        rows = (0..<documents).map { row in values[row * columns..<(row + 1) * columns].map(Double.init) }
        // Some classes have no documents.
        labels = (0..<documents).map { ($0 * 5) % 9 }
        documentWeights = (0..<documents).map { _ in Float.random(in: 0.5...4, using: &generator) }
        prior = try! LogisticRegressionModel(
            kind: .oneVsRest, features: columns, classes: DrawnProblem.classes,
            weights: (0..<columns * DrawnProblem.classes).map { _ in Float.random(in: -2...2, using: &generator) },
            intercepts: (0..<DrawnProblem.classes).map { _ in Float.random(in: -2...2, using: &generator) })
    }

    func path(
        _ kind: LogisticRegressionModel.Kind, C: Float, tolerance: Double = 1e-7, epochs: Int = 500
    ) throws -> RegularizationPath {
        let options = LogisticRegression(C: C, tolerance: tolerance, maximumEpochs: epochs)
        return switch kind {
        case .multinomial:
            try RegularizationPath(
                options, features: features, targets: .one(labels), classes: DrawnProblem.classes,
                documentWeights: documentWeights, prior: prior)
        case .oneVsRest:
            try RegularizationPath(
                options, features: features, targets: .several(labels.map { [$0] }), classes: DrawnProblem.classes,
                documentWeights: documentWeights, prior: prior)
        }
    }

    func fit(
        _ kind: LogisticRegressionModel.Kind, tolerance: Double = 1e-7, epochs: Int = 500
    ) throws -> (LogisticRegressionModel, Optimality) {
        try path(kind, C: C, tolerance: tolerance, epochs: epochs).fit(C: C)
    }

    func objective(_ weights: [Double], _ kind: LogisticRegressionModel.Kind) -> Double {
        evaluate(weights, kind).objective
    }

    func gradient(_ weights: [Double], _ kind: LogisticRegressionModel.Kind) -> [Double] {
        evaluate(weights, kind).gradient
    }

    /// The curvature is at least 1 and at most `bound`, so this converges.
    func descend(_ kind: LogisticRegressionModel.Kind) -> [Double] {
        let bound =
            1 + zip(rows, documentWeights).reduce(0) { $0 + Double(C * $1.1) * $1.0.reduce(0) { $0 + $1 * $1 } / 2 }
        var point = prior.weights.map(Double.init)
        for _ in 0..<Int(25 * bound) {
            for (index, slope) in gradient(point, kind).enumerated() { point[index] -= slope / bound }
        }
        return point
    }

    private func evaluate(
        _ weights: [Double], _ kind: LogisticRegressionModel.Kind
    ) -> (objective: Double, gradient: [Double]) {
        let k = DrawnProblem.classes
        var gradient = zip(weights, prior.weights).map { $0 - Double($1) }
        var objective = gradient.reduce(0) { $0 + $1 * $1 } / 2
        for (document, row) in rows.enumerated() {
            let cost = Double(C * documentWeights[document])
            let t = (0..<k).map { label in
                row.indices.reduce(Double(prior.intercepts[label])) { $0 + row[$1] * weights[$1 * k + label] }
            }
            let own = labels[document]
            let slopes: [Double]
            switch kind {
            case .multinomial:
                let logSum = log(t.reduce(0) { $0 + exp($1) })
                objective += cost * (logSum - t[own])
                slopes = (0..<k).map { exp(t[$0] - logSum) - ($0 == own ? 1 : 0) }
            case .oneVsRest:
                for label in 0..<k { objective += cost * (log1p(exp(t[label])) - (label == own ? t[label] : 0)) }
                slopes = (0..<k).map { 1 / (1 + exp(-t[$0])) - ($0 == own ? 1 : 0) }
            }
            for (column, value) in row.enumerated() {
                for label in 0..<k { gradient[column * k + label] += cost * slopes[label] * value }
            }
        }
        return (objective, gradient)
    }
}
