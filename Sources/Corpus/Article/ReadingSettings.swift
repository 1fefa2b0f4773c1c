/// How the records of a corpus become articles: which field is which, and what its labels are called.
///
/// A model file keeps the settings of its training corpus, and an archive those of its articles, so that later
/// commands read their articles the same way.
public struct ReadingSettings: Equatable, Sendable, Codable {
    public var fields: FieldMapping
    /// One label per article, taken whole; otherwise a label field is split at commas and the like.
    public var isSingleLabel: Bool
    /// Other names of labels; nil for none. Articles carry the canonical names.
    public var aliases: LabelAliases?

    public init(fields: FieldMapping = .init(), isSingleLabel: Bool = false, aliases: LabelAliases? = nil) {
        self.fields = fields
        self.isSingleLabel = isSingleLabel
        self.aliases = aliases
    }
}
