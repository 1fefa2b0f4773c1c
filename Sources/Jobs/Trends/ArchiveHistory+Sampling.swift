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

    /// - Parameters:
    ///   - count: the sampled stories with the phrase.
    ///   - mean: how many are expected of a phrase at its limit.
    /// - Returns: whether so many are less likely than `error`, by Chernoff's bound for a Poisson variable.
    static func isAbove(_ count: Int, mean: Double) -> Bool {
        let count = Double(count)
        guard count > mean, mean > 0 else { return false }
        return count * log(count / mean) - count + mean > -log(error)
    }
}

extension ArchiveHistory {
    private static let sampleSizes = 1 << 11...1 << 16
    private static let seed: UInt64 = 1

    /// The phrases that are above their limits beyond doubt, by a sample of the stories of some periods.
    ///
    /// - Parameter asked: indices of the phrases that are looked for.
    func frequent(
        _ phrases: PhraseLexicon, _ asked: [Int], in periods: Range<Int>, _ limits: [Int]
    ) throws -> [Int] {
        let stories = periods.reduce(0) { $0 + totals.stories[$1] }
        // Large enough for all but the rarest phrases.
        let sorted = asked.map { limits[$0] }.sorted()
        let limit = max(1, sorted[sorted.count / 10])
        guard limit < stories else { return [] }
        let size = min(
            max(Int(PhraseLimit.mean * Double(stories) / Double(limit)), ArchiveHistory.sampleSizes.lowerBound),
            ArchiveHistory.sampleSizes.upperBound)
        let sample = sample(of: size, from: stories, in: periods)
        var finder = PhraseFinder(phrases.only(asked))
        var counts = [Int](repeating: 0, count: asked.count)
        try texts.forEach(sample, threads: threads) { _, text in
            finder.find(in: text)
            for phrase in finder.found { counts[Int(phrase)] += 1 }
        }
        let share = Double(sample.count) / Double(stories)
        return zip(asked, counts).filter { phrase, count in
            count > limits[phrase] || PhraseLimit.isAbove(count, mean: share * Double(limits[phrase]))
        }.map(\.0)
    }

    /// One article of each of some stories: one of each run of as many stories in the order of time.
    private func sample(of size: Int, from stories: Int, in periods: Range<Int>) -> [Int] {
        var random = SeededGenerator(seed: ArchiveHistory.seed)
        let step = max(1, Double(stories) / Double(size))
        var lastPeriods = [Int32](repeating: -1, count: (corpus.stories.max() ?? -1) + 1)
        var (rank, run) = (0, 0.0)
        func next() -> Int { Int((run + Double.random(in: 0..<1, using: &random)) * step) }
        var chosen = next()
        var sample: [Int] = []
        for period in periods {
            for place in articles[period] where lastPeriods[corpus.stories[place]] != Int32(period) {
                lastPeriods[corpus.stories[place]] = Int32(period)
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

    /// Whether a phrase is above its limit beyond doubt, by some of the articles that may contain it.
    ///
    /// - Parameters:
    ///   - phrase: it alone.
    ///   - candidates: the places of these articles, by period.
    func isFrequent(_ phrase: PhraseLexicon, _ candidates: [Int: [Int]], limit: Int) throws -> Bool {
        guard candidates.values.reduce(0, { $0 + $1.count }) > max(limit, sampledCandidates) else { return false }
        let stories = candidates.sorted { $0.key < $1.key }.flatMap { _, places in
            var seen: Set<Int> = []
            return places.filter { seen.insert(corpus.stories[$0]).inserted }
        }
        guard stories.count > max(limit, sampledCandidates) else { return false }
        var random = SeededGenerator(seed: ArchiveHistory.seed)
        let order = stories.shuffled(using: &random)
        var finder = PhraseFinder(phrase)
        var (read, count) = (0, 0)
        while read < min(order.count, ArchiveHistory.mostCandidates) {
            let part = order[read..<min(order.count, read + ArchiveHistory.candidatesAtOnce)].sorted()
            try texts.forEach(part, threads: 1) { _, text in
                finder.find(in: text)
                if !finder.found.isEmpty { count += 1 }
            }
            read += part.count
            let mean = Double(read) * Double(limit) / Double(stories.count)
            if count > limit || PhraseLimit.isAbove(count, mean: mean) { return true }
        }
        return false
    }

    static let candidatesAtOnce = 32
    private static let mostCandidates = 512
}
