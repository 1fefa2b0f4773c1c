import Synchronization
import Testing

@testable import TrendNumerics

/// A fit that nobody waits for any longer ends with the iteration that it is in.
@Suite struct ComputeTests {
    /// Is cancelled once it has been asked so often.
    private final class Patience: Sendable {
        private let left: Mutex<Int>

        init(_ count: Int) { left = Mutex(count) }

        var compute: Compute {
            Compute(
                threads: 2,
                isCancelled: {
                    self.left.withLock {
                        $0 -= 1
                        return $0 < 0
                    }
                })
        }
    }

    @Test(arguments: [false, true]) func aDescentOnTheDualEnds(isMultinomial: Bool) throws {
        let expected = isMultinomial ? Fixture.logistic.multinomial[6] : Fixture.logistic.oneVsRest[3]
        func epochs(_ compute: Compute) throws -> Int {
            let options = LogisticRegression(tolerance: 1e-12, maximumEpochs: 500, compute: compute)
            let targets = expected.labels.map(Targets.one) ?? .several(expected.sets!)
            return try options.fit(Fixture.matrix, targets, classes: expected.classes).1.epochs
        }
        #expect(try epochs(Compute(threads: 2)) > 3)
        #expect(try epochs(Patience(3).compute) <= 3)
    }

    @Test func newtonsMethodEnds() {
        let values = (0..<40).map { Double(($0 * 7) % 11) }
        func iterations(_ compute: Compute) -> Int {
            let model = NewtonRegression(
                .binary, regularization: 1e-9, fitsIntercepts: true, tolerance: 1e-14, maximumIterations: 100,
                compute: compute)
            var parameters = [Double](repeating: 0, count: 5)
            return values.withUnsafeBufferPointer {
                model.fit(
                    DenseFeatures(rows: 10, columns: 4, values: $0.baseAddress!),
                    labels: [0, 1, 1, 0, 1, 0, 0, 1, 0, 1], weights: Array(repeating: 1, count: 10),
                    parameters: &parameters)
            }.iterations
        }
        #expect(iterations(Compute(threads: 2)) > 1)
        #expect(iterations(Patience(0).compute) == 0)
        #expect(iterations(Patience(3).compute) <= 1)
    }

    @Test func factorizationsEnd() throws {
        let made = try NMF(
            rank: 2, tolerance: 1e-12, maximumIterations: 300, compute: Patience(2).compute
        ).fit(Fixture.matrix)
        #expect(made.iterations <= 2)
        var (W, H) = ([0.5, 0.2, 0.1, 0.9], [0.3, 0.4, 0.6, 0.1])
        let solver = CoordinateNMF(
            rank: 2, penaltyW: .init(l1: 0, l2: 0), penaltyH: .init(l1: 0, l2: 0), tolerance: 0, maximumIterations: 300,
            compute: Patience(2).compute)
        let values: [Double] = [1, 2, 3, 1]
        let iterations = values.withUnsafeBufferPointer {
            solver.fit(
                DenseFeatures(rows: 2, columns: 2, values: $0.baseAddress!), W: &W, H: &H, movesH: true,
                order: { _ in [0, 1] })
        }
        #expect(iterations == 3)
    }
}
