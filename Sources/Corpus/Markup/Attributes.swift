/// Removes attributes of HTML that were left where a crawler cut the brackets away: `p style="text-indent:2em"`.
enum Attributes {
    static func remove(from bytes: inout [UInt8]) {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "="), let nameStart = name(before: output.count, in: output),
                let end = end(ofValue: at + 1, in: bytes)
            else {
                output.append(bytes[at])
                at += 1
                continue
            }
            output.removeLast(output.count - elementStart(before: nameStart, in: output))
            at = end
            // The rest of the tag.
            var rest = at
            while rest < bytes.count, bytes[rest] == 0x20 || bytes[rest] == UInt8(ascii: "/") { rest += 1 }
            if rest < bytes.count, bytes[rest] == UInt8(ascii: ">") { at = rest + 1 }
        }
        bytes = output
    }

    /// Those whose values hold no text.
    private static let names: Set<String> = [
        "style", "class", "align", "valign", "width", "height", "href", "src", "target", "rel", "face", "size", "color",
        "bgcolor", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "lang", "dir", "id", "data-src",
        "data-type", "data-ratio", "data-w",
    ]

    /// Where the name of an attribute begins that ends at a place.
    private static func name(before end: Int, in bytes: [UInt8]) -> Int? {
        var start = end
        while start > 0, end - start < 16, isLetter(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "-") {
            start -= 1
        }
        let name = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        return names.contains(name) ? start : nil
    }

    /// Where a quoted value ends; nil for none and for one with text in it.
    private static func end(ofValue start: Int, in bytes: [UInt8]) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") else {
            return nil
        }
        var end = start + 1
        while end < bytes.count, end < start + 2048 {
            if bytes[end] == bytes[start] { return end + 1 }
            // Names of fonts are not ASCII.
            if bytes[end] == 0x0A { return nil }
            end += 1
        }
        return nil
    }

    /// Where the name of the element begins that an attribute belongs to; else where the blanks before it do.
    private static func elementStart(before start: Int, in bytes: [UInt8]) -> Int {
        var end = start
        while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        var element = end
        while element > 0, end - element < 10, isLetter(bytes[element - 1]) { element -= 1 }
        let isWhole = element == 0 || !(0x21..<0x80).contains(bytes[element - 1])
        let name = String(decoding: bytes[element..<end], as: UTF8.self).lowercased()
        return end < start && isWhole && HTMLElement.isKnown(name) ? element : end
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
