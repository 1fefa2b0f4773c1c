/// What is to be said of how a file was read, beside its fields: what was passed over in it and what was filled in.
public struct ReadingRemarks: Equatable, Sendable, Codable {
    /// Something that has a name in the file, which is untrusted text, and how often it was met.
    public struct Count: Equatable, Sendable, Codable {
        public var name: String
        public var count: Int
    }

    /// Names in the order in which they were met; of many the first.
    public struct Counts: Equatable, Sendable, Codable {
        public private(set) var items: [Count] = []
        /// Names for which there was no room, each as often as it was met.
        public private(set) var more = 0

        /// A hostile file must not fill the memory.
        private static let most = 12

        public init() {}

        public var isEmpty: Bool { items.isEmpty }

        public mutating func add(_ name: String, _ count: Int) {
            if let index = items.firstIndex(where: { $0.name == name }) {
                items[index].count += count
            } else if items.count < Counts.most {
                items.append(Count(name: name, count: count))
            } else {
                more += 1
            }
        }

        public mutating func add(_ other: Counts) {
            for item in other.items { add(item.name, item.count) }
            more += other.more
        }
    }

    /// Of a JSON value with several lists of records: those that were read, with how many records each has, and those
    /// that were not.
    public var listsRead = Counts()
    public var listsNotRead = Counts()
    /// What the file was taken for by its bytes, where it is no UTF-8 and nobody has said.
    public var encoding: TextEncoding?
    /// What stands above the first of labeled records and is not read: untrusted text.
    public var linesAboveRecords: [String] = []
    /// Fields that a record has more than once although they hold one value, of which the first counts, and in how many
    /// lines.
    public var repeatedFields = Counts()
    /// Records whose text no head stands before.
    public var textsWithoutHead = 0
    /// Of a web page with several articles: those that were not read.
    public var articlesNotRead = 0
    /// Quotation marks at the beginning of a table's cells that nothing closes and that were taken for signs of the text.
    public var marksInText = 0
    /// Rows of a table that sum up or say where it is from, and are no records: untrusted text.
    public var footers = Counts()
    /// Text files read as one article each whose lines look like records, with the lines that they have, and of the first
    /// one how to read them so.
    public var articlesOfLines = 0
    public var linesOfArticles = 0
    public var lineForm: LineForm?
    /// Cells of a workbook that hold a formula without the value it gave.
    public var formulasWithoutValue = 0
    /// Cells of a workbook that were given the value of the merged cell they belong to.
    public var mergedCells = 0

    public init() {}

    public var isEmpty: Bool { self == ReadingRemarks() }

    /// Adds those of another part of the same file, or of a file read alike.
    public mutating func add(_ other: ReadingRemarks) {
        listsRead.add(other.listsRead)
        listsNotRead.add(other.listsNotRead)
        encoding = encoding ?? other.encoding
        if linesAboveRecords.isEmpty { linesAboveRecords = other.linesAboveRecords }
        repeatedFields.add(other.repeatedFields)
        textsWithoutHead += other.textsWithoutHead
        articlesNotRead += other.articlesNotRead
        marksInText += other.marksInText
        footers.add(other.footers)
        articlesOfLines += other.articlesOfLines
        linesOfArticles += other.linesOfArticles
        lineForm = lineForm ?? other.lineForm
        formulasWithoutValue += other.formulasWithoutValue
        mergedCells += other.mergedCells
    }
}
