import Foundation

/// Counts of the n-grams of units, and from them how well each holds together and stands free.
struct PhraseStatistics {
    /// What is known of one n-gram; entropies and information in nats.
    struct Candidate: Equatable {
        var units: [UInt32]
        var documentFrequency: Int
        var occurrences: Int
        /// How often the n-gram without its last unit stands.
        var prefixOccurrences: Int
        /// Pointwise mutual information of the weakest split. A single word has none, so it gets the most
        /// that an n-gram so frequent can have.
        var cohesion: Double
        /// The cohesion as a share of that most, −ln p.
        var relativeCohesion: Double
        /// Branching entropy: of what stands before, and behind.
        var leftEntropy: Double
        var rightEntropy: Double
    }

    private var levels: [Level] = []
    /// Units of all texts, borders left out.
    private var total = 0

    /// The n-grams of one length that are in enough texts.
    fileprivate struct Level {
        var counts: NGramLevel
        /// By place in the level: the number, from 1, of the n-gram without its first unit.
        var suffixes: [UInt32]
        /// By place: how often a numeral stands before, and a numeral character behind.
        var numeralsBefore: [UInt32]
        var numeralsBehind: [UInt32]
        /// By place: whether the first unit is a numeral, and the last one a numeral character.
        var beginsWithNumeral: [Bool]
        var endsWithNumeral: [Bool]
    }

    /// - Parameter texts: their units, a border behind the last one of each.
    /// - Complexity: two look-ups a unit and length, as in `NGramLevel`, which leaves out what is rare.
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
        let least = UInt32(minimumDocumentFrequency)
        var shorter: NGramLevel?
        // One longer than the longest, which are neighbors only.
        for length in 1...longest + 1 {
            let counts = NGramLevel(length: length, texts: texts, starts: starts, previous: shorter, threads: threads) {
                _ in
                { $0.documentFrequency >= least && (length > 1 || $0.key.scalar != PhraseWords.border) }
            }
            var level = Level(counts: counts, length: length, shorter: shorter, numerals: numerals)
            shorter = counts
            level.counts.forgetPlaces()
            levels.append(level)
            if counts.count == 0 { break }
        }
    }

    /// The n-grams that `isWanted`, shorter ones first, those of a length in the order of their units.
    ///
    /// - Parameter isFree: asked first, by the occurrences and the entropy of the less free side: most
    ///   n-grams are not, and the others cost more.
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
                let most = log(Double(total) / Double(occurrences))
                let cohesion = index == 0 ? most : cohesion(index, place)
                let prefix = Int(counts.prefixes[place]) - 1
                let candidate = Candidate(
                    units: units(index, place), documentFrequency: Int(counts.documentFrequency[place]),
                    occurrences: occurrences,
                    prefixOccurrences: index == 0 ? total : Int(levels[index - 1].counts.occurrences[prefix]),
                    cohesion: cohesion, relativeCohesion: most > 0 ? cohesion / most : 0,
                    leftEntropy: left[place], rightEntropy: right[place])
                if isWanted(candidate) { found.append(candidate) }
            }
        }
        return found
    }

    /// By place in the level, the entropy on one side, in nats: H = ln n − Σ c ln c ∕ n over the neighbors.
    ///
    /// A border, and a neighbor too rare to make an n-gram of the next level, is each time another one; it
    /// adds nothing to the sum. All numerals before are one, since `月24日` is no freer for the many months, and
    /// so are numeral characters behind, as after `神舟十`; digits behind end a phrase.
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

    /// Pointwise mutual information of the weakest split.
    private func cohesion(_ index: Int, _ place: Int) -> Double {
        // Of the prefixes, then of the suffixes, by length − 1.
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
    /// - Parameters:
    ///   - shorter: the level before, its places not yet forgotten.
    ///   - numerals: by place in the concatenated texts.
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
                        // A border stands behind every text.
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
