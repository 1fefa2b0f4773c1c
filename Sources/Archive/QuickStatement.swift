import CSQLite
import GRDB

/// A prepared statement for the inner loops of an import: values are bound without being boxed or copied.
///
/// It belongs to the connection and the thread that made it, and must not outlive them.
final class QuickStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer

    /// - Throws: `DatabaseError`.
    init(_ db: Database, _ sql: String) throws {
        connection = db.sqliteConnection!
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw QuickStatement.error(connection, code) }
        self.statement = statement
    }

    deinit { sqlite3_finalize(statement) }

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

    /// Ends a query before its last row.
    func reset() { sqlite3_reset(statement) }

    /// A column of the row, from 0; 0 for anything but a number.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
}
