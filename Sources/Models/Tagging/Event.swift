import Text

/// A sentence that reports one of an article's major events.
public struct Event: Equatable, Sendable, Codable {
    /// The event in a few words: a clause of the title if one tells it, otherwise of the sentence.
    public var head: String
    /// The sentence as it stands in the article, on one line.
    public var sentence: String
    /// The index of the sentence in the text, from 0.
    public var position: Int
    /// The share of the title that is in the sentence, from 0 to 1.
    public var titleShare: Double
    /// The sentence's mean similarity to the text's other sentences, from 0 to 1.
    public var centrality: Double
    /// Whether the sentence contains a number.
    public var hasFigure: Bool
    /// The clauses of the sentence that say what happened, with their subject; empty if it is the whole sentence.
    public var summary = ""
    /// Who acted, as the sentence says it; nil if it does not.
    public var subject: String?
    /// The verb, such as `发布`; nil if none is known.
    public var act: String?
    /// When it happened, as the sentence says it; nil if it does not.
    public var time: String?

    /// The event as a line of a record's field: `1. **head**:summary`.
    public func markdown(number: Int) -> String {
        "\(number). **\(head.filter { $0 != "*" })**:\(summary.isEmpty ? sentence : summary)"
    }
}
