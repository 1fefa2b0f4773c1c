import Features
import Text

/// What n-grams add to the score of a label, projected onto the words of the text.
///
/// Overlapping n-grams are no reasons for a reader: `大模`, `模型` and `型` are one word. Each occurrence of an n-gram
/// spreads its part of the contribution evenly over its characters, and neighboring units become one span where the
/// n-grams across their border decided as well. So the contributions of all spans and `rest` add up to those of the
/// n-grams.
public struct TextEvidence: Sendable {
    private let units: TextUnits
    /// By scalar: what it adds.
    private var added: [Double]
    /// By unit: what the n-grams add that reach over the border before it.
    private var links: [Double]
    /// What n-grams without a letter add: punctuation, spaces and percentages.
    public private(set) var rest = 0.0

    /// Begins with no evidence.
    public init(_ units: TextUnits) {
        self.units = units
        added = [Double](repeating: 0, count: units.scalars.count)
        links = [Double](repeating: 0, count: units.ranges.count)
    }

    /// Adds the contribution of an n-gram, in equal parts for its occurrences.
    ///
    /// - Parameters:
    ///   - contribution: what the n-gram adds to the label's score; it may be negative.
    ///   - places: the ranges of its occurrences in the normalized text.
    public mutating func add(_ contribution: Double, at places: some Collection<Range<Int>>) {
        for place in places { add(contribution, at: place, part: contribution / Double(places.count)) }
    }

    /// Adds one occurrence of an n-gram.
    ///
    /// - Parameters:
    ///   - contribution: that of all occurrences.
    ///   - part: that of this occurrence.
    @inline(__always)
    mutating func add(_ contribution: Double, at place: Range<Int>, part: Double) {
        var letters = 0
        for index in place where units.unitOfScalar[index] >= 0 { letters += 1 }
        guard letters > 0 else {
            rest += part
            return
        }
        let each = part / Double(letters)
        var before: Int32 = -1
        for index in place {
            let unit = units.unitOfScalar[index]
            if unit >= 0 {
                added[index] += each
                // A border is as strong as the n-grams across it, however often they occur.
                if before >= 0, unit == before + 1, units.touchesPrevious[Int(unit)] {
                    links[Int(unit)] += contribution
                }
            }
            before = unit
        }
    }

    /// A piece of the text that is part of a span: a word, or several that stand together.
    struct Piece {
        /// Of its letters.
        var hash: UInt64
        var range: Range<Int>
        var contribution: Double
    }

    /// The pieces of the text, in order; those that nothing was added to are left out.
    func pieces() -> [Piece] {
        var pieces: [Piece] = []
        let isJoined = joined()
        var first = 0
        while first < units.ranges.count {
            var end = first + 1
            while end < units.ranges.count, isJoined[end] { end += 1 }
            let range = units.ranges[first].lowerBound..<units.ranges[end - 1].upperBound
            var contribution = 0.0
            var hash = ScalarHash()
            for index in range {
                contribution += added[index]
                hash.add(units.scalars[index])
            }
            if contribution != 0 {
                pieces.append(Piece(hash: hash.value, range: range, contribution: contribution))
            }
            first = end
        }
        return pieces
    }

    /// By unit: whether it continues the span of the unit before it.
    private func joined() -> [Bool] {
        let strongest = links.max() ?? 0
        var isJoined = links.indices.map { unit in
            guard links[unit] > TextEvidence.weakest * strongest, !units.isFunction[unit - 1], !units.isFunction[unit]
            else { return false }
            let around = max(links[unit - 1], unit + 1 < links.count ? links[unit + 1] : 0)
            return links[unit] >= TextEvidence.weakestBeside * around
        }
        // A single character says little: it takes the neighbor that it decides with.
        for unit in links.indices where units.ranges[unit].count == 1 && !units.isFunction[unit] && !isJoined[unit] {
            let next = unit + 1
            guard next >= links.count || !isJoined[next] else { continue }
            let left = unit > 0 && !units.isFunction[unit - 1] ? links[unit] : 0
            let right = next < links.count && !units.isFunction[next] ? links[next] : 0
            if left > 0, left >= right { isJoined[unit] = true } else if right > 0 { isJoined[next] = true }
        }
        cutBesideWords(&isJoined)
        cutLong(&isJoined)
        return isJoined
    }

    /// Cuts a Latin word from the Chinese characters beside it, except two or more before it (`扩散transformer`) and two
    /// behind it (`ai眼镜`): in `用omniverse搭建数字`, the others are parts of the sentence.
    private func cutBesideWords(_ isJoined: inout [Bool]) {
        func isWord(_ unit: Int) -> Bool { 0x61...0x7A ~= units.scalars[units.ranges[unit].lowerBound] }
        for unit in isJoined.indices where isJoined[unit] && isWord(unit) != isWord(unit - 1) {
            if isWord(unit) {
                if unit < 2 || !isJoined[unit - 1] || isWord(unit - 2) { isJoined[unit] = false }
            } else {
                let behind = isJoined[unit...].prefix(4).dropFirst().prefix { $0 }.count + 1
                if behind != 2 { isJoined[unit] = false }
            }
        }
    }

    /// Cuts spans of too many units at their weakest borders, the first of equals.
    private func cutLong(_ isJoined: inout [Bool]) {
        var first = 0
        while first < isJoined.count {
            var end = first + 1
            while end < isJoined.count, isJoined[end] { end += 1 }
            guard end - first > TextEvidence.longest else {
                first = end
                continue
            }
            let weakest = (first + 1..<end).min { (links[$0], $0) < (links[$1], $1) }!
            isJoined[weakest] = false
        }
    }

    /// The share of the strongest border that joins two units.
    private static let weakest = 0.01
    /// The share of the stronger of the two next borders that joins two units.
    private static let weakestBeside = 0.4
    /// The maximum length of a span in units.
    private static let longest = 6
}

/// The spans of a text: pieces of the same letters are one reason, however often they occur.
struct TextSpans {
    struct Span {
        var contribution: Double
        /// Its first place.
        var first: Range<Int>
        /// Its pieces in `pieces`.
        fileprivate var pieces: Range<Int>
    }

    /// By letters, each letters' pieces in the order of the text.
    private let pieces: [TextEvidence.Piece]
    /// The spans, in no particular order.
    let all: [Span]

    /// Groups the pieces of a text.
    ///
    /// - Complexity: O(n log n) in the pieces.
    init(_ evidence: TextEvidence) {
        let pieces = evidence.pieces().sorted {
            ($0.hash, $0.range.lowerBound) < ($1.hash, $1.range.lowerBound)
        }
        var all: [Span] = []
        var first = 0
        while first < pieces.count {
            var (end, contribution) = (first, 0.0)
            while end < pieces.count, pieces[end].hash == pieces[first].hash {
                contribution += pieces[end].contribution
                end += 1
            }
            all.append(Span(contribution: contribution, first: pieces[first].range, pieces: first..<end))
            first = end
        }
        (self.pieces, self.all) = (pieces, all)
    }

    /// The places of a span, in order.
    func places(_ span: Span) -> [Range<Int>] { pieces[span.pieces].map(\.range) }
}
