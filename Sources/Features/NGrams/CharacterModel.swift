import TrendNumerics
import Foundation

/// How likely each character is after the one before it, learned from texts.
///
/// Every text has characters, so it can be compared with others even if it shares no phrase with them. The estimate is
/// that of Witten and Bell ("The zero-frequency problem", IEEE Transactions on Information Theory, 1991): the fewer
/// different characters followed a character, the less is left to those that never did, and these share it by how
/// frequent they are anywhere.
///
/// All digits count as one character, and so does whatever lies between letters.
public struct CharacterModel: Sendable {
    /// The known characters, as scalars in ascending order. Their numbers begin at 1; 0 is any other character.
    public let characters: [UInt32]
    /// The pairs that occur, in ascending order: the number of the first character in the upper 16 bits, that of the
    /// second in the lower ones.
    public let pairs: [UInt32]
    /// The occurrences of each pair.
    public let counts: [UInt32]

    /// The number of a scalar, by scalar; scalars beyond the end have no number.
    private let numbers: [UInt16]
    /// The first pair of each character, and the number of pairs at the end.
    private let starts: [Int]
    /// By number: how often a character was the first of a pair, and how often the second.
    private let before: [Double]
    private let after: [Double]
    /// The occurrences of all pairs.
    private let total: Double

    /// The number of characters of a text that count, from its beginning.
    static let maximumLength = 512
    /// The number of characters that a model is learned from, some 50,000 titles.
    static let maximumCharacters = 1 << 20
    /// The occurrences added to each character, and to as many unknown ones.
    private static let smoothing = 0.5
    private static let unknownCharacters = 1000.0

    /// Creates a model from its parts; nil unless they match.
    public init?(characters: [UInt32], pairs: [UInt32], counts: [UInt32]) {
        guard characters.count <= Int(UInt16.max), pairs.count == counts.count,
            zip(characters, characters.dropFirst()).allSatisfy(<), characters.last ?? 0 <= 0x10FFFF,
            zip(pairs, pairs.dropFirst()).allSatisfy(<), counts.allSatisfy({ $0 > 0 && $0 < 1 << 24 }),
            pairs.allSatisfy({ $0 >> 16 <= characters.count && $0 & 0xFFFF <= characters.count })
        else { return nil }
        self.characters = characters
        self.pairs = pairs
        self.counts = counts
        var numbers = [UInt16](repeating: 0, count: Int(characters.last ?? 0) + 1)
        for (index, scalar) in characters.enumerated() { numbers[Int(scalar)] = UInt16(index + 1) }
        var starts = [Int](repeating: 0, count: characters.count + 2)
        var before = [Double](repeating: 0, count: characters.count + 1)
        var after = before
        for (pair, count) in zip(pairs, counts) {
            starts[Int(pair >> 16) + 1] += 1
            before[Int(pair >> 16)] += Double(count)
            after[Int(pair & 0xFFFF)] += Double(count)
        }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        (self.numbers, self.starts, self.before, self.after) = (numbers, starts, before, after)
        total = before.reduce(0, +)
    }

    /// Learns from the distinct ones among texts, or among an even sample of many.
    ///
    /// - Parameter texts: the scalars of normalized texts.
    /// - Returns: the model, and the indices of the texts that it was learned from.
    /// - Complexity: linear in the texts, except for the sorting of at most a million pairs.
    public static func learned(from texts: [[UInt32]]) -> (model: CharacterModel, texts: [Int]) {
        let length = texts.reduce(0) { $0 + min($1.count, maximumLength) }
        let step = max(1, (length + maximumCharacters - 1) / maximumCharacters)
        var known = Set<[UInt32]>()
        var (sample, rows): ([Int], [[UInt32]]) = ([], [])
        for index in stride(from: 0, to: texts.count, by: step) {
            var row: [UInt32] = []
            forEachCharacter(of: texts[index]) { row.append($0) }
            guard known.insert(row).inserted else { continue }
            sample.append(index)
            rows.append(row)
        }
        let characters = Array(Set(rows.joined()).sorted().prefix(Int(UInt16.max)))
        let alphabet = CharacterModel(characters: characters, pairs: [], counts: [])!
        var all: [UInt32] = []
        for row in rows {
            for (first, second) in zip(row, row.dropFirst()) {
                all.append(alphabet.number(first) << 16 | alphabet.number(second))
            }
        }
        all.sort()
        var (pairs, counts): ([UInt32], [UInt32]) = ([], [])
        for pair in all {
            if pair == pairs.last {
                counts[counts.count - 1] += 1
            } else {
                pairs.append(pair)
                counts.append(1)
            }
        }
        return (CharacterModel(characters: characters, pairs: pairs, counts: counts)!, sample)
    }

