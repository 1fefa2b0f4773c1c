import Testing

@testable import TrendNumerics

@Suite struct CoordinateNMFTests {
    private let rows = 30
    private let columns = 20
    private let rank = 3

    private func matrix() -> [Double] {
        var generator = SeededGenerator(seed: 9)
        let W = (0..<rows * rank).map { _ in Double.random(in: 0...1, using: &generator) }
        let H = (0..<rank * columns).map { _ in Double.random(in: 0...1, using: &generator) }
        return (0..<rows * columns).map { place in
            let (row, column) = (place / columns, place % columns)
            let value = (0..<rank).reduce(0) { $0 + W[row * rank + $1] * H[$1 * columns + column] }
            return place % 4 == 0 ? 0 : value
        }
    }

    private func start() -> (W: [Double], H: [Double]) {
        var generator = SeededGenerator(seed: 4)
        return (
            (0..<rows * rank).map { _ in Double.random(in: 0...1, using: &generator) },
            (0..<columns * rank).map { _ in Double.random(in: 0...1, using: &generator) }
        )
    }

    private func solver(_ penalty: CoordinateNMF.Penalty, iterations: Int = 500, threads: Int = 2) -> CoordinateNMF {
        CoordinateNMF(
            rank: rank, penaltyW: penalty, penaltyH: penalty, tolerance: 1e-10, maximumIterations: iterations,
            compute: Compute(threads: threads))
    }

    private func fit(
        _ solver: CoordinateNMF, movesH: Bool = true, isSparse: Bool = false, order: [Int] = [0, 1, 2]
    ) -> (W: [Double], H: [Double], iterations: Int) {
        var (W, H) = start()
        let values = matrix()
        let places = values.indices.filter { values[$0] != 0 }
        let offsets = (0...rows).map { end in places.count { $0 < end * columns } }
        let (indices, entries) = (places.map { Int32($0 % columns) }, places.map { values[$0] })
        let iterations = values.withUnsafeBufferPointer { dense in
            entries.withUnsafeBufferPointer { entries in
                indices.withUnsafeBufferPointer { indices in
                    isSparse
                        ? solver.fit(
                            SparseFeatures(
                                columns: columns, rowOffsets: offsets, columnIndices: indices.baseAddress!,
                                values: entries.baseAddress!), W: &W, H: &H, movesH: movesH, order: { _ in order })
                        : solver.fit(
                            DenseFeatures(rows: rows, columns: columns, values: dense.baseAddress!), W: &W, H: &H,
                            movesH: movesH, order: { _ in order })
                }
            }
        }
        return (W, H, iterations)
    }

    private func objective(_ W: [Double], _ H: [Double], _ penalty: CoordinateNMF.Penalty) -> Double {
        var sum = 0.0
        for (place, value) in matrix().enumerated() {
            let (row, column) = (place / columns, place % columns)
            let error = (0..<rank).reduce(value) { $0 - W[row * rank + $1] * H[column * rank + $1] }
            sum += error * error / 2
        }
        for weight in W + H { sum += penalty.l1 * weight + penalty.l2 * weight * weight / 2 }
        return sum
    }

    @Test(arguments: [(0.0, 0.0), (0.05, 0.0), (0.02, 0.3)]) func noWeightCanMoveToALowerObjective(
        l1: Double, l2: Double
    ) {
        let penalty = CoordinateNMF.Penalty(l1: l1, l2: l2)
        let found = fit(solver(penalty, iterations: 5000))
        let least = objective(found.W, found.H, penalty)
        #expect((found.W + found.H).allSatisfy { $0 >= 0 })
        for index in found.W.indices {
            for step in [-1e-4, 1e-4] where found.W[index] + step >= 0 {
                var W = found.W
                W[index] += step
                #expect(objective(W, found.H, penalty) > least - 1e-9)
            }
        }
        for index in found.H.indices {
            for step in [-1e-4, 1e-4] where found.H[index] + step >= 0 {
                var H = found.H
                H[index] += step
                #expect(objective(found.W, H, penalty) > least - 1e-9)
            }
        }
    }

    @Test func sparseAndDenseAgree() {
        let penalty = CoordinateNMF.Penalty(l1: 0.01, l2: 0.01)
        let (dense, sparse) = (fit(solver(penalty)), fit(solver(penalty), isSparse: true))
        #expect(zip(dense.W + dense.H, sparse.W + sparse.H).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test func aHeldFactorStays() {
        let found = fit(solver(.init(l1: 0, l2: 0)), movesH: false)
        #expect(found.H == start().H && found.W != start().W && found.iterations < 500)
    }

    @Test func theOrderOfComponentsMatters() {
        let penalty = CoordinateNMF.Penalty(l1: 0, l2: 0)
        #expect(fit(solver(penalty, iterations: 3)).W != fit(solver(penalty, iterations: 3), order: [2, 0, 1]).W)
        #expect(fit(solver(penalty, iterations: 3)).iterations == 3)
    }
}
