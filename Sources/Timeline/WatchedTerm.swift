import Text
import Corpus

/// A term whose articles are counted, under all its spellings.
///
/// Case, width and white space do not matter: "Scaling Law", "ｓｃａｌｉｎｇ　ｌａｗ" and "ScalingLaw" are one
/// spelling. Letters match at the edges of Latin words only, and digits at the edges of numbers: "AI"
/// is not found in "OpenAI", nor "GPT-4" in "GPT-40", but it is in "GPT-4o".
public struct WatchedTerm: Equatable, Sendable {
    /// As it was written, the first spelling.
    public let name: String
    /// Normalized, without spaces.
    private let spellings: [[UInt32]]

    /// - Parameter text: one or more spellings, separated by `|`.
    /// - Returns: nil where there is no spelling in it.
    public init?(_ text: String) {
        let parts = text.split(whereSeparator: { $0 == "|" || $0 == "｜" }).map(String.init)
        spellings = parts.map { TextNormalizer().scalars(of: $0).filter { $0 != 0x20 } }.filter { !$0.isEmpty }
        guard !spellings.isEmpty else { return nil }
        name = parts.first { !TextNormalizer().scalars(of: $0).isEmpty } ?? text
    }

    /// Whether a normalized text (`TextNormalizer.scalars(of:)`) holds one of the spellings.
    public func isIn(_ text: [UInt32]) -> Bool {
        text.withUnsafeBufferPointer { text in
            spellings.contains { spelling in
                text.indices.contains { text[$0] == spelling[0] && WatchedTerm.matches(spelling, text, at: $0) }
            }
        }
    }

    private static func matches(_ spelling: [UInt32], _ text: UnsafeBufferPointer<UInt32>, at start: Int) -> Bool {
        if start > 0, continues(text[start - 1], spelling[0]) { return false }
        var place = start
        for scalar in spelling {
            while place < text.count, place > start, text[place] == 0x20 { place += 1 }
            guard place < text.count, text[place] == scalar else { return false }
            place += 1
        }
        return place == text.count || !continues(spelling[spelling.count - 1], text[place])
    }

    /// Whether two neighboring scalars belong to one Latin word or one number.
    private static func continues(_ a: UInt32, _ b: UInt32) -> Bool {
        isLetter(a) && isLetter(b) || isDigit(a) && isDigit(b)
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        scalar >= 0x61 && scalar <= 0x7A || scalar >= 0xC0 && scalar < 0x250
    }
}
