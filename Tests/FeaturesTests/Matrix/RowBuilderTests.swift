import Testing

@testable import Features

@Suite struct RowBuilderTests {
    @Test func rowsAreSortedCountedAndOfLengthOne() throws {
        // Columns on both sides of the borders of the bitmaps' words.
        let columns = 10_000
        let scalars = (0..<columns).map { UInt32(0x4E00 + $0) }
        let nodes = scalars.enumerated().map { Vocabulary.Node(parent: 0, scalar: $1, column: Int32($0)) }
        let vectorizer = try TFIDFVectorizer(
            options: TFIDFOptions(ngrams: 1, to: 1, termFrequency: .count), columns: .vocabulary(Vocabulary(nodes: nodes)),
            columnWeights: (0..<columns).map { Float($0 % 7 + 1) })
        let rows = RowBuilder(columns: columns)
        let added: [[Int32]] = [[9999, 0, 63, 64, 4095, 4096, 64], [], [5, 5, 5], [8191, 8192, 63]]
        for row in added {
            row.forEach(rows.add(column:))
            rows.finishRow(vectorizer)
        }
        let matrix = rows.matrix()
        #expect(matrix.rowOffsets == [0, 6, 6, 7, 10])
        #expect(matrix.columnIndices == [0, 63, 64, 4095, 4096, 9999, 5, 63, 8191, 8192])
        let weights: [Float] = [1, 1, 4, 1, 2, 4]
        let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for (value, weight) in zip(matrix.values, weights) { #expect(abs(value - weight / length) < 1e-6) }
        #expect(abs(matrix.values[6] - 1) < 1e-6)
    }
}
