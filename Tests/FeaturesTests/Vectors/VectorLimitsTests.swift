import Testing

@testable import Features

@Suite struct VectorLimitsTests {
    @Test func areInProportionToTheMemory() {
        let (some, more) = (VectorLimits(memory: 100_000_000), VectorLimits(memory: 300_000_000))
        #expect(some.scalars > 500_000 && more.scalars == 3 * some.scalars)
        #expect(abs(more.ngrams - 3 * some.ngrams) < 4 && abs(more.pairs - 3 * some.pairs) < 4)
        #expect(VectorLimits(memory: 1 << 40) == .standard)
        #expect(VectorLimits(memory: -1).scalars == 0)
    }

    @Test func keepTheNGramsOfMostTexts() throws {
        let texts = SemanticVectorsTests.texts
        let all = try #require(try SemanticVectors.learn(from: texts, rank: 8))
        let few = try #require(
            try SemanticVectors.learn(from: texts, rank: 8, limits: VectorLimits(memory: 300_000)))
        let limit = VectorLimits(memory: 300_000).ngrams
        #expect(few.vectorizer.columns.count <= limit && limit < all.vectorizer.columns.count)
    }
}
