import Foundation

/// Counts n-grams of units, and computes how cohesive and free each one is.
struct PhraseStatistics {
    /// The statistics of one n-gram; entropies and information in nats.
    struct Candidate: Equatable {
        var units: [UInt32]
        var documentFrequency: Int
        var occurrences: Int
        /// The number of occurrences of the n-gram without its last unit.
        var prefixOccurrences: Int
        /// The pointwise mutual information of the weakest split. A single word has no split, so it gets the maximum
        /// for its frequency.
        var cohesion: Double
        /// The cohesion as a share of that maximum, −ln p.
        var relativeCohesion: Double
        /// The branching entropy of the units before.
        var leftEntropy: Double
        /// The branching entropy of the units after.
        var rightEntropy: Double
    }

    private var levels: [Level] = []
    /// The number of units in all texts, without borders.
    private var total = 0

    /// The n-grams of one length that occur in enough texts.
    fileprivate struct Level {
        var counts: NGramLevel
        /// By position in the level: the number, from 1, of the n-gram without its first unit.
        var suffixes: [UInt32]
        /// By position: how often a numeral comes before.
        var numeralsBefore: [UInt32]
        /// By position: how often a numeral character comes after.
        var numeralsBehind: [UInt32]
        /// By position: whether the first unit is a numeral.
        var beginsWithNumeral: [Bool]
        /// By position: whether the last unit is a numeral character.
        var endsWithNumeral: [Bool]
    }

    /// Counts the n-grams of texts.
    ///
    /// - Parameter texts: the units of each text, followed by a border.
    /// - Complexity: one look-up per unit and length, as in `NGramLevel`, which leaves out rare n-grams.
    init(_ texts: [[UInt32]], words: PhraseWords, longest: Int, minimumDocumentFrequency: Int, threads: Int) {
        var starts = [0]
        starts.reserveCapacity(texts.count + 1)
        var numerals: [PhraseWords.Numeral] = []
        for text in texts {
            starts.append(starts[starts.count - 1] + text.count)
            for unit in text {
                if unit != PhraseWords.border { total += 1 }
                numerals.append(words.numeral(unit))
            }
        }
        let minimum = UInt32(minimumDocumentFrequency)
        var shorter: NGramLevel?
        // One longer than the longest phrase, because the longest phrases need neighbors too.
        for length in 1...longest + 1 {
            let counts = NGramLevel(length: length, texts: texts, starts: starts, previous: shorter, threads: threads) {
                _ in
                { $0.documentFrequency >= minimum && (length > 1 || $0.key.scalar != PhraseWords.border) }
            }
            var level = Level(counts: counts, length: length, shorter: shorter, numerals: numerals)
            shorter = counts
            level.counts.forgetPlaces()
            levels.append(level)
            if counts.count == 0 { break }
        }
    }

    /// The n-grams that satisfy `isWanted`, shorter ones first, those of one length in the order of their units.
    ///
    /// - Parameter isFree: called first, with the occurrences and the entropy of the less free side. Most n-grams fail
    ///   it, and the other statistics cost more.
    func candidates(
        isFree: (_ occurrences: Int, _ entropy: Double) -> Bool, where isWanted: (Candidate) -> Bool
    ) -> [Candidate] {
        var found: [Candidate] = []
        for index in levels.indices.dropLast() {
            let counts = levels[index].counts
            let left = entropies(index, before: true)
            let right = entropies(index, before: false)
            for place in 0..<counts.count {
                let occurrences = Int(counts.occurrences[place])
                guard isFree(occurrences, min(left[place], right[place])) else { continue }
                let maximum = log(Double(total) / Double(occurrences))
                let cohesion = index == 0 ? maximum : cohesion(index, place)
                let prefix = Int(counts.prefixes[place]) - 1
                let candidate = Candidate(
                    units: units(index, place), documentFrequency: Int(counts.documentFrequency[place]),
                    occurrences: occurrences,
                    prefixOccurrences: index == 0 ? total : Int(levels[index - 1].counts.occurrences[prefix]),
                    cohesion: cohesion, relativeCohesion: maximum > 0 ? cohesion / maximum : 0,
                    leftEntropy: left[place], rightEntropy: right[place])
                if isWanted(candidate) { found.append(candidate) }
            }
        }
        return found
    }

