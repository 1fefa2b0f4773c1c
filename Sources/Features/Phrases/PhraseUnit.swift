/// A unit of phrases: a Chinese character, or a whole Latin word or number.
public struct PhraseUnit: Equatable, Sendable {
    /// The kind of a unit.
    public enum Kind: Equatable, Sendable {
        /// A Chinese character.
        case character
        /// A run of letters and digits with joining characters inside: `gpt-4o`, `c++`, `2.5`, `r&d`.
        case word
        /// Anything that separates phrases: punctuation, symbols, a space between two characters.
        case border
    }

    /// The kind of the unit.
    public var kind: Kind
    /// The range in the text's scalars; empty for a border.
    public var range: Range<Int>

    /// Takes the parts of a unit.
    public init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    /// Calls `body` with the units of a normalized text, in order; consecutive borders count as one.
    ///
    /// A space separates two characters, but neither two words (`scaling law`) nor a word and a character.
    ///
    /// - Complexity: linear in the text.
    @inline(__always)
    public static func forEach(in text: UnsafeBufferPointer<UInt32>, _ body: (PhraseUnit) -> Void) {
        var place = 0
        var previous = Kind.border
        var isAfterSpace = false
        func border() {
            if previous != .border { body(PhraseUnit(kind: .border, range: place..<place)) }
            previous = .border
        }
        while place < text.count {
            let scalar = text[place]
            switch ScalarClass(scalar) {
            case .character:
                if isAfterSpace, previous == .character { border() }
                body(PhraseUnit(kind: .character, range: place..<place + 1))
                previous = .character
                place += 1
            case .letter, .digit:
                let end = wordEnd(in: text, from: place)
                // A percentage is an amount, which no name contains.
                if end < text.count, text[end] == percent {
                    border()
                } else {
                    body(PhraseUnit(kind: .word, range: place..<end))
                    previous = .word
                }
                place = end
            case .space:
                isAfterSpace = true
                place += 1
                continue
            case .other:
                border()
                place += 1
            }
            isAfterSpace = false
        }
    }

    /// The end of the word that begins at a position.
    static func wordEnd(in text: UnsafeBufferPointer<UInt32>, from start: Int) -> Int {
        var place = start + 1
        while place < text.count {
            if ScalarClass(text[place]).isInWord {
                place += 1
            } else if place + 1 < text.count, joins(text[place - 1], text[place], text[place + 1]) {
                place += 2
            } else {
                break
            }
        }
        let plus: UInt32 = 0x2B
        if place + 1 < text.count, text[place] == plus, text[place + 1] == plus { place += 2 }
        return place
    }

    /// Whether a scalar joins its neighbors into one word: `-`, `.`, `'`, `’`, `&`, `_` and `+` inside a word, and `:`
    /// inside a number (a score, a time).
    private static func joins(_ before: UInt32, _ scalar: UInt32, _ after: UInt32) -> Bool {
        switch scalar {
        case 0x26, 0x27, 0x2B, 0x2D, 0x2E, 0x5F, 0x2019: ScalarClass(after).isInWord
        case 0x3A: ScalarClass(before) == .digit && ScalarClass(after) == .digit
        default: false
        }
    }

    private static let percent: UInt32 = 0x25

    /// Particles, prepositions, conjunctions, the copula and degree words: a closed class of characters with which few
    /// phrases begin or end.
    public static let functionCharacters = Set(
        "的了是在和与及并也都而之其把被将对于从到以就但又或则让向给由使更最很为等称".unicodeScalars.map(\.value))

    /// The dot between the parts of a foreign name, as in `唐纳德·特朗普`. No phrase begins or ends with it.
    static let nameDot: UInt32 = 0xB7
}

/// The role of a scalar in phrases.
enum ScalarClass {
    case character, letter, digit, space, other

    var isInWord: Bool { self == .letter || self == .digit }

    @inline(__always)
    init(_ scalar: UInt32) {
        if scalar >= 0x4E00 && scalar <= 0x9FFF {
            self = .character
        } else if scalar < 0x80 {
            self =
                scalar >= 0x61 && scalar <= 0x7A || scalar >= 0x41 && scalar <= 0x5A
                ? .letter : scalar >= 0x30 && scalar <= 0x39 ? .digit : scalar == 0x20 ? .space : .other
        } else {
            self.init(rare: scalar)
        }
    }

    private init(rare scalar: UInt32) {
        switch scalar {
        case PhraseUnit.nameDot, 0x3005, 0x3007, 0x3040...0x30FA, 0x30FC...0x30FF, 0x3400...0x4DBF, 0xF900...0xFAFF,
            0x20000...0x3FFFD:
            self = .character
        case 0x2000...0x206F, 0x2190...0x303F, 0xFE30...0xFE4F:
            self = .other
        default:
            guard let properties = Unicode.Scalar(scalar)?.properties else {
                self = .other
                return
            }
            switch properties.generalCategory {
            case .decimalNumber: self = .digit
            case .nonspacingMark, .spacingMark: self = .letter
            default: self = properties.isAlphabetic ? .letter : .other
            }
        }
    }
}
