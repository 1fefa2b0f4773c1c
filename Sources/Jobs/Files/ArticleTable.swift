import Corpus
import Reports

/// Articles with their tags as a table: the fields of an article under the names of the native format, so that the table
/// can be read again as the same articles, then what a model says, then the other fields of the records.
///
/// Tags have columns of their own and fill in nothing, so that an article's labels stay apart from a model's.
struct ArticleTable {
    /// An article, what a model says of it, and its record as it came in.
    struct Row: Sendable {
        let article: Article
        let tags: InferredTags
        let rest: RecordRest

        /// Texts are written as they came in, so that reading cleans them once.
        func value(of field: RecordField) -> String { rest.texts[field] ?? article.value(of: field) }
    }

    private let parts: [RecordField]
    /// Other fields that have a column.
    private let others: [String: Int]
    let columns: [Table.Column]
    /// Names of columns of tables that records have fields of their own under.
    private let taken: Set<String>
    /// Other fields that have none, since they come later than the columns are written, and how often they are filled.
    private(set) var leftOut: [String: Int] = [:]
    /// Names of its own columns that records had fields under, which stayed; the columns have others.
    let keptNames: [String]

    static let basis = "标注依据"
    /// The columns that every such table begins with.
    static let firstColumns = RecordField.written.map { $0.nativeNames[0] }
    private static let probability = "行业概率"
    private static let maximumOthers = 200

    /// - Parameters:
    ///   - parts: what models were asked for.
    ///   - first: the first rows, whose other fields get columns.
    init(parts: Set<RecordField>, first: [Row]) {
        self.parts = InferredTags.fields.filter(parts.contains)
        var columns = RecordField.written.map { Table.Column($0.nativeNames[0], isDate: $0 == .date) }
        let taken = first.reduce(into: Set<String>()) { $0.formUnion(ArticleTable.taken(by: $1.rest)) }
        self.taken = taken
        let tagColumns = ArticleTable.tagColumns(self.parts)
        keptNames = tagColumns.map(\.name).filter(taken.contains)
        columns += tagColumns.map { column in
            var column = column
            if taken.contains(column.name) { column.name = TagMarks.other(column.name) }
            return column
        }
        var names = Set(columns.map(\.name))
        var others: [String: Int] = [:]
        for row in first {
            // The columns of an earlier table come anew.
            for field in row.rest.fields where others.count < ArticleTable.maximumOthers {
                guard !ArticleTable.isOwn(field, taken), names.insert(field.name).inserted else { continue }
                others[field.name] = columns.count
                columns.append(.init(field.name))
            }
        }
        self.columns = columns
        self.others = others
    }

    /// What a model says, without the article it says it of.
    ///
    /// - Parameter parts: in the order of `InferredTags.fields`.
    static func tagColumns(_ parts: [RecordField]) -> [Table.Column] {
        var columns: [Table.Column] = []
        for part in parts {
            columns.append(.init(ArticleTable.name(of: part)))
            if part == .industries { columns.append(.init(ArticleTable.probability, isNumber: true)) }
        }
        return columns + [.init(ArticleTable.basis)]
    }

    /// A cell for each of these columns; empty where the model says nothing.
    ///
    /// - Parameter basis: what the record says that its own tags rest on.
    static func tagCells(_ tags: InferredTags, _ parts: [RecordField], basis: @autoclosure () -> String) -> [String] {
        let values = tags.values
        var cells: [String] = []
        for part in parts {
            cells.append(values[part] ?? "")
            guard part == .industries else { continue }
            let best = tags.tags[.industries]?.first?.probability.flatMap(WrittenProbability.rounded)
            cells.append(best.map { "\($0)" } ?? "")
        }
        let reasons = tags.reasons
        return cells + [reasons.isEmpty ? basis() : reasons]
    }

    private static func name(of part: RecordField) -> String { "预测" + part.nativeNames[0] }

    /// The names of our columns under which a record has a field of its own. What an earlier table had there is none: it
    /// says beside it what the tags rest on, or has another name where one of these was taken then.
    static func taken(by rest: RecordRest) -> Set<String> {
        let own = rest.fields.map(\.name).filter(ownNames.contains)
        guard !own.isEmpty else { return [] }
        let names = Set(rest.fields.map(\.name))
        let isOurs = [rest.basis, rest.others.first { $0.name == TagMarks.other(basis) }?.value ?? ""]
            .contains(where: TagMarks.isBasis)
        return Set(own.filter { $0 == basis || !isOurs || names.contains(TagMarks.other($0)) })
    }

    /// Whether a field is what `tag` or `export` wrote there earlier: a column of a table, or a mark of JSON.
    private static func isOwn(_ field: (name: String, value: String), _ taken: Set<String>) -> Bool {
        TagMarks.isMark(field) || ownNames.contains(field.name) && !taken.contains(field.name)
    }

    /// The names of all columns that tags may have.
    static let ownNames = Set([probability, basis] + InferredTags.fields.map(name))