    /// By position in the level, the entropy on one side, in nats: H = ln n − Σ c ln c ∕ n over the neighbors.
    ///
    /// Every border counts as a different neighbor, and so does every neighbor that is too rare for an n-gram of the
    /// next level. Neither adds to the sum. All numerals before count as one, because `月24日` is no freer for the many
    /// months. So do numeral characters after, as in `神舟十`; digits after end a phrase.
    private func entropies(_ index: Int, before: Bool) -> [Double] {
        let level = levels[index]
        let longer = levels[index + 1]
        let numerals = before ? level.numeralsBefore : level.numeralsBehind
        let isOneOfThem = before ? longer.beginsWithNumeral : longer.endsWithNumeral
        var sums = numerals.map { $0 > 0 ? Double($0) * log(Double($0)) : 0 }
        for place in 0..<longer.counts.count where !isOneOfThem[place] {
            let inner = before ? longer.suffixes[place] : longer.counts.prefixes[place]
            let count = Double(longer.counts.occurrences[place])
            sums[Int(inner) - 1] += count * log(count)
        }
        return sums.indices.map { place in
            let count = Double(level.counts.occurrences[place])
            return log(count) - sums[place] / count
        }
    }

    /// The pointwise mutual information of the weakest split.
    private func cohesion(_ index: Int, _ place: Int) -> Double {
        // Occurrences of the prefixes, by length − 1.
        var prefixes = [Double](repeating: 0, count: index + 1)
        var at = place
        for length in (0...index).reversed() {
            prefixes[length] = Double(levels[length].counts.occurrences[at])
            at = Int(levels[length].counts.prefixes[at]) - 1
        }
        var likeliest = 0.0
        at = Int(levels[index].suffixes[place]) - 1
        for length in (0..<index).reversed() {
            let suffix = Double(levels[length].counts.occurrences[at])
            likeliest = max(likeliest, prefixes[index - length - 1] * suffix)
            at = Int(levels[length].suffixes[at]) - 1
        }
        return log(prefixes[index] * Double(total) / likeliest)
    }

    private func units(_ index: Int, _ place: Int) -> [UInt32] {
        var units: [UInt32] = []
        var at = place
        for length in (0...index).reversed() {
            units.append(levels[length].counts.scalars[at])
            at = Int(levels[length].counts.prefixes[at]) - 1
        }
        return units.reversed()
    }
}

extension PhraseStatistics.Level {
    /// Takes the n-grams of one length.
    ///
    /// - Parameters:
    ///   - shorter: the previous level, with its positions.
    ///   - numerals: by position in the concatenated texts.
    fileprivate init(counts: NGramLevel, length: Int, shorter: NGramLevel?, numerals: [PhraseWords.Numeral]) {
        var suffixes = [UInt32](repeating: 0, count: counts.count)
        var (before, behind) = (suffixes, suffixes)
        var begins = [Bool](repeating: false, count: counts.count)
        var ends = begins
        counts.numbers.withUnsafeBufferPointer { numbers in
            (shorter?.numbers ?? []).withUnsafeBufferPointer { shorter in
                numerals.withUnsafeBufferPointer { numerals in
                    for place in numbers.indices where numbers[place] > 0 {
                        let own = Int(numbers[place]) - 1
                        if length > 1 { suffixes[own] = shorter[place + 1] }
                        begins[own] = numerals[place] != .none
                        ends[own] = numerals[place + length - 1] == .character
                        if place > 0, numerals[place - 1] != .none { before[own] += 1 }
                        // A border follows every text.
                        if numerals[place + length] == .character { behind[own] += 1 }
                    }
                }
            }
        }
        self.counts = counts
        self.suffixes = suffixes
        (numeralsBefore, numeralsBehind) = (before, behind)
        (beginsWithNumeral, endsWithNumeral) = (begins, ends)
    }
}
