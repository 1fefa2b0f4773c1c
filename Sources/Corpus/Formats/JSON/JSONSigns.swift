import Text

/// What an object's members say of it: whether it is an article, and whether it holds a list of articles although it has
/// a title or a text itself, as answers of a service (`"message": "ok"`) and feeds do.
struct JSONSigns {
    private var fields: Set<RecordField> = []
    /// A text under a name that means a whole one, not what a summary or a message goes by.
    private var hasBody = false

    init() {}

    /// - Parameter bytes: of which an object begins at `start`, as far as it is there.
    init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ fields: FieldMapping) {
        var parser = JSONParser(bytes, at: start + 1)
        do throws(JSONObject.SyntaxError) {
            repeat {
                guard let name = try parser.takeName() else { return }
                // Before it is passed over: it may be cut off.
                note(name, at: parser.at, in: bytes, fields)
                _ = try parser.skipValue(depth: 2)
                parser.skipSpace()
            } while parser.take(UInt8(ascii: ","))
        } catch {}
    }

    /// - Parameters:
    ///   - name: of a member, with its quotation marks.
    ///   - value: where its value begins. Strings, lists and numbers count, but for empty ones.
    mutating func note(
        _ name: Range<Int>, at value: Int, in bytes: UnsafeBufferPointer<UInt8>, _ mapping: FieldMapping
    ) {
        guard value + 1 < bytes.count, name.count <= 200, isValidUTF8(UnsafeBufferPointer(rebasing: bytes[name])),
            let name = try? JSONParser.text(bytes, name, hasEscapes: true), let match = mapping.match(name)
        else { return }
        switch bytes[value] {
        case UInt8(ascii: "\""): if bytes[value + 1] == UInt8(ascii: "\"") { return }
        case UInt8(ascii: "["): if bytes[value + 1] == UInt8(ascii: "]") { return }
        case UInt8(ascii: "0")...UInt8(ascii: "9"): break
        default: return
        }
        fields.insert(match.field)
        if match.field == .text, match.tier < .weak, !FieldNames.isSummary(name) { hasBody = true }
    }

    var hasContent: Bool { fields.contains(.title) || fields.contains(.text) }

    /// When, where or by whom it was published.
    private var hasFacts: Bool { !fields.isDisjoint(with: [.date, .link, .source]) }

    /// An article that stands by itself beside a list of others.
    var isArticle: Bool { fields.contains(.title) && (hasBody || fields.isSuperset(of: [.date, .link])) }

    /// Whether the objects of a list in it are the articles: the more it looks like an article, the more they have to. The
    /// paragraphs and pictures of an article have neither a date nor a link of their own.
    ///
    /// - Parameter isAlone: it is the whole file.
    func holds(_ list: JSONSigns, isAlone: Bool) -> Bool {
        let (title, text, facts) = (list.fields.contains(.title), list.fields.contains(.text), list.hasFacts)
        let isDated = !fields.isDisjoint(with: [.date, .link])
        if hasBody || fields.isSuperset(of: [.title, .text]) && isDated { return title && text && facts }
        if fields.contains(.title), isDated { return text && facts }
        if hasContent || !isAlone { return text && (facts || isAlone && title) || title && facts }
        return true
    }
}
