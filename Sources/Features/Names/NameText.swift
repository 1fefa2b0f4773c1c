import TrendNumerics
import Text

/// A text prepared for finding names in it however they are spelled: `GPT4o`, `GPT-4o` and `gpt 4o` have the same
/// letters.
///
/// The letters are the normalized text without what may or may not stand inside a name: a space, hyphen,
/// underscore or full stop beside a Latin letter or digit, an invisible character, and the dot of `DALL·E`. A full stop between digits
/// stays, as 3.5 is not 35, and so does a space between two Chinese characters, which parts clauses.
public struct NameText: Sendable {
    /// The normalized text: title, space, body.
    public let scalars: [UInt32]
    /// Where the title ends; 0 where there is none.
    public let titleEnd: Int
    public let letters: [UInt32]
    /// Of each letter, its place in `scalars`.
    private let places: [Int32]
    /// The Latin words and numbers of `scalars` with what joins their parts: `gpt-4o`, `2.5`.
    public let words: [Range<Int>]

    /// A view of a text; its scalars are shared.
    public init(_ text: ArticleText) { self.init(scalars: text.scalars, titleEnd: text.titleEnd) }

    /// - Parameter scalars: normalized.
    private init(scalars: [UInt32], titleEnd: Int) {
        self.scalars = scalars
        self.titleEnd = titleEnd
        var letters: [UInt32] = []
        var places: [Int32] = []
        letters.reserveCapacity(scalars.count)
        places.reserveCapacity(scalars.count)
        var words: [Range<Int>] = []
        scalars.withUnsafeBufferPointer { text in
            var wordEnd = 0
            for place in text.indices {
                let scalar = text[place]
                if isInvisible(scalar) { continue }
                if NameText.mayPart(scalar), place != titleEnd, NameText.isOptional(text, place) { continue }
                letters.append(scalar)
                places.append(Int32(place))
                if place >= wordEnd, ScalarClass(scalar).isInWord {
                    wordEnd = PhraseUnit.wordEnd(in: text, from: place)
                    words.append(place..<wordEnd)
                }
            }
        }
        self.letters = letters
        self.places = places
        self.words = words
    }

    /// The letters of a name.
    public static func letters(of name: String) -> [UInt32] { NameText(ArticleText(title: "", body: name)).letters }

    /// The letters of a part of the text.
    public func letters(in range: Range<Int>) -> [UInt32] {
        NameText(scalars: Array(scalars[range]), titleEnd: range.count).letters
    }

    /// Where letters stand in `scalars`; nil where they begin or end within a Latin word or number, as `GPT-4`
    /// does in `GPT-4o` and `GPT-45`.
    public func range(ofLetters letters: Range<Int>) -> Range<Int>? {
        let range = Int(places[letters.lowerBound])..<Int(places[letters.upperBound - 1]) + 1
        return isEdge(range.lowerBound) && isEdge(range.upperBound) ? range : nil
    }

    /// Whether no word or number goes on over a place.
    public func isEdge(_ place: Int) -> Bool {
        let next = firstWord(from: place)
        return next == 0 || words[next - 1].upperBound <= place
    }

    /// The index of the first word that begins at a place or behind it.
    public func firstWord(from place: Int) -> Int {
        words.partitioningIndex { $0.lowerBound >= place }
    }

    /// A part of the text.
    public func string(_ range: Range<Int>) -> String { String(scalars: scalars[range]) }

    @inline(__always)
    private static func mayPart(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x2D, 0x2E, 0x5F, 0xB7, 0x2010...0x2013, 0x30FB: true
        default: false
        }
    }

    private static func isOptional(_ text: UnsafeBufferPointer<UInt32>, _ place: Int) -> Bool {
        guard place > 0, place + 1 < text.count else { return false }
        let (before, after) = (ScalarClass(text[place - 1]), ScalarClass(text[place + 1]))
        switch text[place] {
        case 0x2E: return before.isInWord && after.isInWord && !(before == .digit && after == .digit)
        case PhraseUnit.nameDot, 0x30FB:
            return (before.isInWord || before == .character) && (after.isInWord || after == .character)
        default:
            return before.isInWord && (after.isInWord || after == .character) || before == .character && after.isInWord
        }
    }
}
