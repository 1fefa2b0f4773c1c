import Text
import Features

/// A text as units, with the n-grams of units by hash. Keywords are searched in it.
struct KeywordText: Sendable {
    /// The normalized title, a space, and the normalized body.
    let scalars: [UInt32]
    /// The end of the title.
    let titleEnd: Int
    /// The units, with a border between the title and the body and another at the end.
    let units: [PhraseUnit]

    /// The maximum length of an n-gram in units.
    static let longest = 8

    /// Creates a view of a text, which shares its scalars.
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

    /// The hash that a phrase has where it occurs in a text; `nil` if the phrase is not a run of units, or is too long.
    static func hash(of phrase: String) -> UInt64? {
        let text = KeywordText(ArticleText(title: phrase, body: ""))
        let count = text.units.count - 2
        guard (1...longest).contains(count), !text.units.prefix(count).contains(where: { $0.kind == .border }) else {
            return nil
        }
        return text.hash(0, count)
    }

    /// The hash of the n-gram of `length` units at a position. Hyphens and spaces do not count, so `GPT-4`, `GPT4` and
    /// `GPT 4` have the same hash.
    func hash(_ place: Int, _ length: Int) -> UInt64 {
        var hash = ScalarHash()
        for unit in units[place..<place + length] { hash.add(unit: scalars[unit.range]) }
        return hash.value
    }

    /// The range of an n-gram in scalars.
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

    /// Whether a range is enclosed in quotation or title marks.
    func isQuoted(_ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && range.upperBound < scalars.count
            && [0x201C, 0x300A, 0x300C, 0x300E].contains(scalars[range.lowerBound - 1])
            && [0x201D, 0x300B, 0x300D, 0x300F].contains(scalars[range.upperBound])
    }
}

extension ScalarHash {
    /// Adds a unit of an n-gram, without hyphens.
    @inline(__always)
    mutating func add(unit: ArraySlice<UInt32>) {
        for scalar in unit where scalar != 0x2D { add(scalar) }
    }
}
