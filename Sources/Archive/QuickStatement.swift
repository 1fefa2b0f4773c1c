import CSQLite
import GRDB

/// A prepared statement for inner loops: values are bound and read without being boxed or copied.
///
/// It belongs to the connection and the thread that made it, and must not outlive them.
final class QuickStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    /// The connection's own statement, which is finalized there.
    private let cached: Statement?

    /// - Throws: `DatabaseError`.
    init(_ db: Database, _ sql: String) throws {
        connection = db.sqliteConnection!
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw QuickStatement.error(connection, code) }
        self.statement = statement
        cached = nil
    }

    /// A query that the connection keeps prepared, before its first row. No other one with the same text may be under way.
    ///
    /// - Throws: `DatabaseError`.
    init(cached sql: String, _ arguments: StatementArguments, _ db: Database) throws {
        connection = db.sqliteConnection!
        let cached = try db.cachedStatement(sql: sql)
        try cached.setArguments(arguments)
        self.cached = cached
        statement = cached.sqliteStatement
    }

    deinit { if cached == nil { sqlite3_finalize(statement) } }

    private static func error(_ connection: OpaquePointer, _ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
    }

    /// - Parameter index: from 1.
    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(statement, index, value) }

    func bind(_ index: Int32, _ value: Int64?) {
        if let value { bind(index, value) } else { sqlite3_bind_null(statement, index) }
    }

    /// Binds text, which must stay where it is until the next `reset`.
    func bind(_ index: Int32, _ text: UnsafeBufferPointer<UInt8>) {
        guard let base = text.baseAddress else {
            sqlite3_bind_text(statement, index, "", 0, nil)
            return
        }
        base.withMemoryRebound(to: CChar.self, capacity: text.count) {
            _ = sqlite3_bind_text64(statement, index, $0, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
        }
    }

    func bind(_ index: Int32, _ text: UnsafeBufferPointer<UInt8>?) {
        if let text { bind(index, text) } else { sqlite3_bind_null(statement, index) }
    }

    /// Binds a copy of a text.
    func bind(_ index: Int32, copying text: String?) {
        guard var text else {
            sqlite3_bind_null(statement, index)
            return
        }
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text64(
                    statement, index, $0.baseAddress ?? UnsafePointer(bitPattern: 1), UInt64($0.count), transient,
                    UInt8(SQLITE_UTF8))
            }
        }
    }

    /// Binds bytes, which must stay where they are until the next `reset`.
    func bind(_ index: Int32, blob: UnsafeRawBufferPointer) {
        sqlite3_bind_blob64(statement, index, blob.baseAddress, UInt64(blob.count), nil)
    }

    /// Goes to the next row.
    ///
    /// - Returns: false at the end, after which the statement is reset.
    func step() throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw QuickStatement.error(connection, code) }
        return false
    }

    /// Runs a statement that gives no rows.
    func run() throws { _ = try step() }

    /// How many rows the connection's last statement that changes any inserted, changed or deleted.
    var changes: Int32 { sqlite3_changes(connection) }

    /// Ends a query before its last row.
    func reset() { sqlite3_reset(statement) }

    /// A column of the row, from 0; 0 for anything but a number.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// A column of the row as UTF-8, which stays where it is until the next step; nil for none.
    func text(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
        guard let text = sqlite3_column_text(statement, column) else { return nil }
        return UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
    }

    /// A column of the row as bytes, which stay where they are until the next step; empty for none.
    func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
    }

    /// A text column as a string; SQLite ends a text at the character 0.
    func string(_ column: Int32) -> String? {
        text(column).map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
}
