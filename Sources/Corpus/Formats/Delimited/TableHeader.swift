import Foundation
import Text

/// The header of a table: the names of its columns and the fields of an article that they hold.
struct TableHeader {
    /// Each another one, since the rows may be written as JSON objects: of columns of one name the first keeps it, and
    /// the others get their number behind it.
    private(set) var names: [String]
    /// As they are written.
    let written: [String]
    /// The columns up to the last one with a name: a row need not have more cells.
    let width: Int
    /// What the name of each column says, and which column may hold which field.
    private let matches: [FieldName?]
    private let plan: FieldPlan
    private let version: TextNormalizer.Version
    private let filled: FilledColumn?
    /// Rows read, and those of which an article took a field from a column, since `takeUsage`.
    private var rows = 0
    private var used: [Int]

    /// What stands above the header and is not read.
    var linesAbove: [String] = []

    /// The table was written by `trend tag` or `export`, with marks that keep spreadsheets from running cells.
    let isOwn: Bool

    /// The columns that such a table begins with.
    private static let ownColumns = [
        RecordField.title, .link, .date, .source, .text, .keywords, .technologies, .industries, .events,
    ].map { $0.nativeNames[0] }

    /// - Parameter version: of the reading, since later ones know more names.
    init(_ names: [String], _ mapping: FieldMapping, _ version: TextNormalizer.Version = .newest) {
        self.version = version
        let written = names.map(trimmed)
        isOwn = written.starts(with: TableHeader.ownColumns)
        self.written = written
        width = written.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        var taken = Set(written)
        var seen: Set<String> = []
        let distinct = written.enumerated().map { index, name in
            if seen.insert(name).inserted { return name }
            var numbered = name
            repeat { numbered += " (\(index + 1))" } while !taken.insert(numbered).inserted
            return numbered
        }
        self.names = distinct
        // A column of a name that another one has counts where that one is empty.
        matches = zip(distinct, written).map { name, shared in
            if let own = mapping.match(name, version) { return own }
            var match = mapping.match(shared, version)
            if match?.field == .text, match?.isNamed == false { match?.tier = .weak }
            return match
        }
        plan = FieldPlan(matches)
        filled = FilledColumn(written)
        used = distinct.map { _ in 0 }
    }

    /// Some column holds what models read.
    var hasContent: Bool { matches.contains { [.text, .title].contains($0?.field) } }

    /// The same by a name that hardly means anything else, where nobody has said that this is a table.
    var isLikely: Bool { matches.contains { [.text, .title].contains($0?.field) && $0!.tier <= .usual } }

    /// How many fields of an article the columns hold.
    var fieldCount: Int { fields.count }

    private var fields: Set<RecordField> { Set(plan.columns.map(\.field)) }

    /// Whether the row below a header is the header in its place, as where the upper one only groups columns.
    func isBetter(than upper: TableHeader) -> Bool { hasContent && fieldCount > max(1, upper.fieldCount) }

    func field(of column: Int) -> RecordField? { matches.indices.contains(column) ? matches[column]?.field : nil }

    func holdsField(_ column: Int) -> Bool { field(of: column) != nil }

    /// Whether an article is made of what a column holds.
    func isRead(_ column: Int) -> Bool { holdsField(column) || column == filled?.index }

    /// What a row is that is no record: a header once more, or a rule below it, or a footer with what it says.
    enum Aside {
        case header
        case footer(String)
    }

    /// - Parameter isFirst: no record stands between the header and the row.
    func aside(_ cells: [String], isFirst: Bool) -> Aside? {
        if isRepeated(cells) || isFirst && TableHeader.isRule(cells) || isOtherwise(cells, isFirst: isFirst) {
            return .header
        }
        return TableFooter.text(of: cells).map(Aside.footer)
    }

    /// `|---|:--:|` of Markdown.
    private static func isRule(_ cells: [String]) -> Bool {
        let bare = cells.lazy.map(trimmed).filter { !$0.isEmpty }
        return !bare.isEmpty
            && bare.allSatisfy { cell in
                cell.utf8.count > 2 && cell.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
            }
    }

