/// The counts of the n-grams in a part of the hash space.
///
/// Usual texts have few distinct n-grams, and one table holds them all. Texts made of random characters have as many as
/// characters. Where a table gets too large, it keeps the lower half of its hashes, and the texts are read again for the
/// others; of each piece only the n-grams that are kept go into the final table.
struct NGramShare: Sendable {
    /// All n-grams if `isWhole`, otherwise those that are kept.
    let counts: NGramCounts
    let isWhole: Bool
    /// Of all n-grams.
    let survey: NGramSurvey

    /// Counts a part.
    ///
    /// - Parameters:
    ///   - limit: the maximum number of n-grams in a table while counting.
    ///   - survey: notes an n-gram in the survey; nil for no survey.
    ///   - keeps: selects the n-grams of the final table; nil where nothing can be selected before all are surveyed.
    ///   - codes: by position in the concatenated texts; each n-gram of this share leaves its code where it begins, which
    ///     means something if the share is whole in the end.
    /// - Complexity: one pass over the texts for each `limit` distinct n-grams, rounded up to a power of two.
    init(
        of share: (part: Int, parts: Int), in source: NGramSource, limit: Int,
        survey note: ((NGramCounts.Slot, inout NGramSurvey) -> Void)?, keeps: ((NGramCounts.Slot) -> Bool)?,
        codes: UnsafeMutableBufferPointer<UInt32>
    ) {
        var survey = NGramSurvey()
        let all = NGramSource.buckets(of: share.part, share.parts)
        var kept = NGramCounts()
        var pending = [all]
        while let wanted = pending.popLast() {
            var range = wanted
            var counts = NGramCounts()
            source.forEachKey(
                documents: source.texts.indices, isWanted: { range.contains(NGramSource.bucket(of: $0)) },
                prefetch: { counts.prefetch($0) }
            ) { key, hash, document, place in
                if counts.count >= limit, range.count > 1 {
                    let middle = range.lowerBound + UInt64(range.count / 2)
                    pending.append(middle..<range.upperBound)
                    range = range.lowerBound..<middle
                    counts.removeAll { !range.contains(NGramSource.bucket(of: $0.key.mixed)) }
                }
                // It was asked for before the range shrank.
                guard range.contains(NGramSource.bucket(of: hash)) else { return }
                let order = counts.add(key, hash: hash, document: UInt32(document + 1))
                codes[place] = NGramShare.code(order, of: share)
            }
            if let note { counts.forEach { note($0, &survey) } }
            if range == all {
                kept.deallocate()
                (self.counts, isWhole, self.survey) = (counts, true, survey)
                return
            }
            if let keeps { counts.forEach { if keeps($0) { kept.insert($0) } } }
            counts.deallocate()
        }
        (self.counts, isWhole, self.survey) = (kept, false, survey)
    }

    /// A number for an n-gram of a part, from 1, which no other n-gram of any part has.
    @inline(__always)
    static func code(_ order: UInt32, of share: (part: Int, parts: Int)) -> UInt32 {
        order &* UInt32(truncatingIfNeeded: share.parts) &+ UInt32(truncatingIfNeeded: share.part) &+ 1
    }
}

/// What is known of all n-grams of a length before it is decided which of them are kept.
struct NGramSurvey: Sendable {
    /// By document frequency, the last for it and all above: the number of n-grams.
    private(set) var frequencies = [Int](repeating: 0, count: 4096)
    /// The numbers of occurrences that were noted.
    var occurrences: [UInt32] = []

    mutating func note(documentFrequency: UInt32) {
        frequencies[min(Int(documentFrequency), frequencies.count - 1)] += 1
    }

    mutating func add(_ other: NGramSurvey) {
        for (frequency, count) in other.frequencies.enumerated() { frequencies[frequency] += count }
        occurrences += other.occurrences
    }

    /// The least document frequency with which at most so many n-grams remain, as far as frequencies are told apart.
    func leastFrequency(leaving limit: Int) -> UInt32 {
        var (remaining, least) = (0, frequencies.count)
        while least > 1, remaining + frequencies[least - 1] <= limit {
            least -= 1
            remaining += frequencies[least]
        }
        return UInt32(min(least, frequencies.count - 1))
    }
}
