import Foundation
import Testing

@testable import TrendNumerics
@testable import Timeline

@Suite struct ShareEstimatorTests {
    /// A classifier that says 80% or 20%, and is right about it: 800 of 1,000 articles of either label are on its side.
    static let twoLabels: HeldOutSample = sample(
        (0..<2000).map { [$0 / 1000] }, (0..<2000).map { ($0 % 1000 < 800) == ($0 < 1000) ? [0.8, 0.2] : [0.2, 0.8] })

    static func sample(_ labelSets: [[Int]], _ probabilities: [[Double]], isSingleLabel: Bool = true) -> HeldOutSample {
        HeldOutSample(
            labelSets: labelSets, labels: probabilities[0].count, isSingleLabel: isSingleLabel, seed: 1
        ) { $0.flatMap { probabilities[$0] } }!
    }

    static func rows(_ probabilities: [[Double]]) -> ProbabilityRows {
        var rows = ProbabilityRows()
        for row in probabilities { rows.append(ProbabilityRow(row)) }
        return rows
    }

    /// Articles of four labels with probabilities that are right: of Gaussian scores, the own label's higher.
    static func random(_ labels: [Int], skill: Double, seed: UInt64) -> [[Double]] {
        var generator = SeededGenerator(seed: seed)
        return labels.map { own in
            let scores = (0..<4).map { exp(skill * (generator.nextGaussian() + ($0 == own ? skill : 0))) }
            let sum = scores.reduce(0, +)
            return scores.map { $0 / sum }
        }
    }

    private func span(_ count: Int, given: [Int], labeled: Int = 0) -> ShareEstimator.Span {
        .init(ranges: count > 0 ? [0..<count] : [], given: given, labeled: labeled)
    }

    @Test func twoLabelsFollowTheClosedForm() throws {
        let estimator = ShareEstimator(sample: Self.twoLabels)
        let rows = Self.rows((0..<500).map { $0 < 300 ? [0.8, 0.2] : [0.2, 0.8] })
        let found = try #require(estimator.shares(of: span(500, given: [0, 0]), in: rows))
        // (observed − false positives) / (true positives − false positives) = (0.6 − 0.2) / 0.6.
        #expect(abs(found[0].share - 2.0 / 3) < 1e-4 && abs(found[1].share - 1.0 / 3) < 1e-4)
        // An article's unmixed value is 4/3 or −1/3: of variance 4/9 within a label, over 500 articles, and over 1,000
        // held-out articles and a drift as of 200.
        let v = 4.0 / 9
        let held = 1 / 1000.0 + 1 / 200.0
        let exact = ShareVariance(
            constant: v / 3 / 500 + v / 9 * held, linear: v / 500, square: v * held
        ).interval(around: 2.0 / 3)
        #expect(abs(found[0].interval.lower - exact.lower) < 2e-3 && abs(found[0].interval.upper - exact.upper) < 2e-3)
        #expect(found[0].rateInterval.lower < found[0].interval.lower)
        #expect(found[0].rateInterval.upper > found[0].interval.upper)
    }

