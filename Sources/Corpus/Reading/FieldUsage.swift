/// Under which names the records of a file, or of a part of it, hold their fields, and which of these were read.
public struct FieldUsage: Equatable, Sendable {
    public struct Name: Equatable, Sendable {
        /// As it stands in the file: untrusted text.
        public var name: String
        /// The field that it was read as; nil for none.
        public var field: RecordField?
        /// The records in which it stands, and those in which the article's field is from it.
        public var records: Int
        public var used: Int
        /// The name was given by the caller.
        public var isNamed: Bool
    }

    /// As messages name it.
    public var file: String
    /// An archive, whose records were read when they came in.
    public var isStore = false
    /// Of a workbook: its other sheets, which are not read. Untrusted text.
    public var sheetsNotRead: [String] = []
    /// What stands above the header of a table and is not read. Untrusted text.
    public var linesAbove: [String] = []
    /// What else is to be said of how the file was read.
    public var remarks = ReadingRemarks()
    /// In the order in which they were met.
    public private(set) var names: [Name] = []
    private var indices: [String: Int] = [:]

    /// More names are dropped, but for those that stand for a field: a hostile file must not fill the memory.
    private static let mostNames = 1000

    public init(file: String) { self.file = file }

    mutating func add(_ name: String, _ match: FieldName?, records: Int = 1, used: Int) {
        add(Name(name: name, field: match?.field, records: records, used: used, isNamed: match?.isNamed ?? false))
    }

    public mutating func add(_ name: Name) {
        if let index = indices[name.name] {
            names[index].records += name.records
            names[index].used += name.used
            return
        }
        let isFull = names.count >= FieldUsage.mostNames
        guard !isFull || name.field != nil && names.count < 2 * FieldUsage.mostNames else { return }
        indices[name.name] = names.count
        names.append(name)
    }

    /// Adds what another part of the same file holds.
    public mutating func add(_ other: FieldUsage) {
        for name in other.names { add(name) }
        if sheetsNotRead.isEmpty { sheetsNotRead = other.sheetsNotRead }
        if linesAbove.isEmpty { linesAbove = other.linesAbove }
        remarks.add(other.remarks)
    }
}
