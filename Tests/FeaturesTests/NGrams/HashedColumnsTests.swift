import TestSupport
import Testing

@testable import Features

@Suite struct HashedColumnsTests {
    private func found(
        _ text: String, bits: Int, lengths: ClosedRange<Int>
    ) throws -> [(column: Int32, place: Int, length: Int)] {
        var found: [(Int32, Int, Int)] = []
        try scalars(text).withUnsafeBufferPointer {
            try HashedColumns(bits: bits).forEachFeature(in: $0, lengths: lengths) { found.append(($0, $1, $2)) }
        }
        return found
    }

    /// Model files rely on these values: they must never change.
    @Test func columnsStayWhatTheyAre() throws {
        #expect(try found("芯片", bits: 20, lengths: 1...2).map(\.column) == columnsOfChip)
        #expect(try found("鲸", bits: 24, lengths: 1...1).map(\.column) == [columnOfWhale])
    }

    @Test func anNGramHasOneColumnWhereverItStands() throws {
        let text = try found("车上海上海车", bits: 20, lengths: 1...3)
        let alone = try #require(try found("上海", bits: 20, lengths: 2...2).first)
        #expect(text.filter { $0.column == alone.column }.map(\.place) == [2, 4])
        #expect(text.count == 6 + 5 + 4)
        #expect(text.allSatisfy { $0.length <= $0.place + 1 })
    }

    @Test func fewerBitsAreTheHighestOnes() throws {
        let (long, short) = (
            try found("新的芯片设计软件", bits: 22, lengths: 1...4), try found("新的芯片设计软件", bits: 17, lengths: 1...4)
        )
        #expect(long.map { $0.column >> 5 } == short.map(\.column))
    }

    @Test func collisionsAreThoseOfChance() throws {
        // 20,000 distinct bigrams in 65,536 columns: 65,536 (1 − e^(−20,000/65,536)) = 17,234 ± 46.
        let bits = try HashedColumns(bits: 16)
        var columns: Set<Int32> = []
        for first in UInt32(0x4E00)..<0x4E00 + 200 {
            for last in UInt32(0x5000)..<0x5000 + 100 {
                [first, last].withUnsafeBufferPointer {
                    bits.forEachFeature(in: $0, lengths: 2...2) { column, _, _ in columns.insert(column) }
                }
            }
        }
        #expect(abs(columns.count - 17_234) < 200)
    }

    @Test func countsAreSortedAndComplete() throws {
        let options = try TFIDFOptions(ngrams: 1, to: 2)
        var scratch: [UInt32] = [7]
        var counts: [(column: Int32, count: Int)] = []
        try HashedColumns(bits: 20).forEachCount(in: scalars("看看看书"), options: options, scratch: &scratch) {
            counts.append(($0, $1))
        }
        #expect(counts.map(\.count).sorted() == [1, 1, 2, 3])
        #expect(counts.map(\.column) == counts.map(\.column).sorted())
        try HashedColumns(bits: 20).forEachCount(in: [], options: options, scratch: &scratch) { _, _ in Issue.record() }
    }

    @Test func rowsEqualThoseOfAVocabulary() throws {
        let texts = ["看看看书", "芯片工厂扩大产能", "汽车芯片"].map(scalars)
        let options = try TFIDFOptions(ngrams: 1, to: 2)
        let (learned, _) = try TFIDFVectorizer.fitTransform(texts, options: options)
        let columns = try HashedColumns(bits: 22)
        var weights = [Float](repeating: 0, count: columns.count)
        var columnOf: [Int: Int32] = [:]
        for column in 0..<learned.vocabulary.count {
            let last = try #require(
                found(learned.vocabulary.ngram(column), bits: 22, lengths: 1...2).max { $0.length < $1.length })
            weights[Int(last.column)] = learned.columnWeights[column]
            columnOf[column] = last.column
        }
        let hashed = try TFIDFVectorizer(options: options, columns: .hashed(columns), columnWeights: weights)
        for text in texts {
            let (a, b) = (learned.transform([text]), hashed.transform([text]))
            let expected = zip(a.columnIndices, a.values).map { (columnOf[Int($0)]!, $1) }.sorted { $0.0 < $1.0 }
            #expect(expected.map(\.0) == b.columnIndices)
            #expect(zip(expected, b.values).allSatisfy { abs($0.1 - $1) < 1e-6 })
        }
        #expect(hashed.transform(texts, threads: 2) == hashed.transform(texts))
    }

    @Test func otherBitsAreRefused() {
        for bits in [-1, 0, 9, 25, 64, 255] {
            #expect(throws: FeatureError.badHashBits(bits)) { try HashedColumns(bits: bits) }
        }
    }
}

private let columnsOfChip: [Int32] = [886_416, 610_535, 678_556]
private let columnOfWhale: Int32 = 13_120_010