    mutating func cells(of row: Row) -> [Table.Cell] {
        var cells = RecordField.written.map { field in
            Table.Cell(row.value(of: field), link: field == .link ? row.article.link : "")
        }
        cells += ArticleTable.tagCells(row.tags, parts, basis: row.rest.ownBasis).map { Table.Cell($0) }
        cells += Array(repeating: Table.Cell(""), count: columns.count - cells.count)
        let taken = taken.union(ArticleTable.taken(by: row.rest))
        for field in row.rest.fields where !ArticleTable.isOwn(field, taken) {
            if let index = others[field.name] {
                cells[index] = Table.Cell(field.value, value: ArticleTable.figure(field.value))
            } else {
                leftOut[field.name, default: 0] += 1
            }
        }
        return cells
    }
}

extension ArticleTable {
    /// A text that is a number as programs write it, so that a workbook may hold it as one and give it back.
    private static func figure(_ text: String) -> Double? {
        guard text.utf8.count <= 15, let value = Double(text), text.utf8.allSatisfy({ $0 < 0x3A }) else { return nil }
        return Int(text).map { "\($0)" } == text || "\(value)" == text && !text.hasSuffix(".0") ? value : nil
    }
}

extension RecordRest {
    /// What an earlier run of trend wrote that tags rest on.
    var ownBasis: String { TagMarks.isBasis(basis) ? basis : "" }

    /// The other fields, and with them a person's word under the name of the basis.
    var fields: [(name: String, value: String)] {
        basis == ownBasis ? others : others + [(ArticleTable.basis, basis)]
    }
}

extension RecordField {
    /// The fields in the order of the native format.
    fileprivate static let written: [RecordField] = [
        .title, .link, .date, .source, .text, .keywords, .technologies, .industries, .events,
    ]
}

/// Writes articles as CSV or as a workbook, row by row.
struct ArticleTableWriter {
    enum Form { case csv, xlsx }

    private let parts: Set<RecordField>
    private let target: JobOutput
    private let output: OpenOutput
    private var table: ArticleTable?
    private var csv: CSVWriter?
    private let workbook: WorkbookWriter?

    /// - Throws: `CorpusError.unwritable`.
    init(_ form: Form, parts: Set<RecordField>, to target: JobOutput, _ output: OpenOutput) throws {
        self.parts = parts
        self.target = target
        self.output = output
        csv = form == .csv ? CSVWriter(forSpreadsheets: true) : nil
        workbook = form == .xlsx ? try WorkbookWriter(for: target.name, temporaryFolder: target.folder) : nil
    }

    mutating func append(_ rows: [ArticleTable.Row]) throws {
        try begin(rows)
        for row in rows {
            let cells = table!.cells(of: row)
            csv?.append(cells.lazy.map(\.text))
            try workbook?.append(cells)
        }
        if let bytes = csv?.takeBytes() { try output.write(bytes) }
    }

    /// Names of columns that records had fields under, which stayed.
    var keptNames: [String] { table?.keptNames ?? [] }

    private mutating func begin(_ rows: [ArticleTable.Row]) throws {
        guard table == nil else { return }
        let table = ArticleTable(parts: parts, first: rows)
        if csv != nil, case .file(let path) = target { try ArticleTableWriter.check(path, table) }
        csv?.append(table.columns.map(\.name))
        try workbook?.begin("articles", table.columns)
        self.table = table
    }

    /// Makes sure that no column of an earlier table is lost, which a person may have added.
    ///
    /// - Throws: `InvalidOption`.
    private static func check(_ path: String, _ table: ArticleTable) throws {
        let known = Set(table.columns.map(\.name) + ArticleTable.firstColumns).union(ArticleTable.ownNames)
        let header = (try? EditedTable.firstRow(of: path)) ?? []
        guard let lost = header.first(where: { !known.contains($0) && !TagMarks.isMark(($0, "")) }) else { return }
        throw InvalidOption(
            "output", path,
            "the file has a column that these articles have no field for: \(lost.prefix(60)); "
                + "name another file, or delete it")
    }

    /// - Returns: the fields that had no column, the most frequent first, and what a workbook could not hold.
    mutating func finish() throws -> (omitted: [OmittedField], losses: WorkbookWriter.Losses) {
        try begin([])
        if let bytes = csv?.takeBytes() { try output.write(bytes) }
        try workbook?.finish(output.write)
        return (OmittedField.list(table!.leftOut), workbook?.losses ?? .init())
    }
}

/// A field that a format has no place for.
public struct OmittedField: Codable, Equatable, Sendable {
    public let name: String
    public let articles: Int

    /// What a user should know; nil for no field.
    ///
    /// - Parameter table: whether they were left out of a table, which takes the fields of its first records only.
    static func line(_ fields: [OmittedField], table: Bool) -> String? {
        guard !fields.isEmpty else { return nil }
        return (table ? "the first records lack" : "records have no place for") + " these fields, which were left out: "
            + fields.prefix(20).map { "\(jsonString($0.name)) of \($0.articles) articles" }.joined(separator: ", ")
            + (fields.count > 20 ? " and \(fields.count - 20) others" : "")
    }

    static func list(_ counts: [String: Int]) -> [OmittedField] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { OmittedField(name: $0.key, articles: $0.value) }
    }
}
