import Features
import TrendNumerics

/// The vectors of the labeled articles that streaming learns from, in their order: a byte per number.
struct StreamedVectors: Sendable {
    let vectors: SemanticVectors
    private var codes: [Int8] = []
    /// What a code of each article stands for, at length 1.
    private var scales: [Float] = []

    /// - Complexity: one reading of the texts, and `SemanticVectors.rows` of each.
    init(_ texts: TextStore, by vectors: SemanticVectors, threads: Int) throws {
        self.vectors = vectors
        codes.reserveCapacity(texts.texts * vectors.rank)
        scales.reserveCapacity(texts.texts)
        try texts.forEachBlock { texts in
            let coded = CodedVectors(vectors.rows(texts, threads: threads), rank: vectors.rank)
            codes += coded.codes
            scales += coded.largest.map { $0 / 127 }
        }
    }

    /// The number of features.
    var width: Int { vectors.rank }

    /// About the memory in bytes that these and the n-grams' vectors take.
    var size: Int { codes.count + scales.count * 4 + vectors.size }

    /// Adds the articles' vectors, at a length, to their rows, behind the columns of n-grams.
    func join(_ batch: inout RowBatch, columns: Int, length: Float) {
        codes.withUnsafeBufferPointer { codes in
            batch.append(width: width, at: columns) { article, row in
                let scale = scales[article] * length
                for index in 0..<width { row[index] = Float(codes[article * width + index]) * scale }
            }
        }
    }
}
