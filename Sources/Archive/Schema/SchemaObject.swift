import GRDB

/// A table, index, view or trigger that a database file defines.
///
/// What a file defines is compared with what an archive defines, before anything is read from it. A view in place of a
/// table, for example, can make a query run for ever.
struct SchemaObject: Hashable {
    let kind: String
    let name: String
    let table: String
    /// The definition, without comments and white space; empty for the index of a key.
    let definition: String

    /// The table of the migrations that the archive has had.
    static let versions = SchemaObject(
        kind: "table", name: "grdb_migrations", table: "grdb_migrations",
        definition: "CREATETABLEgrdb_migrations(identifierTEXTNOTNULLPRIMARYKEY)")

    private static let most = 200

    /// - Throws: `ArchiveDamage` if there are more objects than an archive has.
    static func all(_ db: Database) throws -> [SchemaObject] {
        let rows = try Row.fetchCursor(db, sql: "SELECT type, name, tbl_name, sql FROM sqlite_master")
        var objects: [SchemaObject] = []
        while let row = try rows.next() {
            guard objects.count < most else { throw ArchiveDamage("its tables", "there are too many") }
            objects.append(
                SchemaObject(
                    kind: try row.decode(String?.self, atIndex: 0) ?? "",
                    name: try row.decode(String?.self, atIndex: 1) ?? "",
                    table: try row.decode(String?.self, atIndex: 2) ?? "",
                    definition: bare(try row.decode(String?.self, atIndex: 3) ?? "")))
        }
        return objects
    }

    /// - Throws: `ArchiveDamage` unless the objects are the expected ones. What `ANALYZE` adds is allowed.
    static func check(_ found: [SchemaObject], against expected: [SchemaObject]) throws {
        let wanted = Set(expected)
        for object in found where !wanted.contains(object) && !object.isStatistics && !object.isIndexPart(wanted) {
            throw ArchiveDamage(
                "\(object.kind.isEmpty ? "object" : object.kind) '\(object.name.prefix(40))'",
                "an archive has none that is defined like this")
        }
        guard Set(found.map(\.name)).isSuperset(of: wanted.map(\.name)) else {
            throw ArchiveDamage("its tables", "some are missing")
        }
    }

    private var isStatistics: Bool {
        kind == "table" && name.hasPrefix("sqlite_stat") && definition.hasPrefix("CREATETABLEsqlite_stat")
            && isPlain
    }

    /// A table that the full-text index keeps its data in. Another version of SQLite may define it otherwise.
    private func isIndexPart(_ expected: Set<SchemaObject>) -> Bool {
        kind == "table" && name.hasPrefix("search_") && definition.hasPrefix("CREATETABLE'\(name)'") && isPlain
            && expected.contains { $0.name == name }
    }

    /// A table of nothing but columns: no query, and no expression in parentheses.
    private var isPlain: Bool {
        definition.count(where: { $0 == "(" }) == 1 && definition.count(where: { $0 == ")" }) == 1
    }

    private static func bare(_ sql: String) -> String {
        var result = String.UnicodeScalarView()
        var quote: Unicode.Scalar?
        var isComment = false
        var dash = false
        for scalar in sql.unicodeScalars {
            if isComment {
                isComment = scalar != "\n"
                continue
            }
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "'" || scalar == "\"" || scalar == "`" {
                quote = scalar
            } else if scalar == "-", dash {
                isComment = true
                dash = false
                result.removeLast()
                continue
            } else if scalar.properties.isWhitespace {
                dash = false
                continue
            }
            dash = quote == nil && scalar == "-"
            result.append(scalar)
        }
        return String(result)
    }
}
