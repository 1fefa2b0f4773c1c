import CSQLite
import GRDB

/// The hash that a row of an archive carries of its own values, so that a damaged one is not read as if it were whole.
///
/// It is computed by the SQL function `seal`, from the values as SQLite holds them, wherever a row is written and read.
/// It tells damage and careless forgery; whoever knows this file can compute it too.
enum Seal {
    /// The columns that a row's seal covers, by table. Every released seal covers these, in this order.
    static let columns: [String: [String]] = [
        "article": [
            "id", "file", "line", "reading", "link", "day", "dateRule", "hasLabels", "first", "likeness", "textHash",
            "appearanceHash", "recordHash",
        ],
        "file": ["id", "name"], "reading": ["id", "fields"], "model": ["id", "fingerprint"],
        "sighting": ["article", "file", "line"],
        "inferred": ["article", "model", "industries", "technologies", "keywords", "events"],
        "correction": ["key", "title", "industries"], "setting": ["name", "value"],
        "fact": ["chunk", "firstDay", "lastDay", "undated", "days", "earlier", "marks"], "band": ["chunk", "keys"],
        "deleted": ["article"], "name": ["id", "name"], "named": ["kind", "chunk", "names"],
        "lookupRun": ["id", "firsts"], "lookupBlock": ["id", "entries"],
    ]

    /// The tables that version 4 sealed; those that came later have had seals from the beginning.
    private static let first = [
        "article", "correction", "file", "inferred", "model", "reading", "setting", "sighting",
    ]

    /// The seal of a row, as an SQL expression.
    ///
    /// - Parameters:
    ///   - alias: the name of the table in the statement; nil for bare names of columns.
    ///   - changes: SQL expressions in place of columns that the statement changes.
    static func expression(_ table: String, as alias: String? = nil, _ changes: [String: String] = [:]) -> String {
        let values = columns[table]!.map { changes[$0] ?? (alias.map { $0 + "." } ?? "") + $0 }
        return "seal(" + values.joined(separator: ", ") + ")"
    }

    /// The seal of new values, `?1` and so on.
    static func ofValues(_ table: String) -> String {
        "seal(" + columns[table]!.indices.map { "?\($0 + 1)" }.joined(separator: ", ") + ")"
    }

    /// Whether a row is as it was written: 1 or 0.
    static func isWhole(_ table: String, as alias: String? = nil) -> String {
        "\(alias.map { $0 + "." } ?? "")seal IS \(expression(table, as: alias))"
    }

    /// Adds the seals to an archive that has none. Whatever else a migration changes in these tables must come before,
    /// or be sealed by it.
    static func addColumns(_ db: Database) throws {
        for table in first {
            try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN seal INTEGER")
            try db.execute(sql: "UPDATE \(table) SET seal = \(expression(table))")
        }
    }

    /// Adds the function to a connection.
    static func register(_ db: Database) {
        sqlite3_create_function_v2(
            db.sqliteConnection!, "seal", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil,
            { context, count, values in
                var hash = Hash()
                for index in 0..<Int(count) { hash.add(values![index]!) }
                sqlite3_result_int64(context, Int64(bitPattern: hash.value))
            }, nil, nil, nil)
    }

    /// Eight bytes at a step.
    private struct Hash {
        var value: UInt64 = 0x7472_656E_6421_0001

        mutating func add(_ cell: OpaquePointer) {
            let kind = sqlite3_value_type(cell)
            mix(UInt64(kind))
            switch kind {
            case SQLITE_INTEGER: mix(UInt64(bitPattern: sqlite3_value_int64(cell)))
            case SQLITE_FLOAT: mix(sqlite3_value_double(cell).bitPattern)
            case SQLITE_NULL: break
            default:
                let bytes = UnsafeRawBufferPointer(
                    start: sqlite3_value_blob(cell), count: Int(sqlite3_value_bytes(cell)))
                mix(UInt64(bytes.count))
                var at = 0
                while at + 8 <= bytes.count {
                    mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
                    at += 8
                }
                var rest: UInt64 = 0
                for byte in bytes[at...] { rest = rest << 8 | UInt64(byte) }
                mix(rest)
            }
        }

        private mutating func mix(_ word: UInt64) {
            value = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
            value ^= value >> 29
        }
    }
}
