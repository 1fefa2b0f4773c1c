import Features
import Foundation
import TrendNumerics

/// Whether a sample shows that a phrase is above a limit.
struct PhraseLimit {
    /// The maximum probability of taking a phrase at its limit for one above it.
    static let error = 1e-5
    /// The mean of the sampled stories with a phrase at its limit at which nearly all phrases that are eight times as
    /// frequent are recognized.
    static let mean = 4.0
    private static let largest = 512

    /// - Parameters:
    ///   - count: the sampled stories with the phrase.
    ///   - mean: how many are expected of a phrase at its limit.
    /// - Returns: whether so many are less likely than `error`, by Chernoff's bound for a Poisson variable.
    static func isAbove(_ count: Int, mean: Double) -> Bool {
        let count = Double(count)
        guard count > mean, mean > 0 else { return false }
        return count * log(count / mean) - count + mean > -log(error)
    }

    /// How many of the stories that may have a phrase have to be looked at if it is above its limit in nearly all of them.
    static func size(limit: Int, of stories: Int) -> Int {
        let share = Double(limit) / Double(stories)
        guard share > 0, share < 1 else { return largest }
        let size = -log(error) / (share - 1 - log(share))
        return min(largest, Int(1.25 * size) + 4)
    }
}

extension ArchiveHistory {
    private static let sampleSizes = 1 << 11...1 << 16
    private static let seed: UInt64 = 1
    /// A part is not sampled again if so many of the stories with a phrase at its limit are expected in the sample of all.
    private static let enough = 1.5

    /// Leaves out the phrases that are above their limits beyond doubt, by a sample of the stories of some periods.
    func leaveOutFrequent(_ question: inout PhraseQuestion, in periods: Range<Int>) throws {
        // What was drawn from all articles is read already.
        let drawn = isIn == nil ? nil : question.known.sample(of: periods)
        if let drawn {
            let places = drawn.places.filter { isIn![Int($0)] }
            try leaveOutFrequent(&question, by: PhraseSample(places: places, share: drawn.share))
        }
        guard periods.reduce(0, { $0 + articles[$1].count }) > sampledFrom, question.left.count > fewPhrases / 8 else {
            return
        }
        let stories = periods.reduce(0) { $0 + totals.stories[$1] }
        // Large enough for all but the rarest phrases.
        let sorted = question.left.map { question.limit(of: $0) }.sorted()
        let limit = max(1, sorted[sorted.count / 10])
        guard limit < stories, (drawn?.share ?? 0) * Double(limit) < ArchiveHistory.enough else { return }
        let size = min(
            max(Int(PhraseLimit.mean * Double(stories) / Double(limit)), ArchiveHistory.sampleSizes.lowerBound),
            ArchiveHistory.sampleSizes.upperBound)
        let places = sample(of: size, from: stories, in: periods)
        let sample = PhraseSample(places: places, share: Double(places.count) / Double(stories))
        if isIn == nil { question.known.keep(sample, of: periods) }
        try leaveOutFrequent(&question, by: sample)
    }

    private func leaveOutFrequent(_ question: inout PhraseQuestion, by sample: PhraseSample) throws {
        var counts: [Int32: Int] = [:]
        try question.known.found(in: sample.places, threads: threads).forEach { _, phrase in
            counts[phrase, default: 0] += 1
        }
        question.leaveOut(
            question.left.filter { phrase in
                let (count, limit) = (counts[question.numbers[phrase], default: 0], question.limit(of: phrase))
                return count > limit || PhraseLimit.isAbove(count, mean: sample.share * Double(limit))
            })
    }

    /// One article of each of some stories: one of each run of as many stories in the order of time.
    private func sample(of size: Int, from stories: Int, in periods: Range<Int>) -> [Int32] {
        var random = SeededGenerator(seed: ArchiveHistory.seed)
        let step = max(1, Double(stories) / Double(size))
        var lastPeriods = [Int32](repeating: -1, count: (corpus.stories.max() ?? -1) + 1)
        var (rank, run) = (0, 0.0)
        func next() -> Int { Int((run + Double.random(in: 0..<1, using: &random)) * step) }
        var chosen = next()
        var sample: [Int32] = []
        for period in periods {
            for place in articles[period] where lastPeriods[corpus.stories[Int(place)]] != Int32(period) {
                lastPeriods[corpus.stories[Int(place)]] = Int32(period)
                if rank == chosen {
                    sample.append(place)
                    run += 1
                    chosen = max(rank + 1, next())
                }
                rank += 1
            }
        }
        return sample.sorted()
    }

    /// One of each of some runs of as many places.
    static func sample(of size: Int, from places: [Int32]) -> [Int32] {
        guard size < places.count else { return places }
        var random = SeededGenerator(seed: seed)
        return (0..<size).map { run in
            places[Int.random(in: run * places.count / size..<(run + 1) * places.count / size, using: &random)]
        }
    }
}
