import TestSupport
import Testing

@testable import Features

@Suite struct ColumnsTests {
    @Test func placesAreTheSameWithAndWithoutAVocabulary() throws {
        let options = try TFIDFOptions(ngrams: 1, to: 2)
        let text = scalars("看看书😀看书")
        let vocabulary = try TFIDFVectorizer.fitTransform([text], options: options).0.columns
        let hashed = Columns.hashed(try HashedColumns(bits: 24))
        func byNGram(_ columns: Columns) -> [String: [Int]] {
            columns.places(in: text, options: options).values.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
        }
        #expect(byNGram(vocabulary) == byNGram(hashed))
        #expect(byNGram(hashed)["看书"] == [2, 5] && byNGram(hashed)["书😀"] == [3])
        #expect(vocabulary.count == byNGram(hashed).count && hashed.count == 1 << 24)
    }

    @Test func nGramsThatShareAColumnStandSideBySide() throws {
        // More n-grams than columns.
        let text = (0..<3000).map { UInt32(0x4E00 + $0) }
        let places = Columns.hashed(try HashedColumns(bits: 10)).places(
            in: text, options: try TFIDFOptions(ngrams: 1, to: 1))
        #expect(places.values.contains { $0.count > 1 })
        #expect(places.values.reduce(0) { $0 + $1.count } == 3000)
    }
}