    /// Memory that judging texts one after another needs.
    public struct Scratch {
        fileprivate var pairs: [UInt32] = []
        /// By number: how often a learned text has a character as a second one.
        fileprivate var seconds: [Double] = []

        public init() {}
    }

    /// The mean logarithm of the probability of a text's characters, each after the one before it.
    ///
    /// - Parameter isLearned: whether the text is one of those that the model was learned from. Then it is judged by the
    ///   others, as if it had not been among them.
    /// - Returns: the mean, and the number of characters; nil for a text without letters and digits.
    /// - Complexity: that of sorting up to `maximumLength` numbers.
    public func meanLogProbability(
        of text: [UInt32], isLearned: Bool = false, _ scratch: inout Scratch
    ) -> (mean: Double, characters: Int)? {
        scratch.pairs.removeAll(keepingCapacity: true)
        var previous: UInt32?
        CharacterModel.forEachCharacter(of: text) { scalar in
            let next = number(scalar)
            if let previous { scratch.pairs.append(previous << 16 | next) }
            previous = next
        }
        guard !scratch.pairs.isEmpty else { return nil }
        // Sums are taken in the order of the pairs.
        scratch.pairs.sort()
        if isLearned {
            if scratch.seconds.isEmpty { scratch.seconds = [Double](repeating: 0, count: characters.count + 1) }
            for pair in scratch.pairs { scratch.seconds[Int(pair & 0xFFFF)] += 1 }
        }
        let sum = sum(scratch.pairs, without: isLearned ? scratch.seconds : nil)
        if isLearned { for pair in scratch.pairs { scratch.seconds[Int(pair & 0xFFFF)] = 0 } }
        return (sum / Double(scratch.pairs.count), scratch.pairs.count)
    }

    /// The sum of the logarithms of a text's pairs.
    ///
    /// - Parameters:
    ///   - own: the text's pairs in ascending order.
    ///   - seconds: how often each character is the second one in it, if the text does not count; nil if it does.
    private func sum(_ own: [UInt32], without seconds: [Double]?) -> Double {
        let others = total - (seconds == nil ? 0 : Double(own.count))
        let everywhere =
            others + CharacterModel.smoothing * (Double(characters.count) + CharacterModel.unknownCharacters)
        var sum = 0.0
        var start = 0
        while start < own.count {
            let first = Int(own[start] >> 16)
            var end = start
            var kinds = Double(starts[first + 1] - starts[first])
            while end < own.count, Int(own[end] >> 16) == first {
                let next = CharacterModel.runEnd(own, from: end)
                if seconds != nil, count(of: own[end]) <= Double(next - end) { kinds -= 1 }
                end = next
            }
            let followed = seconds == nil ? before[first] : before[first] - Double(end - start)
            var place = start
            while place < end {
                let next = CharacterModel.runEnd(own, from: place)
                let times = Double(next - place)
                let second = Int(own[place] & 0xFFFF)
                var (pairCount, secondCount) = (count(of: own[place]), after[second])
                if let seconds {
                    pairCount -= times
                    secondCount -= seconds[second]
                }
                let anywhere = (secondCount + CharacterModel.smoothing) / everywhere
                let probability = followed > 0 ? (pairCount + kinds * anywhere) / (followed + kinds) : anywhere
                sum += times * log(probability)
                place = next
            }
            start = end
        }
        return sum
    }

    /// The end of the equal pairs that begin at a place.
    private static func runEnd(_ pairs: [UInt32], from start: Int) -> Int {
        var end = start + 1
        while end < pairs.count, pairs[end] == pairs[start] { end += 1 }
        return end
    }

    private func count(of pair: UInt32) -> Double {
        let all = starts[Int(pair >> 16)]..<starts[Int(pair >> 16) + 1]
        let place = all.partitioningIndex { pairs[$0] >= pair }
        return place < all.upperBound && pairs[place] == pair ? Double(counts[place]) : 0
    }

    private func number(_ scalar: UInt32) -> UInt32 {
        Int(scalar) < numbers.count ? UInt32(numbers[Int(scalar)]) : 0
    }

    private static let border: UInt32 = 0x20
    private static let digit: UInt32 = 0x30

    /// Calls `body` with the characters at the beginning of a normalized text: a number is one digit, whatever stands
    /// between letters is one border, and there is a border at either end. A text without letters and digits is a
    /// border.
    @inline(__always)
    private static func forEachCharacter(of text: [UInt32], _ body: (UInt32) -> Void) {
        body(border)
        var last = border
        for scalar in text.prefix(maximumLength) {
            let next: UInt32
            switch ScalarClass(scalar) {
            case .character, .letter: next = scalar
            case .digit: next = digit
            case .space, .other: next = border
            }
            if next == last, next == border || next == digit { continue }
            body(next)
            last = next
        }
        if last != border { body(border) }
    }
}
