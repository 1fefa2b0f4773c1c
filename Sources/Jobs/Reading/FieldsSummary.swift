import Corpus

/// How files were read: which of their fields is which field of an article, and which were not used.
public struct FieldsSummary: Codable, Equatable, Sendable {
    public struct Use: Codable, Equatable, Sendable {
        public let field: RecordField
        /// As they stand in the file, of many the most frequent: untrusted text.
        public let names: [String]
    }

    /// The first file that was read so.
    public let file: String
    /// How many files were read so.
    public internal(set) var count = 1
    public let uses: [Use]
    /// The first few names that were not used, in the order of the file: untrusted text.
    public let unused: [String]
    /// How many more there are.
    public let moreUnused: Int
    /// The first few of a workbook's other sheets, which were not read: untrusted text.
    public let sheetsNotRead: [String]

    /// What stands above the header of a table and is not read, of many lines the first: untrusted text.
    public let linesAbove: [String]

    /// What else was passed over in the files or filled in, added up.
    public internal(set) var remarks: ReadingRemarks

    private static let mostUnused = 12
    private static let mostLines = 3
    private static let mostNames = 4

    init(_ usage: FieldUsage) {
        file = usage.file
        uses = FieldsSummary.order.compactMap { field in
            let names = usage.names.enumerated().filter { $0.element.field == field && $0.element.used > 0 }
                .sorted { ($1.element.used, $0.offset) < ($0.element.used, $1.offset) }
            guard !names.isEmpty else { return nil }
            return Use(field: field, names: names.prefix(FieldsSummary.mostNames).map(\.element.name).sorted())
        }
        // What an archive says of its records is for archives.
        let unused = usage.names.filter { $0.used == 0 && !$0.name.hasPrefix("trend:") }.map(\.name)
        self.unused = Array(unused.prefix(FieldsSummary.mostUnused))
        moreUnused = unused.count - self.unused.count
        linesAbove = Array(usage.linesAbove.prefix(FieldsSummary.mostLines))
        remarks = usage.remarks
        remarks.linesAboveRecords = Array(remarks.linesAboveRecords.prefix(FieldsSummary.mostLines))
        sheetsNotRead = Array(usage.sheetsNotRead.prefix(FieldsSummary.mostUnused))
    }

    private static let order: [RecordField] = [
        .title, .text, .date, .industries, .link, .source, .keywords, .technologies, .events,
    ]

    func isLike(_ other: FieldsSummary) -> Bool {
        uses == other.uses && Set(unused) == Set(other.unused) && moreUnused == other.moreUnused
            && sheetsNotRead == other.sheetsNotRead && linesAbove == other.linesAbove
            && remarks.isEmpty == other.remarks.isEmpty
    }
}

/// Gathers under which names the records of a run hold their fields, in bounded memory.
struct FieldsTally {
    /// Fields that the caller named and that must be somewhere.
    private let asked: [RecordField: String]
    private let paths: [String]
    private var current: FieldUsage?
    private var currentRecords = 0
    private var found: Set<RecordField> = []
    /// Names of the run that no field was asked for by, for the error.
    private var names: [String] = []
    private var seen: Set<String> = []
    private(set) var summaries: [FieldsSummary] = []
    /// The first few files that hold no records, and how many there are.
    private(set) var emptyFiles: [String] = []
    private(set) var emptyCount = 0
    /// Files that were read in further ways.
    private(set) var moreFiles = 0

    private static let mostWays = 50
    private static let mostNames = 200
    private static let mostEmpty = 3

    init(asked: [RecordField: String], paths: [String]) {
        self.asked = asked
        self.paths = paths
    }

    /// - Parameters:
    ///   - usage: of some records, those of a file one after another.
    ///   - records: how many they are, with those that could not be read.
    mutating func add(_ usage: FieldUsage?, records: Int) {
        guard let usage else { return }
        defer { currentRecords += records }
        if current?.file == usage.file, current?.isStore == usage.isStore {
            current?.add(usage)
        } else {
            endFile()
            current = usage
        }
    }

    mutating func endFile() {
        guard let usage = current else { return }
        if currentRecords == 0, !usage.isStore {
            if emptyFiles.count < FieldsTally.mostEmpty { emptyFiles.append(usage.file) }
            emptyCount += 1
        }
        current = nil
        currentRecords = 0
        for name in usage.names {
            if name.isNamed, let field = name.field, isAsked(name, of: usage) { found.insert(field) }
            if names.count < FieldsTally.mostNames, seen.insert(name.name).inserted { names.append(name.name) }
        }
        guard !usage.isStore, !usage.names.isEmpty || !usage.remarks.isEmpty else { return }
        let summary = FieldsSummary(usage)
        if let index = summaries.firstIndex(where: summary.isLike) {
            summaries[index].count += 1
            summaries[index].remarks.add(summary.remarks)
        } else if summaries.count < FieldsTally.mostWays {
            summaries.append(summary)
        } else {
            moreFiles += 1
        }
    }

    /// No name of a field has been met, as where no record can be read.
    var holdsNothing: Bool { names.isEmpty && current?.names.isEmpty ?? true }

    /// Whether some field that was asked for has been in no record so far.
    var lacksField: Bool {
        asked.contains { field, name in
            !found.contains(field)
                && !(current?.names.contains { $0.isNamed && $0.field == field && isAsked($0, of: current!) } ?? false)
        }
    }

    /// Records of an archive were named by those who imported them.
    private func isAsked(_ name: FieldUsage.Name, of usage: FieldUsage) -> Bool {
        !usage.isStore || name.field.map { asked[$0] } == name.name
    }

    /// - Throws: `CorpusError.noSuchField` where a field that was asked for is in no record.
    func check() throws {
        // Records that cannot be read at all have another fault.
        if names.isEmpty { return }
        for field in RecordField.allCases {
            guard let name = asked[field], !found.contains(field) else { continue }
            let path = paths.count == 1 ? PathName.shown(paths[0]) : "\(paths.count) files"
            throw CorpusError.noSuchField(path: path, name: name, fields: names)
        }
    }
}
