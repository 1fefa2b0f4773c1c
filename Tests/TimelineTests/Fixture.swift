import Foundation

@testable import Timeline

/// Results of other programs for the same numbers, from statistics.json in Fixtures.
struct Fixture: Decodable {
    struct Kendall: Decodable {
        var times: [Int]
        var values: [Double]
        var score: Int
        var p, slope, lower, upper: Double
    }

    struct ChangePointsCase: Decodable {
        var counts, totals: [Int]
        var dispersion: Double
        var changes: [Int]
    }

    struct BurstsCase: Decodable {
        var scaling, transition: Double
        var counts, totals: [Int]
        var bursts: [[Double]]
    }

    struct Season: Decodable {
        var values: [Double]
        var seasons: Int
        var statistic, p: Double
    }

    var normal, normalTails, chiSquare, wilson, changes: [[Double]]
    var falseDiscovery: [[[Double]]]
    var kendall: [Kendall]
    var changePoints: [ChangePointsCase]
    var bursts: [BurstsCase]
    var seasons: [Season]
    var weeks: [String: String]

    static let all: Fixture = {
        let url = Bundle.module.url(forResource: "statistics", withExtension: "json", subdirectory: "Fixtures")!
        return try! JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }()
}

/// Whether two numbers are equal up to rounding.
func isClose(_ a: Double, _ b: Double, to tolerance: Double = 1e-9) -> Bool {
    abs(a - b) <= tolerance * max(abs(a), abs(b)) + 1e-14
}
