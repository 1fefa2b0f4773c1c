import Foundation
import TrendNumerics
import Text

/// The phrases of a corpus; finds them in texts.
public struct PhraseLexicon: Sendable {
    /// A phrase with its statistics in the corpus.
    public struct Phrase: Equatable, Sendable, Codable {
        /// The phrase as it is shown.
        public internal(set) var text: String
        /// The number of the corpus's distinct texts with the phrase.
        public let documentFrequency: Int
        /// The number of occurrences in the distinct texts.
        public let occurrences: Int
        /// The pointwise mutual information of the weakest split, in nats.
        public let cohesion: Double
        /// The branching entropy of the less free side, in nats.
        public let freedom: Double
        /// The rank of phrases: the product of ln(document frequency), cohesion and freedom.
        public let score: Double
        let units: [UInt32]

        /// Whether one phrase contains the other, or they share a run of at least two units and half of the shorter
        /// one.
        public func isLike(_ other: Phrase) -> Bool {
            if text.contains(other.text) || other.text.contains(text) { return true }
            let common = PhraseLexicon.commonRun(units, other.units)
            let shorter = min(units.count, other.units.count)
            return common >= 2 && 2 * common >= shorter
        }
    }

    /// The length of the longest run that both sequences contain.
    ///
    /// - Complexity: O(a × b × run).
    public static func commonRun(_ a: [UInt32], _ b: [UInt32]) -> Int {
        var longest = 0
        for i in a.indices {
            for j in b.indices {
                var length = 0
                while i + length < a.count, j + length < b.count, a[i + length] == b[j + length] { length += 1 }
                longest = max(longest, length)
            }
        }
        return longest
    }

    /// The best one first.
    public internal(set) var phrases: [Phrase]
    let words: PhraseWords
    let trie: PhraseTrie

    /// The number of phrases.
    public var count: Int { phrases.count }

    init(_ candidates: [PhraseStatistics.Candidate], words: PhraseWords) {
        let phrases = candidates.map { candidate in
            let freedom = min(candidate.leftEntropy, candidate.rightEntropy)
            return Phrase(
                text: words.text(of: candidate.units), documentFrequency: candidate.documentFrequency,
                occurrences: candidate.occurrences, cohesion: candidate.cohesion, freedom: freedom,
                score: log(Double(candidate.documentFrequency)) * candidate.cohesion * freedom, units: candidate.units)
        }
        self.init(
            phrases.sorted {
                $0.score != $1.score ? $0.score > $1.score : $0.units.lexicographicallyPrecedes($1.units)
            }, words: words)
    }

    init(_ phrases: [Phrase], words: PhraseWords) {
        self.phrases = phrases
        self.words = words
        trie = PhraseTrie(phrases.map(\.units))
    }

    /// An occurrence of a phrase in a text.
    public struct Occurrence: Equatable, Sendable {
        /// The index in `phrases`.
        public var phrase: Int
        /// The range in the text's scalars.
        public var range: Range<Int>
    }

    /// Finds the phrases of a normalized text, in order.
    ///
    /// - Parameter overlapping: whether to find all phrases, including those inside and across others, with shorter
    ///   ones first if they begin together. Otherwise only the longest phrase at each position is found, from left to
    ///   right.
    /// - Complexity: one look-up per unit of the text and per unit of every match that begins there.
    public func occurrences(in text: [UInt32], overlapping: Bool = false) -> [Occurrence] {
        var units: [UInt32] = []
        var ranges: [Range<Int>] = []
        units.reserveCapacity(text.count)
        ranges.reserveCapacity(text.count)
        words.forEachUnit(in: text) { unit, range in
            units.append(unit)
            ranges.append(range)
        }
        var found: [Occurrence] = []
        units.withUnsafeBufferPointer { units in
            trie.withFinder { finder in
                var start = 0
                while start < units.count {
                    var next = start + 1
                    let before = found.count
                    trie.forEachMatch(in: units, from: start, finder) { phrase, end in
                        if !overlapping {
                            found.removeLast(found.count - before)
                            next = end
                        }
                        found.append(
                            Occurrence(phrase: phrase, range: ranges[start].lowerBound..<ranges[end - 1].upperBound))
                    }
                    start = next
                }
            }
        }
        return found
    }
}

extension PhraseLexicon: Codable {
    private enum Key: CodingKey {
        case words, phrases
    }

    /// Encodes the words and the phrases.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(words.words, forKey: .words)
        try container.encode(phrases, forKey: .phrases)
    }

    /// Decodes a lexicon and checks it, because it may come from a file.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless the words are in order, phrases consist of these words and of
    ///   characters, and no phrase occurs twice.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let words = PhraseWords(sorted: try container.decode([String].self, forKey: .words)) else {
            throw FeatureError.damagedVocabulary
        }
        let phrases = try container.decode([Phrase].self, forKey: .phrases)
        guard Set(phrases.map(\.units)).count == phrases.count,
            phrases.allSatisfy({ phrase in
                !phrase.text.isEmpty && (1...PhraseLexicon.longest).contains(phrase.units.count)
                    && phrase.units.allSatisfy(words.isUnit)
            })
        else { throw FeatureError.damagedVocabulary }
        self.init(phrases, words: words)
    }

    /// The maximum length of a phrase in a file, in units.
    private static let longest = 64
}
