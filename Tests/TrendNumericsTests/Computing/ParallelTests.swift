import Testing

@testable import TrendNumerics

@Suite struct ParallelTests {
    private struct Failure: Error, Equatable { var piece: Int }

    @Test(arguments: [0, 1, 2, 5, 100]) func resultsComeInOrder(threads: Int) {
        for count in [0, 1, 2, 7, 64] {
            #expect(Parallel.map(count, threads: threads) { $0 * $0 } == (0..<count).map { $0 * $0 })
        }
    }

    @Test(arguments: [1, 3]) func theFirstErrorIsThrown(threads: Int) {
        #expect(throws: Failure(piece: 4)) {
            try Parallel.map(20, threads: threads) { piece in
                if piece >= 4 { throw Failure(piece: piece) }
                return piece
            }
        }
    }

    @Test func chunksCoverAllItems() {
        #expect(Parallel.chunks(of: 7, size: 3) == [0..<3, 3..<6, 6..<7])
        #expect(Parallel.chunks(of: 6, size: 3) == [0..<3, 3..<6])
        #expect(Parallel.chunks(of: 0, size: 3).isEmpty)
    }
}
