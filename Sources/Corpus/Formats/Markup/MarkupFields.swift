import Text

/// Cuts a document of markup into its fields.
///
/// A field is an element whose name is known, or which has an end tag and is not one of those that lay out a text. What
/// stands in it is its value, tags and all, unless its name says nothing and an element that is known begins in it at
/// once (`<head><title>`). An element without an end tag goes up to the next field.
struct MarkupFields {
    enum NameKind { case field, layout, unknown }

    private let mapping: FieldMapping
    private var kinds: [UInt64: NameKind] = [:]
    private var tags: [MarkupTag] = []
    /// Of each tag, the next end tag of its name; −1 for none.
    private var ends: [Int] = []
    /// Entities stand in the values as they came.
    private(set) var fields: [(name: String, value: String)] = []
    /// What stands in no field.
    private(set) var rest = ""

    private static let mostKinds = 4096
    static let mostFields = 10_000

    init(_ mapping: FieldMapping) { self.mapping = mapping }

    /// - Parameter bytes: UTF-8.
    /// - Returns: false where there are too many fields.
    /// - Complexity: linear, however the tags stand.
    mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        findTags(in: bytes)
        fields.removeAll(keepingCapacity: true)
        rest = ""
        var restStart = 0
        var index = 0
        while index < tags.count {
            guard isField(index, bytes) else {
                index += 1
                continue
            }
            let tag = tags[index]
            addRest(restStart..<tag.range.lowerBound, bytes)
            restStart = tag.range.upperBound
            index += 1
            if tag.kind == .start, !holdsFields(index - 1, bytes) {
                var end = ends[index - 1]
                if end >= 0 {
                    // Where it has no end tag, in another document, it is a field all the same.
                    if kinds[tag.hash] == .unknown { kinds[tag.hash] = .field }
                    restStart = tags[end].range.upperBound
                    add(tag, tag.range.upperBound..<tags[end].range.lowerBound, bytes)
                    index = end + 1
                } else {
                    end = index
                    while end < tags.count, !isField(end, bytes) { end += 1 }
                    restStart = end < tags.count ? tags[end].range.lowerBound : bytes.count
                    var valueEnd = restStart
                    // An end tag of another name is no part of the text.
                    if end > index, tags[end - 1].kind == .end, kind(of: tags[end - 1], bytes) != .layout,
                        bytes[tags[end - 1].range.upperBound..<valueEnd].allSatisfy({ $0 <= 0x20 })
                    {
                        valueEnd = tags[end - 1].range.lowerBound
                    }
                    add(tag, tag.range.upperBound..<valueEnd, bytes)
                    index = end
                }
            } else if tag.kind == .empty {
                add(tag, tag.range.upperBound..<tag.range.upperBound, bytes)
            }
            if fields.count > MarkupFields.mostFields { return false }
        }
        addRest(restStart..<bytes.count, bytes)
        rest = trimmed(rest)
        return true
    }

    private mutating func findTags(in bytes: UnsafeBufferPointer<UInt8>) {
        tags.removeAll(keepingCapacity: true)
        var at = 0
        var mayHoldComments = true
        while let start = bytes.firstTag(from: at) {
            if let tag = MarkupTag(in: bytes, at: start) {
                tags.append(tag)
                at = tag.range.upperBound
                continue
            }
            at = start + 1
            guard mayHoldComments else { continue }
            let isComment = bytes.has("<!--", at: start)
            guard isComment || bytes.has("<![cdata[", at: start) else { continue }
            if let end = bytes.first(isComment ? "-->" : "]]>", from: at) {
                at = end + 3
            } else {
                // Looking for it again and again would be quadratic.
                mayHoldComments = false
            }
        }
        ends = Array(repeating: -1, count: tags.count)
        var next: [UInt64: Int] = [:]
        for index in tags.indices.reversed() {
            if tags[index].kind == .end {
                next[tags[index].hash] = index
            } else if let end = next[tags[index].hash] {
                ends[index] = end
            }
        }
    }

    private mutating func isField(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard tags[index].kind != .end else { return false }
        switch kind(of: tags[index], bytes) {
        case .field: return true
        case .layout: return false
        case .unknown:
            return bytes[tags[index].name.lowerBound] < 0x80 && (tags[index].kind == .empty || ends[index] >= 0)
        }
    }

    /// Whether an element that says nothing itself begins with one that does.
    private mutating func holdsFields(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index + 1 < tags.count, tags[index + 1].kind != .end, ends[index] > index + 1,
            bytes[tags[index].range.upperBound..<tags[index + 1].range.lowerBound].allSatisfy({ $0 <= 0x20 }),
            kind(of: tags[index + 1], bytes) == .field
        else { return false }
        return kind(of: tags[index], bytes) == .unknown || MarkupFields.holders.contains(tags[index].hash)
    }

    /// Names of a text that other fields often stand in.
    private static let holders = Set(["body", "article", "content", "text", "data"].map(MarkupTag.hash))

    private mutating func kind(of tag: MarkupTag, _ bytes: UnsafeBufferPointer<UInt8>) -> NameKind {
        if let known = kinds[tag.hash] { return known }
        let kind: NameKind
        let name = String(decoding: bytes[tag.name], as: UTF8.self)
        if MarkupFields.layout.contains(name.lowercased()) {
            kind = .layout
        } else if mapping.match(name) != nil || FieldNames.isOther(name) {
            kind = .field
        } else {
            kind = .unknown
        }
        if kinds.count < MarkupFields.mostKinds { kinds[tag.hash] = kind }
        return kind
    }

    /// Elements of web pages that stand in texts.
    private static let layout: Set<String> = [
        "a", "b", "big", "blockquote", "br", "center", "code", "dd", "div", "dl", "dt", "em", "figure", "font", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe", "img", "input", "li", "ol", "p", "pre", "q", "s",
        "script", "small", "span", "strong", "style", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u",
        "ul", "video",
    ]

    private mutating func add(_ tag: MarkupTag, _ value: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
        let name = String(decoding: bytes[tag.name], as: UTF8.self)
        let text = trimmed(MarkupText.text(of: UnsafeBufferPointer(rebasing: bytes[value]), decodesEntities: false))
        // An element that comes again goes on: paragraphs, or the items of a list.
        if fields.count < 64, let index = fields.firstIndex(where: { $0.name == name }) {
            if !text.isEmpty { fields[index].value += (fields[index].value.isEmpty ? "" : "\n") + text }
        } else {
            fields.append((name, text))
        }
    }

    private mutating func addRest(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
        let text = MarkupFields.withoutTags(UnsafeBufferPointer(rebasing: bytes[range]))
        if !text.isEmpty { rest += (rest.isEmpty ? "" : "\n") + text }
    }

    /// The text between the tags of what is no field.
    static func withoutTags(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard !bytes.allSatisfy({ $0 <= 0x20 }) else { return "" }
        var kept: [UInt8] = []
        var at = 0
        // Looking for an end that is not there again and again would be quadratic.
        var mayEnd = true
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "<") {
                if let tag = MarkupTag(in: bytes, at: at) {
                    at = tag.range.upperBound
                    continue
                }
                let isDeclaration = bytes.has("<?", at: at) || bytes.has("<!", at: at)
                if isDeclaration, mayEnd, !bytes.has("<![cdata[", at: at) {
                    if let end = bytes.first(bytes.has("<!--", at: at) ? "-->" : ">", from: at) {
                        at = end + (bytes[end] == UInt8(ascii: ">") ? 1 : 3)
                        continue
                    }
                    mayEnd = false
                }
            }
            kept.append(bytes[at])
            at += 1
        }
        return kept.withUnsafeBufferPointer { trimmed(MarkupText.text(of: $0, decodesEntities: false)) }
    }
}