    /// Whether a row is the header once more, as where exports were joined.
    func isRepeated(_ cells: [String]) -> Bool {
        guard cells.count == written.count, let first = plan.columns.first?.index else { return false }
        // Hardly any row gets further, and none does so at the cost of a copy.
        guard
            cells[first].unicodeScalars.first == written[first].unicodeScalars.first
                || cells[first].unicodeScalars.first?.properties.isWhitespace == true
        else { return false }
        return zip(cells, written).allSatisfy { trimmed($0) == $1 }
    }

    /// Whether a row below the header is the header once more, by other names (`title`, `标题`) or as the numbers of its
    /// columns: （1）（2）（3）.
    ///
    /// - Parameter isFirst: no record stands between.
    private func isOtherwise(_ cells: [String], isFirst: Bool) -> Bool {
        if isFirst, TableHeader.areNumbers(cells) { return true }
        guard TableHeader.mayBeNames(cells) else { return false }
        var same = 0
        for (index, cell) in cells.enumerated() where holdsField(index) && !cell.isEmpty {
            guard FieldNames.find(trimmed(cell), version)?.field == field(of: index) else { return false }
            same += 1
        }
        // What is in no field of an article may be called anything, as the lower row of two merged ones has it.
        return same > 1
    }

    /// Whether cells are the numbers of their columns, all but empty ones.
    private static func areNumbers(_ cells: [String]) -> Bool {
        var (count, shift) = (0, Int?.none)
        for (index, cell) in cells.enumerated() where !cell.isEmpty {
            let bare = cell.utf8.count <= 12 ? trimmed(cell).trimmingCharacters(in: brackets) : ""
            guard let number = Int(bare), shift == nil || shift == number - index else { return false }
            shift = number - index
            count += 1
        }
        return count > 2 && (shift == 0 || shift == 1)
    }

    private static let brackets = CharacterSet(charactersIn: "（）()")

    /// Nearly every row has a text that is no name, or a number.
    private static func mayBeNames(_ cells: [String]) -> Bool {
        cells.allSatisfy { cell in
            cell.utf8.count <= longestName && !(cell.utf8.first.map { isDigit($0) } ?? false)
        }
    }

    /// The header that a row is, where it has the names of this one in another order, or some of them and others that
    /// are known, or names the same fields by other names in another order.
    func another(_ cells: [String], _ mapping: FieldMapping) -> TableHeader? {
        guard mayBeAnother(cells) else { return nil }
        let header = TableHeader(cells, mapping, version)
        guard header.hasContent, header.fieldCount > 1, header.written != written else { return nil }
        let shared = Set(header.written).intersection(written).subtracting([""]).count
        let isSame = header.fieldCount > 2 && header.fields == fields && !isOtherwise(cells, isFirst: false)
        return shared > 1 || isSame ? header : nil
    }

    /// Whether a row, or the part of it that has been read, is nothing but names.
    func mayBeAnother(_ cells: [String]) -> Bool { TableHeader.mayBeNames(cells) && cells.allSatisfy(isName) }

    private static let longestName = 40

    private func isName(_ cell: String) -> Bool {
        let cell = trimmed(cell)
        return cell.isEmpty || written.contains(cell) || FieldNames.find(cell, version) != nil
            || FieldNames.isOther(cell)
    }

    /// - Parameter cells: as many as there are names.
    mutating func fill(_ values: inout FieldValues, from cells: [String]) {
        rows += 1
        plan.fill(&values, from: cells, counting: &used)
        if let filled, values.hasLabels, let labels = filled.labels(in: cells) { values.note(labels) }
    }

    mutating func takeUsage(of file: String) -> FieldUsage {
        var usage = FieldUsage(file: file)
        usage.linesAbove = linesAbove
        for (index, name) in names.enumerated() where rows > 0 {
            usage.add(name, matches[index], records: rows, used: used[index])
            used[index] = 0
        }
        rows = 0
        return usage
    }

    /// Why a table without a text and a title cannot be read: a column that was asked for is not there, or none is known.
    static func lacking(_ path: String, _ columns: [String], _ asked: FieldMapping) -> CorpusError {
        for field in [RecordField.text, .title] where !asked.remembered.contains(field) {
            if let name = asked.names[field] { return .noSuchField(path: path, name: name, fields: columns) }
        }
        return .noTextColumn(path: path, columns: columns)
    }

    /// A name that no column has.
    func newName(_ name: String) -> String {
        var name = name
        while names.contains(name) { name += "'" }
        return name
    }
}
