import Text
/// A record that is kept as a JSON object, with what was found out about it when it came in.
public struct StoredRecord: Sendable {
    /// UTF-8; may share the memory of other records.
    public var json: ArraySlice<UInt8>
    public var origin: Origin
    /// How its fields were named on the command line that brought it.
    public var fields: FieldMapping
    public var published: PublicationDate?
    /// What a person says its labels are, in place of its own.
    public var industries: [String]?
    /// Whether the store has made sure that `json` is UTF-8.
    private let isUTF8: Bool

    public init(
        json: ArraySlice<UInt8>, origin: Origin, fields: FieldMapping = .init(), published: PublicationDate? = nil,
        industries: [String]? = nil, isUTF8: Bool = false
    ) {
        self.json = json
        self.origin = origin
        self.fields = fields
        self.published = published
        self.industries = industries
        self.isUTF8 = isUTF8
    }

    /// Whether what reads it may take its bytes as they are.
    fileprivate var isReadable: Bool { isUTF8 || json.withUnsafeBufferPointer(isValidUTF8) }
}

/// A corpus that is no text file, such as an archive.
public protocol RecordStore {
    /// How the labels of its records are to be read wherever nobody says otherwise; nil where the store does not know.
    var labelSettings: ReadingSettings? { get }

    /// The next records, some at a time; nil at the end.
    mutating func nextRecords() throws -> [StoredRecord]?
}

/// Reads stored records as the articles they are.
///
/// Names asked for by `--text` and the like count for the records that have a field of that name; the others
/// are read as they came in.
public struct StoredRecordReader {
    private let options: ReadingOptions
    /// A reader for each way in which fields are named. Few archives have more than a handful.
    private var readers: [(fields: FieldMapping, reader: JSONArticleReader)] = []
    private var indices: [FieldMapping: Int] = [:]
    /// The index of the reader that was used last.
    private var last = -1
    private var object = JSONObject()

    /// - Parameter labels: what the records' store says about their labels (`RecordStore.labelSettings`); nil for
    ///   labels as they came in.
    public init(_ options: ReadingOptions, labels: ReadingSettings? = nil) {
        self.options = options.completed(by: labels)
    }

    mutating func read(_ record: StoredRecord) -> CorpusEntry {
        // Of a damaged file; what follows takes the bytes as they are.
        guard record.isReadable else {
            return .reject(Reject(origin: record.origin, reason: "the stored record is damaged: not UTF-8"))
        }
        let fields = fields(of: record)
        if last < 0 || readers[last].fields != fields { last = index(of: fields) }
        var entry = readers[last].reader.entry(record.json, origin: record.origin)
        if case .article(var article) = entry {
            // The day was kept; it is sought anew only where other fields are asked for.
            if options.wanted.contains(.date), fields == record.fields {
                // An older version kept days that no article can have been published on.
                article.published = record.published.flatMap {
                    $0.day.canBePublication(through: options.latestDay) ? $0 : nil
                }
            }
            if let corrected = record.industries, options.wanted.contains(.industries) {
                article.industries = options.settings.aliases?(corrected) ?? corrected
                article.isCorrected = true
                article.hasPredictedLabels = false
            }
            entry = .article(article)
        }
        return entry
    }

    /// - Returns: nil where the record is damaged or has neither a title nor a text.
    public mutating func article(_ record: StoredRecord) -> Article? {
        guard case .article(let article) = read(record) else { return nil }
        return article
    }

    /// - Returns: the index of the reader of records whose fields are named so.
    private mutating func index(of fields: FieldMapping) -> Int {
        if let known = indices[fields] { return known }
        var options = options
        options.settings.fields = fields
        readers.append((fields, JSONArticleReader(options)))
        indices[fields] = readers.count - 1
        return readers.count - 1
    }

    private mutating func fields(of record: StoredRecord) -> FieldMapping {
        let asked = options.settings.fields.names
        guard !asked.isEmpty, asked != record.fields.names else { return record.fields }
        var fields = record.fields
        record.json.withUnsafeBufferPointer { bytes in
            guard (try? object.parse(bytes)) != nil else { return }
            for (field, name) in asked
            where object.index(named: name) != nil || JSONPath(field, name)?.strings(in: object) != nil {
                fields.names[field] = name
            }
        }
        return fields
    }

    /// Under which names the records hold their fields.
    mutating func usage() -> FieldUsage {
        var usage = FieldUsage(file: "")
        usage.isStore = true
        for index in readers.indices.sorted(by: { FieldMapping.order(readers[$0].fields, readers[$1].fields) }) {
            readers[index].reader.takeUsage(&usage)
        }
        return usage
    }
}

/// A store as one file of a corpus.
struct StoreReader: RecordReader {
    private var store: any RecordStore
    private let options: ReadingOptions

    init(store: any RecordStore, options: ReadingOptions) {
        self.store = store
        self.options = options.completed(by: store.labelSettings)
    }

    mutating func nextBlock() throws -> CorpusBlock? { try store.nextRecords().map { .stored($0, options) } }
}

/// The JSON object that a record is kept as: a JSON row as it stood, other rows by the names of their fields.
///
/// - Returns: nil for an article without a row.
public func storedJSON(of row: SourceRow) -> [UInt8]? {
    switch row {
    case .none: return nil
    case .json(let line):
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
        guard let first = line.firstIndex(where: { !isBlank($0) }), let last = line.lastIndex(where: { !isBlank($0) })
        else { return nil }
        return Array(line[first...last])
    case .fields(let fields):
        var json: [UInt8] = []
        appendObject(of: fields, to: &json)
        return json
    }
}
