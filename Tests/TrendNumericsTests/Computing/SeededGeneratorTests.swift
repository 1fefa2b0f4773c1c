import Testing

@testable import TrendNumerics

@Suite struct SeededGeneratorTests {
    @Test func givesTheNumbersOfSplitMix64() {
        // The reference implementation's first numbers for the seed 1234567.
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in generator.next() }
                == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func shuffleKeepsAllItemsAndIsUniform() {
        var generator = SeededGenerator(seed: 3)
        var places = [Int](repeating: 0, count: 4)
        for _ in 0..<4000 {
            var items = [0, 1, 2, 3]
            generator.shuffle(&items)
            #expect(items.sorted() == [0, 1, 2, 3])
            places[items.firstIndex(of: 0)!] += 1
        }
        #expect(places.allSatisfy { abs($0 - 1000) < 120 })
    }

    @Test func gaussianHasMeanZeroAndVarianceOne() {
        var generator = SeededGenerator(seed: 5)
        let sample = (0..<20_000).map { _ in generator.nextGaussian() }
        let mean = sample.reduce(0, +) / 20_000
        let variance = sample.reduce(0) { $0 + $1 * $1 } / 20_000
        #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.04)
        #expect(sample.allSatisfy { $0.isFinite })
    }
}
