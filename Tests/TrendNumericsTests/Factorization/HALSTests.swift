import Testing

@testable import TrendNumerics

@Suite struct HALSTests {
    // Two topics in eight lanes.
    private let gram: [Double] = {
        var gram = [Double](repeating: 0, count: 64)
        (gram[0], gram[1], gram[8], gram[9]) = (2, 1, 1, 4)
        return gram
    }()

    private func update(
        _ row: [Float], _ product: [Float], l1: Double = 0, l2: Double = 0, passes: Int = 1
    ) -> (row: [Float], norm: Double) {
        var row = row + [Float](repeating: 0, count: 6)
        let product = product + [Float](repeating: 0, count: 6)
        let norm = row.withUnsafeMutableBufferPointer { row in
            product.withUnsafeBufferPointer {
                HALS(gram: gram, width: 8, l1: l1, l2: l2).update(row, products: $0, passes: passes)
            }
        }
        #expect(row.dropFirst(2).allSatisfy { $0 == 0 })
        return (Array(row.prefix(2)), norm)
    }

    @Test func oneTopicAfterTheOther() {
        // The first topic's gradient is 2 + 1 − 1, so it becomes 1 − 2 / 2. The second topic's is then 4 − 7, so it
        // becomes 1 + 3 / 4.
        let (row, norm) = update([1, 1], [1, 7])
        #expect(row == [0, 1.75] && norm == 13)
    }

    @Test func aWeightOfZeroOnlyRises() {
        // The gradient is (3, −1). The first topic stays at 0 and does not count.
        let (row, norm) = update([0, 0], [-3, 1])
        #expect(row == [0, 0.25] && norm == 1)
    }

    @Test func passesReachTheMinimum() {
        // 2a + b = 4, a + 4b = 9.
        let (row, _) = update([0, 0], [4, 9], passes: 100)
        #expect(abs(row[0] - 1) < 1e-4 && abs(row[1] - 2) < 1e-4)
    }

    @Test func penaltiesAreInTheMinimum() {
        // (2 + 1) a + b = 4 - 0.5, a + (4 + 1) b = 9 - 0.5.
        let (row, _) = update([0, 0], [4, 9], l1: 0.5, l2: 1, passes: 100)
        #expect(abs(3 * row[0] + row[1] - 3.5) < 1e-4 && abs(row[0] + 5 * row[1] - 8.5) < 1e-4)
    }

    @Test func aTopicThatTheOtherFactorLacksStays() {
        var row: [Float] = [1, 1, 5, 0, 0, 0, 0, 0]
        let product = [Float](repeating: 1, count: 8)
        row.withUnsafeMutableBufferPointer { row in
            product.withUnsafeBufferPointer {
                _ = HALS(gram: gram, width: 8, l1: 0, l2: 0).update(row, products: $0)
            }
        }
        #expect(row[2] == 5)
    }

    /// More rows than are computed side by side, compared with each row on its own.
    @Test(arguments: [1, 100]) func rowsDependOnThemselvesAlone(passes: Int) {
        var generator = SeededGenerator(seed: 3)
        func numbers() -> [Float] { (0..<37 * 8).map { $0 % 8 < 2 ? Float.random(in: 0..<3, using: &generator) : 0 } }
        let (start, products) = (numbers(), numbers())
        let hals = HALS(gram: gram, width: 8, l1: 0, l2: 0)
        func updated(_ rows: Range<Int>) -> [Float] {
            var part = Array(start[rows.lowerBound * 8..<rows.upperBound * 8])
            part.withUnsafeMutableBufferPointer { part in
                products[rows.lowerBound * 8..<rows.upperBound * 8].withUnsafeBufferPointer {
                    _ = hals.update(part, products: $0, passes: passes)
                }
            }
            return part
        }
        #expect(updated(0..<37) == (0..<37).flatMap { updated($0..<$0 + 1) })
    }

    /// An ordinary processor and one with wide instructions compute the same topics.
    @Test(arguments: [1, 2, 100]) func wideInstructionsChangeNoBit(passes: Int) {
        var generator = SeededGenerator(seed: 7)
        let (width, topics) = (24, 19)
        let factor = (0..<200 * width).map { $0 % width < topics ? Float.random(in: 0..<1, using: &generator) : 0 }
        let gram = DenseAlgebra.gram(factor, width: width, threads: 1)
        for rows in [1, 3, 16, 63, 64, 65, 130] {
            let start = (0..<rows * width).map { index in
                index % width < topics && index % 3 > 0 ? Float.random(in: 0..<2, using: &generator) : 0
            }
            let products = (0..<rows * width).map { _ in Float.random(in: 0..<90, using: &generator) }
            let results = [false, HALS.canBeWide].map { isWide in
                var hals = HALS(gram: gram, width: width, l1: 0.25, l2: 0)
                hals.isWide = isWide
                var moved = start
                let norm = moved.withUnsafeMutableBufferPointer { moved in
                    products.withUnsafeBufferPointer { hals.update(moved, products: $0, passes: passes) }
                }
                #expect(moved != start && moved.allSatisfy { $0 >= 0 })
                return (moved, norm)
            }
            #expect(results[0].0 == results[1].0 && results[0].1 == results[1].1)
        }
    }
}
