import Features
import Foundation

/// Results of scikit-learn for a few texts, from Fixtures/tfidf.json.
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
        /// Per row: columns and values.
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
