/// A technology or product that an article names.
public struct TechnologyMention: Equatable, Sendable, Codable {
    /// The evidence for a mention. The first of these that applies is reported.
    public enum Reason: Equatable, Sendable, Codable {
        /// The number of labeled records that list the name, out of those that have it in their text or list it.
        case listed(records: Int, of: Int)
        /// A known name or family with another version.
        case newVersion(of: String)
        /// The name follows 发布, 推出 or the like.
        case introduced(by: String)
        /// The name is enclosed in 《》, “” or 「」.
        case quoted
        /// Its form, context and position are like those of listed names.
        case form
    }

    /// The spelling that most labeled records use; for a new name, the article's own.
    public var name: String
    /// The probability that a person would list the name, from 0 to 1.
    public var probability: Double
    /// Whether no labeled record lists the name.
    public var isNew: Bool
    public var reason: Reason
    /// The ranges of its occurrences in the normalized text, in scalars, in order.
    public var places: [Range<Int>]

    /// Creates a mention.
    public init(name: String, probability: Double, isNew: Bool, reason: Reason, places: [Range<Int>]) {
        self.name = name
        self.probability = probability
        self.isNew = isNew
        self.reason = reason
        self.places = places
    }
}
