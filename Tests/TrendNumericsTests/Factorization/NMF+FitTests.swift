import Testing

@testable import TrendNumerics

@Suite struct NMFFitTests {
    /// Three documents over four terms; the last document has no terms.
    private let X = CSRMatrix(
        columns: 4, rowOffsets: [0, 2, 4, 4], columnIndices: [0, 1, 2, 3], values: [3, 4, 1, 1])

    @Test func isTheCosineWithTheReconstruction() {
        // Topics (1, 1, 0, 0) and (0, 0, 1, 0).
        let H: [Float] = [1, 0, 1, 0, 0, 1, 0, 0]
        let cosines = NMF.cosines(X, W: [5, 0, 1, 1, 1, 1], H: H, rank: 2, threads: 1)
        // (3, 4) and (1, 1): 7 / (5 √2). (0, 0, 1, 1) and (1, 1, 1, 0): 1 / √6.
        #expect(abs(cosines[0] - 7 / (5 * Float(2).squareRoot())) < 1e-6)
        #expect(abs(cosines[1] - 1 / Float(6).squareRoot()) < 1e-6)
        #expect(cosines[2] == 0)
        #expect(NMF.cosines(X, W: [2, 2, 1, 1, 1, 1], H: H, rank: 2, threads: 2)[1] == cosines[1])
        #expect(NMF.cosines(X, W: [0, 0, 0, 0, 0, 0], H: H, rank: 2, threads: 1) == [0, 0, 0])
    }

    @Test func whatIsReconstructedWhollyFitsWholly() {
        let cosines = NMF.cosines(X, W: [0.5, 0, 0, 7, 0, 0], H: [3, 0, 4, 0, 0, 1, 0, 1], rank: 2, threads: 1)
        #expect(cosines[0] > 0.999999 && cosines[0] <= 1 && cosines[1] > 0.999999 && cosines[1] <= 1)
    }
}
