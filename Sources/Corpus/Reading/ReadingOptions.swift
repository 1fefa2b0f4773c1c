/// How to read a corpus.
public struct ReadingOptions: Sendable {
    /// Nil: found out file by file.
    public var format: CorpusFormat?
    /// Nil: found out file by file.
    public var encoding: TextEncoding?
    /// Which sheet of a workbook to read: its name, or its number from 1. Nil: the first one with a header.
    public var sheet: String?
    /// The names of the columns of tables without a header. Nil: tables have one.
    public var columns: [String]?
    public var settings: ReadingSettings
    /// Whether articles carry the record they came from, for writing it out again.
    public var keepsRows: Bool
    /// Whether a record without a title and a text is an article too, for those who look into its row.
    public var keepsEmpty = false
    /// The fields that articles carry; the others are checked and left empty, which saves time. A date is
    /// inferred where `date` is among them, from the link and the text as far as these are too.
    public var wanted: RecordFields
    /// The last day on which an article can have been published: the day of the run. A later date is none. Nil for no
    /// limit, since a library reads no clock.
    public var latestDay: CalendarDate?

    public init(
        format: CorpusFormat? = nil, encoding: TextEncoding? = nil, settings: ReadingSettings = .init(),
        keepsRows: Bool = false, wanted: RecordFields = .all
    ) {
        self.format = format
        self.encoding = encoding
        self.settings = settings
        self.keepsRows = keepsRows
        self.wanted = wanted
    }
}

extension ReadingOptions {
    /// The same, with what a store of records says about its labels wherever these options say nothing: aliases where
    /// they have none, and one label per article where either says so.
    package func completed(by labels: ReadingSettings?) -> ReadingOptions {
        guard let labels else { return self }
        var options = self
        if options.settings.aliases == nil { options.settings.aliases = labels.aliases }
        options.settings.isSingleLabel = options.settings.isSingleLabel || labels.isSingleLabel
        return options
    }
}
