import Foundation

/// The metrics of some predictions as computed by scikit-learn: the JSON file in Fixtures.
enum Fixture {
    struct Report: Decodable {
        var given: [[String]]
        var predicted: [[String]]
        var labels: [String]
        var precision: [Double]
        var recall: [Double]
        var f1: [Double]
        var support: [Int]
        var micro: [Double]
        var macro: [Double]
        var accuracy: Double
    }

    static let reports: [Report] = {
        let url = Bundle.module.url(forResource: "reports", withExtension: "json", subdirectory: "Fixtures")!
        return try! JSONDecoder().decode([Report].self, from: Data(contentsOf: url))
    }()
}
