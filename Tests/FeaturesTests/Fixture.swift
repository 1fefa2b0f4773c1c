import Features
import Foundation

/// What scikit-learn makes of a few texts: Fixtures/tfidf.json.
struct Fixture: Decodable {
    struct Options: Decodable {
        var ngram_range: [Int]
        var min_df: Double?
        var max_df: Double?
        var max_features: Int?
        var sublinear_tf: Bool?
        var binary: Bool?

        var options: TFIDFOptions {
            get throws {
                func limit(_ value: Double) -> DocumentFrequency { value < 1 ? .share(value) : .count(Int(value)) }
                return try TFIDFOptions(
                    ngrams: ngram_range[0], to: ngram_range[1],
                    minimumDocumentFrequency: min_df.map(limit) ?? .count(1),
                    maximumDocumentFrequency: max_df.map(limit) ?? .share(1), maximumFeatures: max_features,
                    termFrequency: binary == true ? .presence : sublinear_tf == true ? .sublinear : .count)
            }
        }
    }

    struct Case: Decodable {
        var options: Options
        var vocabulary: [String]
        var idf: [Double]
        /// By row: column and value.
        var fitted: [[[Double]]]
        var unseen: [[[Double]]]
    }

    var texts: [String]
    var unseen: [String]
    var cases: [Case]

    static let shared: Fixture = {
        let url = Bundle.module.url(forResource: "tfidf", withExtension: "json", subdirectory: "Fixtures")!
        return try! JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }()
}

func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

extension CSRMatrix {
    /// A matrix of small whole numbers, about a third of them 0.
    static func random(rows: Int, columns: Int) -> CSRMatrix {
        var (offsets, indices, values): ([Int], [Int32], [Float]) = ([0], [], [])
        for _ in 0..<rows {
            for column in 0..<columns where Int.random(in: 0..<3) > 0 {
                indices.append(Int32(column))
                values.append(Float(Int.random(in: 1...9)))
            }
            offsets.append(values.count)
        }
        return CSRMatrix(columns: columns, rowOffsets: offsets, columnIndices: indices, values: values)
    }

    var dense: [[Float]] {
        (0..<rows).map { row in
            var line = [Float](repeating: 0, count: columns)
            for entry in rowOffsets[row]..<rowOffsets[row + 1] { line[Int(columnIndices[entry])] = values[entry] }
            return line
        }
    }
}

/// The same numbers in every run: the finaliser of SplitMix64 over a Weyl sequence.
struct WeylGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        let mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        return mixed ^ mixed >> 31
    }
}
