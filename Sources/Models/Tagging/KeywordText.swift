import Text
import Features

/// A text as units, and the n-grams of these by hash: what keywords are looked for in.
struct KeywordText: Sendable {
    /// Normalized title, a space, normalized body.
    let scalars: [UInt32]
    /// Where the title ends.
    let titleEnd: Int
    /// A border stands between the title and the body, and behind the last unit.
    let units: [PhraseUnit]

    /// In units.
    static let longest = 8

    /// A view of a text; its scalars are shared.
    init(_ text: ArticleText) {
        var units: [PhraseUnit] = []
        units.reserveCapacity(text.scalars.count + 2)
        text.scalars.withUnsafeBufferPointer { scalars in
            for part in [0..<text.titleEnd, text.bodyStart..<scalars.count] {
                PhraseUnit.forEach(in: UnsafeBufferPointer(rebasing: scalars[part])) { unit in
                    var unit = unit
                    unit.range = unit.range.lowerBound + part.lowerBound..<unit.range.upperBound + part.lowerBound
                    units.append(unit)
                }
                units.append(PhraseUnit(kind: .border, range: part.upperBound..<part.upperBound))
            }
        }
        scalars = text.scalars
        titleEnd = text.titleEnd
        self.units = units
    }

    /// Of a phrase by itself: the hash its occurrences have; nil where it is no run of units, or too long.
    static func hash(of phrase: String) -> UInt64? {
        let text = KeywordText(ArticleText(title: phrase, body: ""))
        let count = text.units.count - 2
        guard (1...longest).contains(count), !text.units.prefix(count).contains(where: { $0.kind == .border }) else {
            return nil
        }
        return text.hash(0, count)
    }

    /// Of the n-gram of `length` units at a place: of its letters alone, so that `GPT-4`, `GPT4` and `GPT 4`
    /// are one.
    func hash(_ place: Int, _ length: Int) -> UInt64 {
        var hash = ScalarHash()
        for unit in units[place..<place + length] { hash.add(unit: scalars[unit.range]) }
        return hash.value
    }

    /// Of the n-gram's scalars.
    func range(_ place: Int, _ length: Int) -> Range<Int> {
        units[place].range.lowerBound..<units[place + length - 1].range.upperBound
    }

    /// Whether a unit is a number in digits.
    func isNumber(_ place: Int) -> Bool {
        units[place].kind == .word
            && scalars[units[place].range].allSatisfy { !(0x61...0x7A).contains($0) && $0 < 0x80 }
    }

    func isFunction(_ place: Int) -> Bool {
        units[place].kind == .character
            && PhraseUnit.functionCharacters.contains(scalars[units[place].range.lowerBound])
    }

    /// Whether it stands between quotation or title marks.
    func isQuoted(_ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && range.upperBound < scalars.count
            && [0x201C, 0x300A, 0x300C, 0x300E].contains(scalars[range.lowerBound - 1])
            && [0x201D, 0x300B, 0x300D, 0x300F].contains(scalars[range.upperBound])
    }
}

extension ScalarHash {
    /// An n-gram's unit, without hyphens.
    @inline(__always)
    mutating func add(unit: ArraySlice<UInt32>) {
        for scalar in unit where scalar != 0x2D { add(scalar) }
    }
}
