import TrendNumerics
import Foundation

/// Results of scikit-learn and numpy for a small matrix, from the JSON files in Fixtures.
enum Fixture {
    struct Logistic: Decodable {
        struct Matrix: Decodable {
            var columns: Int
            var rowOffsets: [Int]
            var columnIndices: [Int32]
            var values: [Float]
        }

        struct Case: Decodable {
            var C: Float
            var balanced: Bool
            var classes: Int
            var labels: [Int]?
            var sets: [[Int]]?
            var objective: Double
            var probabilities: [Double]
        }

        var matrix: Matrix
        var multinomial: [Case]
        var oneVsRest: [Case]
    }

    struct Decompositions: Decodable {
        struct Factors: Decodable {
            var rank: Int
            var error: Double
        }

        var singularValues: [Double]
        var nmf: [Factors]
    }

    struct Calibrated: Decodable {
        var scores: [Float]
        var isTrue: [Bool]
        /// Platt's line, and its probabilities of the scores.
        var slope: Double
        var intercept: Double
        var probabilities: [Double]
        /// Isotonic regression at the scores `asked`.
        var asked: [Double]
        var steps: [Double]
        /// Statistics of the line's probabilities: counts of all ten bins, means and shares of the nonempty ones.
        var brier: Double
        var error: Double
        var counts: [Int]
        var means: [Double]
        var shares: [Double]
    }

    static let calibration: Calibrated = load("calibration")
    static let logistic: Logistic = load("logistic")
    static let decompositions: Decompositions = load("decompositions")
    static let matrix = CSRMatrix(
        columns: logistic.matrix.columns, rowOffsets: logistic.matrix.rowOffsets,
        columnIndices: logistic.matrix.columnIndices, values: logistic.matrix.values)

    private static func load<Value: Decodable>(_ name: String) -> Value {
        let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures")!
        return try! JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
    }
}