    @Test func aPerfectClassifierIsCounted() throws {
        let sure = (0..<600).map { $0 % 3 }
        func certain(_ labels: [Int]) -> [[Double]] { labels.map { own in (0..<3).map { $0 == own ? 1 : 0 } } }
        let estimator = ShareEstimator(sample: Self.sample(sure.map { [$0] }, certain(sure)))
        let labels = (0..<200).map { $0 < 120 ? 0 : $0 < 170 ? 1 : 2 }
        let found = try #require(
            estimator.shares(of: span(200, given: [0, 0, 0]), in: Self.rows(certain(labels))))
        for (label, count) in [120, 50, 30].enumerated() {
            #expect(abs(found[label].share - Double(count) / 200) < 1e-6)
            #expect(found[label].interval.upper - found[label].interval.lower < 1e-6)
            // Chance is all that is left: Wilson's interval.
            let wilson = Proportion(count, of: 200).interval()
            #expect(abs(found[label].rateInterval.lower - wilson.lower) < 1e-6)
            #expect(abs(found[label].rateInterval.upper - wilson.upper) < 1e-6)
        }
    }

    @Test func theLikeliestSharesAreThoseOfASlowSearch() {
        let own = (0..<800).map { $0 % 4 }
        let sample = Self.sample(own.map { [$0] }, Self.random(own, skill: 2, seed: 1))
        let probabilities = Self.random((0..<300).map { $0 < 200 ? 1 : 3 }, skill: 2, seed: 2)
        let found = PriorShift.likeliest(sample, Self.rows(probabilities), [0..<300])
        func likelihood(_ shares: [Double]) -> Double {
            probabilities.reduce(0) { sum, row in
                sum + log((0..<4).reduce(0) { $0 + row[$1] * shares[$1] / sample.priors[$1] })
            }
        }
        #expect(abs(found.reduce(0, +) - 1) < 1e-9)
        let best = likelihood(found)
        for label in 0..<4 {
            for step in [-0.01, 0.01] {
                var other = found
                other[label] = max(0, other[label] + step)
                let sum = other.reduce(0, +)
                #expect(likelihood(other.map { $0 / sum }) < best + 0.05)
            }
        }
    }

    @Test func sharesAddUpAndAreNearTheTruthWhereCountsAreNot() throws {
        let own = (0..<4000).map { $0 % 4 }
        let estimator = ShareEstimator(sample: Self.sample(own.map { [$0] }, Self.random(own, skill: 1.5, seed: 1)))
        let labels = (0..<2000).map { $0 < 1800 ? 0 : $0 < 1900 ? 1 : 2 }
        let probabilities = Self.random(labels, skill: 1.5, seed: 5)
        let found = try #require(
            estimator.shares(of: span(2000, given: [0, 0, 0, 0]), in: Self.rows(probabilities)))
        #expect(abs(found.reduce(0) { $0 + $1.share } - 1) < 1e-6)
        let truth = [0.9, 0.05, 0.05, 0]
        let counted = (0..<4).map { label in
            Double(probabilities.count { row in row.indices.max { row[$0] < row[$1] } == label }) / 2000
        }
        for label in 0..<4 {
            #expect(abs(found[label].share - truth[label]) < 0.03)
            #expect(found[label].interval.lower <= truth[label] && truth[label] <= found[label].interval.upper)
            #expect(abs(counted[label] - truth[label]) > 0.03)
        }
    }

    @Test func givenLabelsCountAsTheyAre() throws {
        let estimator = ShareEstimator(sample: Self.twoLabels)
        let rows = Self.rows((0..<500).map { $0 < 300 ? [0.8, 0.2] : [0.2, 0.8] })
        let alone = try #require(estimator.shares(of: span(0, given: [30, 70], labeled: 100), in: rows))
        #expect(alone[0].share == 0.3 && alone[0].interval == Interval(lower: 0.3, upper: 0.3))
        #expect(alone[0].rateInterval == Proportion(30, of: 100).interval())
        let mixed = try #require(estimator.shares(of: span(500, given: [100, 400], labeled: 500), in: rows))
        #expect(abs(mixed[0].share - (100 + 500 * 2.0 / 3) / 1000) < 1e-4)
        let tagged = try #require(estimator.shares(of: span(500, given: [0, 0]), in: rows))
        let (whole, half) = (tagged[0].interval, mixed[0].interval)
        #expect(abs((half.upper - half.lower) * 2 - (whole.upper - whole.lower)) < 1e-3)
    }

    @Test func severalLabelsAreUnmixedTogether() throws {
        // Label 1 is mistaken for label 0 in half of its articles; articles have none, one or both.
        var generator = SeededGenerator(seed: 4)
        func probabilities(_ own: [Int]) -> [Double] {
            let chance = Double(generator.next() >> 11) * 0x1p-53
            let seen = own.contains(0) || own == [1] && chance < 0.5
            return [seen ? 0.8 : 0.05, own.contains(1) ? 0.9 : 0.1]
        }
        let known = (0..<4000).map { [[], [0], [1], [0, 1]][$0 % 4] }
        let estimator = ShareEstimator(
            sample: Self.sample(known, known.map(probabilities), isSingleLabel: false))
        let labels: [[Int]] = (0..<1000).map { $0 < 600 ? [1] : $0 < 700 ? [0] : [] }
        let found = try #require(
            estimator.shares(of: span(1000, given: [0, 0]), in: Self.rows(labels.map(probabilities))))
        #expect(found[0].interval.lower <= 0.1 && 0.1 <= found[0].interval.upper)
        #expect(abs(found[1].share - 0.6) < 0.02)
    }

    @Test func labelsThatCannotBeToldApartAreNotEstimated() {
        let own = (0..<200).map { $0 % 2 }
        let estimator = ShareEstimator(sample: Self.sample(own.map { [$0] }, own.map { _ in [0.5, 0.5] }))
        #expect(estimator.shares(of: span(10, given: [0, 0]), in: Self.rows((0..<10).map { _ in [0.5, 0.5] })) == nil)
    }

    @Test func equalMonthsDoNotDifferAndUnequalOnesDo() throws {
        let own = (0..<4000).map { $0 % 4 }
        let estimator = ShareEstimator(sample: Self.sample(own.map { [$0] }, Self.random(own, skill: 2, seed: 1)))
        let labels =
            (0..<500).map { $0 < 250 ? 0 : 1 + $0 % 3 } + (0..<500).map { $0 < 250 ? 0 : 1 + $0 % 3 }
            + (0..<500).map { $0 < 350 ? 0 : 1 + $0 % 3 }
        let rows = Self.rows(Self.random(labels, skill: 2, seed: 9))
        func part(_ range: Range<Int>) -> ShareEstimator.Span { .init(ranges: [range], given: [0, 0, 0, 0]) }
        let same = try #require(estimator.changes(from: part(0..<500), to: part(500..<1000), in: rows))
        #expect(same[0].pValue > 0.05 && same[0].interval.lower < 0 && same[0].interval.upper > 0)
        let other = try #require(estimator.changes(from: part(0..<500), to: part(1000..<1500), in: rows))
        #expect(other[0].pValue < 1e-4 && other[0].interval.lower > 0 && other[0].interval.upper < 0.4)
        // Without tagged articles it is the test of counts.
        let given = try #require(
            estimator.changes(
                from: .init(given: [40, 60, 0, 0], labeled: 100), to: .init(given: [60, 40, 0, 0], labeled: 100),
                in: rows))
        let counted = ProportionChange(from: Proportion(40, of: 100), to: Proportion(60, of: 100)).pValue
        #expect(abs(given[0].pValue - counted) < 1e-9)
    }

    @Test func theIntervalWithoutErrorsIsWilsons() {
        let chance = ShareVariance(constant: 0, linear: 1 / 80.0, square: -1 / 80.0).interval(around: 0.25)
        let wilson = Proportion(20, of: 80).interval()
        #expect(abs(chance.lower - wilson.lower) < 1e-12 && abs(chance.upper - wilson.upper) < 1e-12)
        // Estimates beyond the ends leave the possible shares alone.
        let below = ShareVariance(constant: 1e-4, linear: 0, square: 0).interval(around: -0.01)
        #expect(below.lower == 0 && abs(below.upper - 0.0096) < 1e-4)
    }
}
