import Text

/// Which field of a JSON object, a table or a record is which field of an article.
///
/// Codable, because a model file remembers how its corpus was read.
public struct FieldMapping: Hashable, Sendable, Codable {
    /// Fields that go by another name than their own.
    public var names: [RecordField: String]
    /// Those of `names` that nobody asked for in this run, so that no record need have them.
    package var remembered: Set<RecordField> = []

    private enum CodingKeys: CodingKey { case names }

    public init(names: [RecordField: String] = [:]) { self.names = names }

    /// The name under which a field is written.
    public func name(of field: RecordField) -> String { names[field] ?? field.nativeNames[0] }

    /// What a name says under this mapping; nil for a name that says nothing.
    ///
    /// A field that was asked for by name takes it from the field that has it by default: with
    /// `--label keywords`, the keywords are the labels. Where a record lacks that name, the usual ones count.
    ///
    /// - Parameter version: of the reading, for names that may have notes (`FieldNames.find`); nil for heads of records.
    /// - Complexity: folds the name, so whoever reads many records asks once per distinct name.
    func match(_ name: String, _ version: TextNormalizer.Version? = nil) -> FieldName? {
        if !names.isEmpty {
            for field in RecordField.allCases where names[field] == name {
                return FieldName(field: field, tier: .named, rank: 0, isCertain: true)
            }
            let bare = FieldNames.folded(name)
            for field in RecordField.allCases where names[field].map(FieldNames.folded) == bare && !bare.isEmpty {
                return FieldName(field: field, tier: .similar, rank: 0, isCertain: true)
            }
        }
        return version.map { FieldNames.find(name, $0) } ?? FieldNames.find(name)
    }

    package func field(named name: String) -> RecordField? { match(name)?.field }

    /// Whether a name is that of a title or a text.
    func isContent(_ name: String) -> Bool {
        let field = field(named: name)
        return field == .title || field == .text
    }

    /// An order of mappings that is the same in every run.
    static func order(_ a: FieldMapping, _ b: FieldMapping) -> Bool {
        func key(_ mapping: FieldMapping) -> String {
            RecordField.allCases.map { mapping.names[$0] ?? "" }.joined(separator: "\u{0}")
        }
        return key(a) < key(b)
    }
}

/// Which of a record's values, each under a name, may fill which field of the article.
struct FieldPlan: Sendable {
    struct Column: Sendable {
        var name: FieldName
        /// Of the value in the record.
        var index: Int

        var field: RecordField { name.field }
    }

    /// Field by field, the preferred one first; those of a field are of one tier, but for texts that nobody named.
    private(set) var columns: [Column] = []

    init() {}

    init(_ names: [FieldName?]) { rebuild(names.count) { names[$0] } }

    mutating func rebuild(_ count: Int, _ name: (Int) -> FieldName?) {
        columns.removeAll(keepingCapacity: true)
        for index in 0..<count {
            if let name = name(index) { columns.append(Column(name: name, index: index)) }
        }
        guard columns.count > 1 else { return }
        columns.sort { FieldPlan.order($0) < FieldPlan.order($1) }
        var kept = 0
        for column in columns {
            // A text that is empty where it usually stands may stand under a name that says less.
            if kept > 0, columns[kept - 1].field == column.field, columns[kept - 1].name.tier != column.name.tier,
                column.field != .text || columns[kept - 1].name.isNamed
            {
                continue
            }
            columns[kept] = column
            kept += 1
        }
        columns.removeLast(columns.count - kept)
    }

    private static func order(_ column: Column) -> (Int, Int, Int, Int) {
        (column.field.order, column.name.tier.rawValue, column.name.rank, column.index)
    }

    /// Gives a record's values to its fields.
    ///
    /// - Parameters:
    ///   - texts: one for each name.
    ///   - used: counts, by name, how often a value was taken.
    /// - Returns: the index of the article's text; nil where it has none.
    @discardableResult
    func fill(_ values: inout FieldValues, from texts: [String], counting used: inout [Int]) -> Int? {
        var text: Int?
        let normalizer = values.normalizer
        forEachField {
            Fullness.of(texts[$0.index], as: $0.field, normalizer)
        } take: { column in
            guard !texts[column.index].isEmpty else { return false }
            values.set(column.field, to: texts[column.index])
            used[column.index] += 1
            if column.field == .text { text = column.index }
            return true
        }
        return text
    }

    /// Goes over the fields and gives the columns of each in the order in which they are to be tried: of texts the
    /// fullest first, of other fields the preferred one that holds something.
    ///
    /// - Parameters:
    ///   - size: of the value of a column (`Fullness`). It is asked for only where a field has several.
    ///   - take: whether the value was taken, so that the field is done.
    @inline(__always)
    func forEachField<Failure: Error>(
        size: (Column) throws(Failure) -> Int, take: (Column) throws(Failure) -> Bool
    ) throws(Failure) {
        var start = 0
        while start < columns.count {
            let field = columns[start].field
            var end = start + 1
            while end < columns.count, columns[end].field == field { end += 1 }
            if end - start > 1 {
                // Among those of one size the preferred one.
                var (best, largest) = (start, try size(columns[start]))
                for at in start + 1..<end {
                    let isComparable = field == .text && columns[at].name.tier == columns[best].name.tier
                    guard isComparable || largest == 0 else { break }
                    let size = try size(columns[at])
                    if size > largest { (best, largest) = (at, size) }
                }
                if try !take(columns[best]) {
                    for at in start..<end where at != best { if try take(columns[at]) { break } }
                }
            } else {
                _ = try take(columns[start])
            }
            start = end
        }
    }
}

extension RecordField {
    fileprivate var order: Int {
        switch self {
        case .title: 0
        case .link: 1
        case .date: 2
        case .source: 3
        case .text: 4
        case .keywords: 5
        case .technologies: 6
        case .industries: 7
        case .events: 8
        }
    }
}
