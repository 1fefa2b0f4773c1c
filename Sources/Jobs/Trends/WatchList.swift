import Corpus
import Timeline

/// A list of watched terms in a table: a term per row, as on the command line (`智能体=智能体|AI Agent`), or its name
/// and its spellings in two columns. A header is `term,spellings`; further columns are notes.
struct WatchList {
    let terms: [WatchedTerm]

    /// - Throws: `CorpusError` with the line and the value of a bad row.
    init(path: String) throws {
        var table = try EditedTable(path: path)
        let header = table.takeHeader([["term", "terms", "name", "关注词", "名称", "词"], ["spellings", "spelling", "写法"]])
        var terms: [WatchedTerm] = []
        var lines: [String: Int] = [:]
        for row in table.rows {
            let (name, spellings) = (row[header.map { $0[0] } ?? 0], row[header.map { $0[1] } ?? 1])
            guard !name.isEmpty else {
                throw table.error(row.line, "the row has no term: '\(row.cells.joined(separator: ",").prefix(60))'")
            }
            guard let term = spellings.isEmpty ? WatchedTerm(name) : WatchedTerm(name: name, spellings: spellings)
            else {
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
    }
}
