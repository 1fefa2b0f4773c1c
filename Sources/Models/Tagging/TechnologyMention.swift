/// A technology or product that an article names.
public struct TechnologyMention: Equatable, Sendable, Codable {
    /// What speaks for it. One is told, the first of these that holds.
    public enum Reason: Equatable, Sendable, Codable {
        /// So many of the labeled records that have the name in their text or list list it.
        case listed(records: Int, of: Int)
        /// A known name or family with another version.
        case newVersion(of: String)
        /// It stands after 发布, 推出 or the like.
        case introduced(by: String)
        /// It stands in 《》, “” or 「」.
        case quoted
        /// Its form, the words beside it and where it stands are those of listed names.
        case form
    }

    /// The spelling most labeled records use; of a new name, the article's own.
    public var name: String
    /// That a person would list it, from 0 to 1.
    public var probability: Double
    /// No labeled record lists the name.
    public var isNew: Bool
    public var reason: Reason
    /// Where it stands in the normalized text, in scalars, in order.
    public var places: [Range<Int>]

    public init(name: String, probability: Double, isNew: Bool, reason: Reason, places: [Range<Int>]) {
        self.name = name
        self.probability = probability
        self.isNew = isNew
        self.reason = reason
        self.places = places
    }
}
