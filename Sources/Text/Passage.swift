/// A place in a text with what stands around it, as a list shows it.
public struct Passage: Codable, Equatable, Sendable {
    /// What stands before the hit; it begins with an ellipsis where the text goes on.
    public let before: String
    public let hit: String
    public let after: String

    private static let around = 24

    /// The first place of the first of some terms in a text.
    ///
    /// - Returns: nil where one of the terms does not stand in the text.
    /// - Complexity: linear in the text for each spelling.
    public init?(of terms: [Term], in text: ArticleText) {
        var first: Range<Int>?
        for term in terms {
            guard let place = term.place(in: text) else { return nil }
            if first == nil { first = place }
        }
        guard let first else { return nil }
        let scalars = text.scalars
        let (start, end) = (first.lowerBound, first.upperBound)
        func part(_ range: Range<Int>) -> String { String(scalars: scalars[range.clamped(to: scalars.indices)]) }
        before = (start > Passage.around ? "…" : "") + part(max(0, start - Passage.around)..<start)
        hit = part(first)
        after = part(end..<min(end + Passage.around, scalars.count)) + (end + Passage.around < scalars.count ? "…" : "")
    }

    /// The beginning of a text, without a hit.
    public init(beginningOf text: String, length: Int = 90) {
        let start = text.prefix(length)
        (before, hit, after) = ("", "", String(start) + (start.endIndex < text.endIndex ? "…" : ""))
    }

    /// The hit between 【 and 】.
    public var marked: String { before + "【" + hit + "】" + after }
}
