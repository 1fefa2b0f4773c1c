import CSQLite
import GRDB
import Text

/// The tokens of the search index: each character of a text with the one behind it, the last one by itself.
///
/// Most Chinese words have two characters, so most terms are one token, and longer ones are found by the pairs in them.
/// A single character begins every token that it stands at the front of, so it is searched for as the beginning of
/// tokens; tokens of single characters as well would take a third more time and nearly twice the space.
enum SearchTokenizer {
    /// What the table's definition calls it.
    static let name = "characters"
    /// Parts texts: it is in no token.
    static let boundary: UInt8 = 0x1F

    /// Adds the tokenizer to a connection.
    static func register(_ db: Database) throws {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        var api: UnsafeMutablePointer<fts5_api>?
        try withUnsafeMutablePointer(to: &api) { api in
            guard sqlite3_prepare_v2(db.sqliteConnection!, "SELECT fts5(?1)", -1, &statement, nil) == SQLITE_OK,
                sqlite3_bind_pointer(statement, 1, api, "fts5_api_ptr", nil) == SQLITE_OK,
                sqlite3_step(statement) == SQLITE_ROW
            else { throw DatabaseError(message: "this SQLite has no full-text search (FTS5)") }
        }
        var tokenizer = fts5_tokenizer(
            xCreate: { _, _, _, made in
                // It has no state; SQLite wants an address that is not null.
                made?.pointee = OpaquePointer(bitPattern: 1)
                return SQLITE_OK
            },
            xDelete: { _ in },
            xTokenize: { _, context, flags, text, count, use in
                guard let text, let use, count > 0 else { return SQLITE_OK }
                return SearchTokenizer.tokens(
                    of: text, count: Int(count), isQuery: flags & FTS5_TOKENIZE_QUERY != 0, context, use)
            })
        guard let api, api.pointee.xCreateTokenizer(api, name, nil, &tokenizer, nil) == SQLITE_OK else {
            throw DatabaseError(message: "this SQLite takes no tokenizer")
        }
    }

    private typealias Use =
        @convention(c) (
            UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32, Int32, Int32
        ) -> Int32

    /// - Parameter text: UTF-8; of other bytes each is a character.
    private static func tokens(
        of text: UnsafePointer<CChar>, count: Int, isQuery: Bool, _ context: UnsafeMutableRawPointer?, _ use: Use
    ) -> Int32 {
        let isOne = width(UInt8(bitPattern: text[0]), rest: count) == count
        var code = SQLITE_OK
        text.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
            forEachToken(of: UnsafeBufferPointer(start: bytes, count: count)) { range, isPair in
                // A term's last character is in the pair before it.
                guard code == SQLITE_OK, isPair || !isQuery || isOne else { return }
                code = use(
                    context, 0, text + range.lowerBound, Int32(range.count), Int32(range.lowerBound),
                    Int32(range.upperBound))
            }
        }
        return code
    }

    @inline(__always)
    private static func forEachToken(of text: UnsafeBufferPointer<UInt8>, _ use: (Range<Int>, _ isPair: Bool) -> Void) {
        var start = 0
        while start < text.count {
            let next = start + width(text[start], rest: text.count - start)
            if text[start] != boundary {
                let isPair = next < text.count && text[next] != boundary
                use(start..<(isPair ? next + width(text[next], rest: text.count - next) : next), isPair)
            }
            start = next
        }
    }

    /// Passes the bytes of each token to `use`, as often as it stands in the text.
    static func forEachToken(of text: [UInt8], _ use: (Range<Int>) -> Void) {
        text.withUnsafeBufferPointer { text in forEachToken(of: text) { range, _ in use(range) } }
    }

    @inline(__always)
    private static func width(_ lead: UInt8, rest: Int) -> Int {
        let width = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        return min(width, rest)
    }

    /// What the index gets of a text, in UTF-8: no blanks and invisible characters, which matter to no term, and a
    /// boundary behind the title, across which no term goes.
    static func indexed(_ text: ArticleText) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * text.scalars.count + 1)
        for (place, value) in text.scalars.enumerated() {
            if place == text.titleEnd, place > 0 { bytes.append(boundary) }
            if Term.isPassedOver(value) { continue }
            // SQLite would end the text at the character 0.
            guard value > 0, let scalar = Unicode.Scalar(value) else {
                bytes.append(boundary)
                continue
            }
            bytes.append(contentsOf: UTF8.encode(scalar)!)
        }
        return bytes
    }
}
