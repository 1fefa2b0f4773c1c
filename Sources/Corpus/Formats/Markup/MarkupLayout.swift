import Text

/// Which element of a file of markup is a record: `<doc>` in the corpora of Sogou and of TREC, `<item>` in a feed.
struct MarkupLayout: Equatable {
    /// In lower case.
    var element: String

    static let usual = MarkupLayout(element: "doc")

    /// How much of a file is looked at.
    private static let searched = 1 << 16
    /// Those first that are surest.
    private static let elements = ["doc", "document", "record", "item", "entry", "article", "news", "row"]
    private static let ofPages = Set(["html", "head", "body", "meta"].map(MarkupTag.hash))

    init(element: String) { self.element = element }

    /// Looks at the beginning of a file, which stays unread.
    ///
    /// - Returns: nil for what does not begin with a tag, has no records, or is a web page.
    init?(of stream: ByteStream) throws {
        guard try MarkupLayout.beginsWithTag(stream) else { return nil }
        let head = Array(try stream.peek(MarkupLayout.searched))
        guard let element = head.withUnsafeBufferPointer(MarkupLayout.element) else { return nil }
        self.element = element
    }

    /// Whether the first character that is not blank is `<`.
    static func beginsWithTag(_ stream: ByteStream) throws -> Bool {
        let start = try stream.peek(256).first { byte in
            byte > 0x20 && byte != 0xEF && byte != 0xBB && byte != 0xBF
        }
        return start == UInt8(ascii: "<")
    }

    /// The element that comes more than once, or else the first one, and has elements in it.
    private static func element(in head: UnsafeBufferPointer<UInt8>) -> String? {
        let known = Dictionary(uniqueKeysWithValues: elements.map { (MarkupTag.hash(of: $0), $0) })
        var counts: [String: Int] = [:]
        var order: [String] = []
        var at = 0
        var last: String?
        while let start = head.firstTag(from: at) {
            guard let tag = MarkupTag(in: head, at: start) else {
                at = start + 1
                continue
            }
            at = tag.range.upperBound
            guard tag.kind == .start else { continue }
            if ofPages.contains(tag.hash) { return nil }
            // Another element begins in it.
            if let outer = last, counts.updateValue((counts[outer] ?? 0) + 1, forKey: outer) == nil {
                order.append(outer)
            }
            last = known[tag.hash]
        }
        return order.first { counts[$0]! > 1 } ?? order.first
    }
}
