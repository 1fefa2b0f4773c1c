import Corpus
import Timeline

/// A list of watched terms in a table: a term per row, as on the command line (`智能体=智能体|AI Agent`), or its name
/// and its spellings in further cells, each with one or several.
///
/// A header says which column is which: `term,spellings`. Under `aliases` the name is a spelling too. Columns of other
/// names are notes of their author's.
struct WatchList {
    let terms: [WatchedTerm]
    /// What of the list was not used, a line each.
    let notes: [String]

    private static let separators: Set<Character> = ["|", "｜", "、", ";", "；", ",", "，"]

    /// - Throws: `CorpusError` with the line and the value of a bad row.
    init(path: String) throws {
        var table = try EditedTable(path: path)
        let columns = Columns(takenFrom: &table)
        var terms: [WatchedTerm] = []
        var lines: [String: Int] = [:]
        for row in table.rows {
            let name = row[columns.term]
            guard !name.isEmpty else {
                throw table.error(row.line, "the row has no term: '\(row.cells.joined(separator: ",").prefix(60))'")
            }
            guard let term = WatchList.term(name, row, columns) else {
                throw table.error(
                    row.line, "'\(name.prefix(60))' holds no term; write a term or its spellings: AI Agent|智能体")
            }
            if let first = lines[term.name] {
                throw table.error(row.line, "'\(term.name.prefix(60))' is in line \(first) already; remove one of them")
            }
            lines[term.name] = row.line
            terms.append(term)
        }
        guard !terms.isEmpty else {
            throw CorpusError.wrongFormat(path: path, reason: "the list holds no terms; write one per line")
        }
        self.terms = terms
        notes =
            columns.unused.isEmpty
            ? []
            : [
                "\(path): not used: the \(columns.unused.count == 1 ? "column" : "columns") "
                    + columns.unused.map { "'\($0.prefix(40))'" }.joined(separator: ", ")
                    + "; spellings stand under 'spellings'"
            ]
    }

    private static func term(_ name: String, _ row: EditedTable.Row, _ columns: Columns) -> WatchedTerm? {
        var spellings: [String] = []
        var isAlsoNamed = false
        for (column, cell) in row.cells.enumerated() where !cell.isEmpty {
            guard let kind = columns.kind(of: column) else { continue }
            isAlsoNamed = isAlsoNamed || kind == .aliases
            spellings += cell.split(whereSeparator: separators.contains).map(String.init)
        }
        if spellings.isEmpty { return WatchedTerm(name) }
        // 智能体=智能体|AI Agent, with a comma in place of the sign.
        if !columns.isNamed, name.contains(where: { "|=".contains($0) }) {
            return WatchedTerm(([name] + spellings).joined(separator: "|"))
        }
        var seen: Set<String> = []
        spellings = ((isAlsoNamed ? [name] : []) + spellings).filter { seen.insert($0).inserted }
        return WatchedTerm(name: name, spellings: spellings.joined(separator: "|"))
    }
}

extension WatchList {
    /// What stands in which column.
    private struct Columns {
        enum Kind { case spellings, aliases }

        /// Whether there is a header.
        let isNamed: Bool
        private(set) var term = 0
        private(set) var unused: [String] = []
        private var kinds: [Kind?] = []

        private static let terms = [
            "term", "terms", "name", "keyword", "keywords", "word", "关注词", "名称", "词", "关键词", "词语", "监测词",
        ]
        private static let spellings: Set = ["spellings", "spelling", "variants", "写法", "词形", "拼写", "变体"]
        private static let aliases: Set = [
            "aliases", "alias", "synonyms", "synonym", "other names", "别名", "同义词", "近义词", "其他写法", "其他名称", "又名",
        ]

        /// Takes the header, if there is one, from a table.
        init(takenFrom table: inout EditedTable) {
            let names = table.rows.first?.cells ?? []
            guard let header = table.takeHeader([Columns.terms]) else {
                isNamed = false
                return
            }
            isNamed = true
            term = header[0] ?? 0
            for (column, name) in names.enumerated() {
                let kind: Kind? =
                    Columns.spellings.contains(name.lowercased())
                    ? .spellings : Columns.aliases.contains(name.lowercased()) ? .aliases : nil
                kinds.append(kind)
                if kind == nil, column != term, !name.isEmpty { unused.append(name) }
            }
        }

        /// Nil for the term and for a column that is not used. Cells beyond a header, or without one, are spellings.
        func kind(of column: Int) -> Kind? {
            column == term ? nil : column < kinds.count ? kinds[column] : .spellings
        }
    }
}
