import CXML
import Text

/// Removes the tags of HTML with what is in scripts, styles and comments. The end of a block becomes a line end.
///
/// Angle brackets around anything else are content: `<红楼梦>`, `a < b`, `<a@example.com>`.
enum Tags {
    static func remove(from bytes: inout [UInt8], _ version: TextNormalizer.Version = .newest) {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var scanner = TagScanner(bytes: bytes, version)
        while let start = scanner.nextOpening(copyingTo: &output) {
            guard let tag = scanner.tag(at: start) else {
                output.append(bytes[start])
                scanner.at = start + 1
                continue
            }
            scanner.at = tag.end
            switch tag.effect {
            case .none: break
            case .space: if output.last != 0x20 { output.append(0x20) }
            case .line: if let last = output.last, last != 0x0A { output.append(0x0A) }
            }
        }
        bytes = output
    }
}

/// Finds the tags of a text.
private struct TagScanner {
    let bytes: [UInt8]
    private let version: TextNormalizer.Version
    var at = 0
    /// Elements that are known to end nowhere from here on, so that they are looked for once.
    private var unended: Set<String> = []

    /// What takes a tag's place.
    enum Effect {
        case none, space, line
    }

    init(bytes: [UInt8], _ version: TextNormalizer.Version) { (self.bytes, self.version) = (bytes, version) }

    /// The next `<`; nil at the end.
    mutating func nextOpening(copyingTo output: inout [UInt8]) -> Int? {
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
        output.append(contentsOf: bytes[start..<at])
        return at < bytes.count ? at : nil
    }

    /// What begins at a `<`; nil for what is no tag.
    mutating func tag(at start: Int) -> (end: Int, effect: Effect)? {
        guard start + 1 < bytes.count else { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "!"): return declaration(at: start)
        case UInt8(ascii: "?"):
            guard hasPrefix("<?xml", at: start) else { return nil }
            return find("?>", from: start + 2, within: 1024).map { ($0, .none) }
        default: break
        }
        let isClosing = bytes[start + 1] == UInt8(ascii: "/")
        let nameStart = start + (isClosing ? 2 : 1)
        var nameEnd = nameStart
        while nameEnd < bytes.count, nameEnd < nameStart + 24, isNameByte(bytes[nameEnd]) { nameEnd += 1 }
        guard nameEnd > nameStart, isLetter(bytes[nameStart]) else { return nil }
        let name = String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self).lowercased()
        guard HTMLElement.isKnown(name), let end = end(of: nameEnd, isClosing: isClosing) else { return nil }
        if !isClosing, name == "script" || name == "style", let closed = closing(name, from: end) {
            return (closed, .line)
        }
        return (end, HTMLElement.isBlock(name) ? .line : HTMLElement.isCell(name) ? .space : .none)
    }

    /// A comment, a document type or a CDATA section, of which the text stays.
    private mutating func declaration(at start: Int) -> (end: Int, effect: Effect)? {
        if hasPrefix("<!--", at: start) {
            if !unended.contains("-->") {
                if let end = find("-->", from: start + 4, within: bytes.count) { return (end, .none) }
                unended.insert("-->")
            }
            return (start + 4, .none)
        }
        if hasPrefix("<![cdata[", at: start) { return (start + 9, .none) }
        // `<![if !supportLists]>` of word processors too.
        guard hasPrefix("<!doctype", at: start) || hasPrefix("<![if", at: start) || hasPrefix("<![endif", at: start)
        else { return nil }
        return find(">", from: start + 2, within: 1024).map { ($0, .none) }
    }

    /// The end of a tag behind its name; nil where there is none.
    private func end(of nameEnd: Int, isClosing: Bool) -> Int? {
        // `a<b` is no tag, `</p` is one that was cut off.
        guard nameEnd < bytes.count else { return isClosing ? nameEnd : nil }
        switch bytes[nameEnd] {
        case UInt8(ascii: ">"): return nameEnd + 1
        case UInt8(ascii: "/"), 0x20, 0x09, 0x0A, 0x0D: break
        default: return nil
        }
        return version > .four ? TagEnd.find(in: bytes, from: nameEnd) : TagEnd.former(in: bytes, from: nameEnd)
    }

    /// The end of the tag that ends an element; nil where none does.
    private mutating func closing(_ name: String, from start: Int) -> Int? {
        guard !unended.contains(name) else { return nil }
        var place = start
        while let end = find("</", from: place, within: bytes.count) {
            if hasPrefix(name, at: end) { return find(">", from: end, within: 1024) ?? end + name.utf8.count }
            place = end
        }
        unended.insert(name)
        return nil
    }

    /// - Parameter prefix: small letters.
    private func hasPrefix(_ prefix: String, at start: Int) -> Bool {
        guard start + prefix.utf8.count <= bytes.count else { return false }
        return zip(bytes[start...], prefix.utf8).allSatisfy { byte, wanted in
            byte == wanted || isLetter(byte) && byte | 0x20 == wanted
        }
    }

    /// - Returns: the place behind the next occurrence.
    private func find(_ text: String, from start: Int, within length: Int) -> Int? {
        let wanted = Array(text.utf8)
        let limit = min(bytes.count - wanted.count, start + length)
        guard start <= limit else { return nil }
        for place in start...limit where bytes[place] == wanted[0] {
            if bytes[place..<place + wanted.count].elementsEqual(wanted) { return place + wanted.count }
        }
        return nil
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
    }
}

/// What is known of the elements of HTML.
enum HTMLElement {
    /// - Parameter name: small letters. Names with a colon are those of word processors: `o:p`, `st1:chsdate`.
    static func isKnown(_ name: String) -> Bool {
        htmlTagLookup(name) != nil || html5.contains(name) || name.contains(":") && !name.hasSuffix(":")
    }

    static func isBlock(_ name: String) -> Bool { blocks.contains(name) }

    static func isCell(_ name: String) -> Bool { name == "td" || name == "th" }

    private static let html5: Set<String> = [
        "article", "section", "nav", "aside", "header", "footer", "main", "figure", "figcaption", "video", "audio",
        "source", "track", "canvas", "time", "mark", "details", "summary", "template", "picture", "svg", "path", "wbr",
        "ruby", "rt", "rp", "bdi",
    ]

    private static let blocks: Set<String> = [
        "p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "tr", "table", "tbody", "thead", "h1", "h2", "h3",
        "h4", "h5", "h6", "blockquote", "pre", "article", "section", "header", "footer", "aside", "nav", "main",
        "figure", "figcaption", "center", "form", "title",
    ]
}
