import Testing

@testable import TrendNumerics

@Suite struct ParallelPipelineTests {
    private struct Failure: Error {}

    @Test(arguments: [1, 2, 5]) func everyItemIsUsedOnceInOrder(threads: Int) throws {
        for count in [0, 1, 2, 50] {
            var made = 0
            var used: [Int] = []
            try Parallel.pipeline(threads: threads) {
                guard made < count else { return nil }
                made += 1
                return made
            } use: {
                used.append($0)
            }
            #expect(used == Array(1..<count + 1))
        }
    }

    @Test(arguments: [1, 2]) func errorsOfBothSidesEndIt(threads: Int) {
        var made = 0
        var used = 0
        #expect(throws: Failure.self) {
            try Parallel.pipeline(threads: threads) {
                made += 1
                if made == 5 { throw Failure() }
                return made
            } use: { _ in
                used += 1
            }
        }
        #expect(made == 5 && used == 4)
        made = 0
        #expect(throws: Failure.self) {
            try Parallel.pipeline(threads: threads) {
                made += 1; return made
            } use: {
                if $0 == 3 { throw Failure() }
            }
        }
        #expect(made <= 4)
    }
}
