import Text

/// What the members of one JSON value say of it that is no article itself: whether it is a table, or holds articles by
/// keys. Told by its beginning.
struct JSONOutline {
    private let fields: FieldMapping
    private let bytes: UnsafeBufferPointer<UInt8>
    private var parser: JSONParser
    private var isCut = false
    private(set) var members = 0
    private var objects = 0
    private var firstObjectHasContent = false
    /// A title or a text is an object, and how many values those have that are lists.
    private var hasColumn = false
    /// A field of an article is a text or a number, as in an article whose title is an object (`{"rendered": "…"}`).
    private var hasSingleValue = false
    private var lengths: [Int] = []
    /// A title is a list of several.
    private var hasTitles = false
    /// A list of names, of which one is that of a title or a text, and a list of lists.
    private var hasNames = false
    private var hasRows = false

    private static let mostNames = 200

    /// - Parameter bytes: the beginning of the value or all of it.
    /// - Complexity: linear in the bytes.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ fields: FieldMapping) {
        self.bytes = bytes
        self.fields = fields
        parser = JSONParser(bytes, at: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        do throws(JSONObject.SyntaxError) { try look() } catch { isCut = true }
    }

    /// Each column is a member that holds the rows' values as a list or by their keys; or the rows are lists below a list
    /// of names.
    var isTable: Bool {
        if hasColumn && !hasSingleValue || hasTitles || hasNames && hasRows { return true }
        // The paragraphs of a text may be a list too; columns are of one length.
        guard let first = lengths.first, lengths.allSatisfy({ $0 == first }) else { return false }
        return isCut || first > 1 && lengths.count > 1
    }

    /// Each member is an article.
    var isKeyed: Bool { firstObjectHasContent && objects == members }

    private static func isContent(
        _ bytes: UnsafeBufferPointer<UInt8>, _ name: Range<Int>, _ fields: FieldMapping
    ) -> Bool {
        let field = field(bytes, name, fields)
        return field == .title || field == .text
    }

    /// The field of an article that a member's name stands for.
    static func field(
        _ bytes: UnsafeBufferPointer<UInt8>, _ name: Range<Int>, _ fields: FieldMapping
    ) -> RecordField? {
        // Nobody has looked yet whether the bytes are text.
        guard isValidUTF8(UnsafeBufferPointer(rebasing: bytes[name])),
            let name = try? JSONParser.text(bytes, name, hasEscapes: true)
        else { return nil }
        return fields.field(named: name)
    }

    /// Whether the list that comes begins with an object.
    private func holdsObjects() -> Bool {
        var parser = JSONParser(bytes, at: parser.at + 1)
        parser.skipSpace()
        return parser.at < bytes.count && bytes[parser.at] == UInt8(ascii: "{")
    }

    private var next: UInt8 { parser.at < bytes.count ? bytes[parser.at] : 0 }

    private mutating func look() throws(JSONObject.SyntaxError) {
        parser.skipSpace()
        if next == UInt8(ascii: "[") {
            _ = try lookAtList(depth: 0)
            return
        }
        guard parser.take(UInt8(ascii: "{")) else { return }
        repeat {
            guard let name = try parser.takeName() else { return }
            members += 1
            let isContent = JSONOutline.isContent(bytes, name, fields)
            switch next {
            case UInt8(ascii: "{"):
                objects += 1
                // An article may be called `headline`.
                let isArticle = JSONSigns(bytes, at: parser.at, fields).hasContent
                hasColumn = hasColumn || isContent && !isArticle
                if objects == 1 { firstObjectHasContent = isArticle }
                _ = try parser.skipValue(depth: 1)
            case UInt8(ascii: "["):
                // Articles may be called `content` as texts are.
                let isColumn = isContent && !holdsObjects()
                // One that is cut off counts as being as long as the others.
                if isColumn { lengths.append(lengths.first ?? 0) }
                let count = try lookAtList(depth: 1)
                if isColumn { lengths[lengths.count - 1] = count }
                hasTitles = hasTitles || isColumn && count > 1 && JSONOutline.field(bytes, name, fields) == .title
            default:
                hasSingleValue = hasSingleValue || JSONOutline.field(bytes, name, fields) != nil
                _ = try parser.skipValue(depth: 1)
            }
            parser.skipSpace()
        } while parser.take(UInt8(ascii: ","))
    }

    /// Passes over a list.
    ///
    /// - Returns: how many values it has.
    private mutating func lookAtList(depth: Int) throws(JSONObject.SyntaxError) -> Int {
        _ = parser.take(UInt8(ascii: "["))
        parser.skipSpace()
        if parser.take(UInt8(ascii: "]")) { return 0 }
        var count = 0
        repeat {
            parser.skipSpace()
            let start = parser.at
            if count == 0, next == UInt8(ascii: "["), depth < 2 {
                hasRows = true
                _ = try lookAtList(depth: 2)
            } else {
                let kind = try parser.skipValue(depth: depth + 1).0
                if kind == .string, count < JSONOutline.mostNames, !hasNames {
                    hasNames = JSONOutline.isContent(bytes, start..<parser.at, fields)
                }
            }
            count += 1
            parser.skipSpace()
        } while parser.take(UInt8(ascii: ","))
        guard parser.take(UInt8(ascii: "]")) else { throw parser.error("expected ',' or ']'") }
        return count
    }
}
