/// Where a tag ends, as the tokenizer of the HTML standard finds it: a quotation mark encloses a value only where the value
/// begins, and is a character like any other elsewhere (`alt="5"">`, `title='Tom's'`, `height=20">`).
///
/// Where the mark that closes a value is missing, the tag ends at its first `>`, lest it take the text with it.
enum TagEnd {
    private enum Place {
        /// Before or in the name of an attribute.
        case name
        case beforeValue
        /// In a value without quotation marks, or right behind one with them.
        case value, behindValue
    }

    private static let longestTag = 1 << 16
    /// Of values with an angle bracket in them.
    private static let longestValue = 1 << 12

    /// - Parameter start: behind the tag's name.
    /// - Returns: the place behind the tag; nil for what is no tag.
    /// - Complexity: linear in the tag.
    static func find(in bytes: [UInt8], from start: Int) -> Int? {
        let limit = min(bytes.count, start + longestTag)
        var place = Place.name
        var (hasValue, hasQuotedValue) = (false, false)
        // Behind the first `>` within a value.
        var fallback: Int?
        var at = start
        while at < limit {
            let byte = bytes[at]
            at += 1
            if byte == closing { return at }
            if byte == opening { return fallback }
            switch place {
            case _ where isBlank(byte): if place != .beforeValue { place = .name }
            case .value: break
            // An attribute has an ASCII name: `a <b 或 c> d` is no tag.
            case .name where byte >= 0x80 && !hasQuotedValue: return fallback
            case .name, .behindValue:
                guard byte == UInt8(ascii: "=") else { continue }
                (place, hasValue) = (.beforeValue, true)
            case .beforeValue:
                place = .value
                guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
                hasQuotedValue = true
                place = .behindValue
                let value = value(in: bytes, from: at, to: limit, by: byte)
                fallback = fallback ?? value.bracket.flatMap { bytes[$0] == closing ? $0 + 1 : nil }
                guard value.isClosed else { return fallback }
                at = min(value.end + 1, bytes.count)
            }
        }
        // The text was cut off within the tag.
        let isCutOff = at == bytes.count && hasValue && fallback == nil
        return isCutOff && !holdsText(bytes[start...]) ? at : fallback
    }

    /// A value in quotation marks: where its closing one stands, and the first angle bracket before. One with a bracket is
    /// closed only where the tag goes on or ends behind it: `<a href="x>他说"好"` is not.
    private static func value(
        in bytes: [UInt8], from start: Int, to limit: Int, by mark: UInt8
    ) -> (end: Int, bracket: Int?, isClosed: Bool) {
        var bracket: Int?
        var (end, limit) = (start, limit)
        while end < limit, bytes[end] != mark {
            if bracket == nil, bytes[end] == opening || bytes[end] == closing {
                bracket = end
                limit = min(limit, start + longestValue)
            }
            end += 1
        }
        guard bracket != nil else { return (end, nil, end < limit || limit == bytes.count) }
        let next = end + 1 < bytes.count ? bytes[end + 1] : closing
        return (end, bracket, end < limit && (isBlank(next) || next == closing || next == UInt8(ascii: "/")))
    }

    /// Whether more than an attribute stands there: an address is ASCII, and so is an image in a link.
    private static func holdsText(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.count > longestValue && rest.contains { $0 >= 0x80 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

    private static let opening = UInt8(ascii: "<")
    private static let closing = UInt8(ascii: ">")

    /// As versions before 5 found it: any quotation mark behind a `=` encloses what follows.
    static func former(in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        var quote: UInt8 = 0
        var isAssigned = false
        let limit = min(bytes.count, start + 1 << 16)
        while place < limit {
            let byte = bytes[place]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                return place + 1
            } else if byte == UInt8(ascii: "<") {
                return nil
            } else if isAssigned, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte >= 0x80, !isAssigned {
                // An attribute has an ASCII name: `a <b 或 c> d` is no tag.
                return nil
            }
            if byte == UInt8(ascii: "=") {
                isAssigned = true
            } else if quote == 0, byte == 0x20 || byte == 0x0A || byte == 0x09 {
                isAssigned = false
            }
            place += 1
        }
        // The text was cut off within a tag.
        return place == bytes.count && bytes[start...].contains(UInt8(ascii: "=")) ? place : nil
    }
}
