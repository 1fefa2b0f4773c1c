import Text

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
    /// How texts are normalized; its version also says whether they are cleaned of markup.
    public var normalizer: TextNormalizer

    public init(
        fields: FieldMapping = .init(), isSingleLabel: Bool = false, aliases: LabelAliases? = nil,
        normalizer: TextNormalizer = .init()
    ) {
        self.fields = fields
        self.isSingleLabel = isSingleLabel
        self.aliases = aliases
        self.normalizer = normalizer
    }

    private enum CodingKeys: CodingKey {
        case fields, isSingleLabel, aliases, normalizer
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(fields, forKey: .fields)
        try container.encode(isSingleLabel, forKey: .isSingleLabel)
        try container.encodeIfPresent(aliases, forKey: .aliases)
        if normalizer.version > .one { try container.encode(normalizer, forKey: .normalizer) }
    }

    /// Settings without a normalizer are of the time when there was only the first version of it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            fields: try container.decode(FieldMapping.self, forKey: .fields),
            isSingleLabel: try container.decode(Bool.self, forKey: .isSingleLabel),
            aliases: try container.decodeIfPresent(LabelAliases.self, forKey: .aliases),
            normalizer: try container.decodeIfPresent(TextNormalizer.self, forKey: .normalizer)
                ?? TextNormalizer(version: .one))
    }
}
