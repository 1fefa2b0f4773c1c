import Foundation
import TrendNumerics
import TestSupport
import Testing

@testable import Models

@Suite struct LogOddsTests {
    private let labels = 5

    /// Articles with scores near 1 for their label and -1 for the others, and labels drawn by the probabilities that a
    /// line of these scores gives.
    private func articles(_ count: Int, slope: Double, intercept: Double) -> (scores: [Float], sets: [[Int]]) {
        var generator = SeededGenerator(seed: 3)
        var (scores, sets) = ([Float](), [[Int]]())
        for index in 0..<count {
            let own = (0..<labels).map { label -> Float in
                (label == index % labels ? 0.2 : -0.8) + Float.random(in: -0.5...0.5, using: &generator)
            }
            let odds = own.map { 1 / (1 + exp(-(slope * Double($0) + intercept))) }
            var place = Double.random(in: 0..<odds.reduce(0, +), using: &generator)
            var label = 0
            while label < labels - 1, place >= odds[label] {
                place -= odds[label]
                label += 1
            }
            scores += own
            sets.append([label])
        }
        return (scores, sets)
    }

    private func error(_ line: LogOdds, _ scores: [Float], _ sets: [[Int]]) -> Double {
        let probabilities = LogisticRegressionModel.Kind.oneVsRest.probabilities(
            ofScores: line.of(scores), classes: labels, isSingleLabel: true)
        var count = ReliabilityCount()
        for (article, own) in sets.enumerated() {
            let row = probabilities[article * labels..<(article + 1) * labels]
            let best = row.indices.max { row[$0] < row[$1] }!
            count.add(row[best], isTrue: own == [best - row.startIndex])
        }
        return count.reliability!.expectedCalibrationError
    }

    @Test func findsTheLineThatGaveTheLabels() {
        let (scores, sets) = articles(20_000, slope: 4, intercept: -1)
        let line = LogOdds(scores: scores, labelSets: sets, labels: labels, isSingleLabel: true)
        #expect(abs(line.slope - 4) < 0.3 && abs(line.intercept + 1) < 0.3)
        #expect(error(line, scores, sets) < 0.02)
    }

    @Test func withSeveralLabelsItIsPlattsLine() {
        let (scores, sets) = articles(500, slope: 4, intercept: -1)
        let platt = PlattScaling(
            scores: scores, isTrue: sets.flatMap { own in (0..<labels).map { own.contains($0) } })
        let line = LogOdds(scores: scores, labelSets: sets, labels: labels, isSingleLabel: false)
        #expect(line.slope == platt.slope && line.intercept == platt.intercept)
    }

    @Test func keepsTheOrderOfScoresWithAnyLabels() {
        let (scores, sets) = articles(60, slope: 4, intercept: -1)
        // All wrong, all right, and labels that say nothing.
        for sets in [sets.map { [($0[0] + 1) % labels] }, (0..<60).map { [$0 % labels] }, sets.map { _ in [0] }] {
            let line = LogOdds(scores: scores, labelSets: sets, labels: labels, isSingleLabel: true)
            #expect(line.slope > 0 && line.slope < 100 && abs(line.intercept) < 100)
            #expect(line.of(scores).allSatisfy { $0.isFinite })
        }
    }

    @Test func aScaledModelGivesTheLogOdds() throws {
        let model = try LogisticRegressionModel(
            kind: .oneVsRest, features: 2, classes: 2, weights: [1, 2, 3, -4], intercepts: [0.5, -1])
        let (scores, sets) = articles(60, slope: 4, intercept: -1)
        let line = LogOdds(scores: scores, labelSets: sets, labels: labels, isSingleLabel: true)
        let features = CSRMatrix(columns: 2, rowOffsets: [0, 2, 3], columnIndices: [0, 1, 1], values: [1, 2, -1])
        let expected = line.of(model.scores(features))
        #expect(zip(try model.scaled(by: line).scores(features), expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }
}
