import Corpus
import Reports
import Text

extension ReviewResult {
    /// One row per article, with shortened titles.
    public var text: String {
        var table = Table([.init("doubt", isNumber: true), .init("labels"), .init("title"), .init("where")])
        for candidate in articles {
            let title = terminalLines(candidate.article.title, width: 60, maximum: 1).first ?? ""
            table.append([candidate.doubt, candidate.choices, title, candidate.article.origin])
        }
        return table.plain()
    }

    /// One array.
    public func json() throws -> String { try jsonLines([articles]) }

    public var sheets: [Report.NamedTable] {
        var table = Table([
            .init("doubt", isNumber: true), .init("labels"), .init("date", isDate: true), .init("title"), .init("link"),
            .init("where"),
        ])
        for candidate in articles {
            table.append(
                [Table.Cell(candidate.doubt), Table.Cell(candidate.choices)] + candidate.article.cells
                    + [Table.Cell(candidate.article.origin)])
        }
        return [.init(name: "articles", table: table)]
    }
}

extension ReviewArticle {
    fileprivate var doubt: String { fixed(uncertainty, digits: 2) }

    fileprivate var choices: String {
        labels.map { "\($0.label) \(fixed($0.probability * 100, digits: 0))%" }.joined(separator: ", ")
    }
}
