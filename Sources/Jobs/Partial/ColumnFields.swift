import Corpus

extension ArticleSource {
    /// Which fields the columns of a data frame may hold, so that others need not be read. Several may hold the same one.
    ///
    /// - Returns: a field per column; nil for those that jobs do not look at.
    /// - Throws: `InvalidOption` where a field was named and no column is called so.
    public func fields(of columns: [String]) throws -> [RecordField?] {
        for field in RecordField.allCases {
            guard let name = fields.names[field] else { continue }
            try require(
                columns.contains { isNamed($0, name) || fields.field(named: $0) == field },
                ArticleSource.option(of: field), "'\(name)'",
                "no column is called so: \(columns.joined(separator: ", "))")
        }
        return columns.map { column in
            RecordField.allCases.first { field in fields.names[field].map { isNamed(column, $0) } ?? false }
                ?? fields.field(named: column)
        }
    }

    /// Whether a name is that of a column or of something within it.
    private func isNamed(_ column: String, _ name: String) -> Bool { name == column || name.hasPrefix(column + ".") }

    private static func option(of field: RecordField) -> String { field == .industries ? "label" : field.rawValue }
}
