import Corpus
import Foundation

/// What a cell of a table is in a workbook: a number with its format, or a text.
enum WorkbookValue: Equatable {
    case number(Double, format: String)
    case text

    /// A column of figures makes numbers of `12`, `-0.43*` and `12.5%`, one of days makes dates of `2024-05-31` and
    /// `2024-05-31 08:30:00`. Everything else is text. A number keeps the digits that its text does not show.
    init(_ cell: Table.Cell, in column: Table.Column) {
        let text = cell.text
        if column.isNumber || cell.value != nil, let number = WorkbookValue.number(text, value: cell.value) {
            self = number
        } else if column.isDate, let date = WorkbookValue.date(text) {
            self = date
        } else {
            self = .text
        }
    }

    private static func number(_ text: String, value exact: Double?) -> WorkbookValue? {
        let bytes = Array(text.utf8)
        guard (1...24).contains(bytes.count) else { return nil }
        var rest = bytes[...]
        func take(_ byte: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: byte) else { return false }
            rest.removeFirst()
            return true
        }
        func takeDigits() -> ArraySlice<UInt8> {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest[digits.endIndex...]
            return digits
        }
        let isPlus = take("+")
        if !isPlus { _ = take("-") }
        let whole = takeDigits()
        let hasPoint = take(".")
        let fraction = hasPoint ? takeDigits() : []
        let figure = String(decoding: bytes[..<rest.startIndex], as: UTF8.self)
        let isPercent = take("%")
        let isStarred = take("*")
        _ = take(" ")
        guard rest.isEmpty, !whole.isEmpty, hasPoint != fraction.isEmpty,
            // Excel holds 15 digits, and zeros in front belong to a code.
            whole.count + fraction.count <= 15, whole.count == 1 || whole.first != UInt8(ascii: "0"),
            var value = Double(figure)
        else { return nil }
        if isPercent { value /= 100 }
        // A share as it was before it was rounded for the eye.
        var step = isPercent ? 0.01 : 1.0
        for _ in fraction { step /= 10 }
        if let exact, abs(exact - value) <= 0.501 * step { value = exact }
        var code = "0" + (hasPoint ? "." + String(repeating: "0", count: fraction.count) : "") + (isPercent ? "%" : "")
        if isStarred { code += "\"*\"" }
        if isPlus { code = "+\(code);-\(code)" }
        return .number(value, format: code)
    }

    /// Excel knows no day before 1900, and takes 1900 for a leap year.
    private static let firstDay = CalendarDate(parsing: "1900-03-01")!.daysSince1970

    private static func date(_ text: String) -> WorkbookValue? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10 || bytes.count == 19,
            let day = CalendarDate(parsing: String(decoding: bytes[..<10], as: UTF8.self)),
            day.description.utf8.elementsEqual(bytes[..<10]), day.daysSince1970 >= firstDay
        else { return nil }
        // Days from 1899-12-30.
        let days = Double(day.daysSince1970 + 25_569)
        guard bytes.count == 19 else { return .number(days, format: "yyyy-mm-dd") }
        func part(_ start: Int) -> Int? {
            let digits = bytes[start..<start + 2]
            guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return digits.reduce(0) { 10 * $0 + Int($1 - 0x30) }
        }
        guard bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = part(11), let minute = part(14), let second = part(17)
        else { return nil }
        let seconds = hour * 3600 + minute * 60 + second
        // Midnight is shown as a day alone.
        guard hour < 24, minute < 60, second < 60, seconds > 0 else { return nil }
        return .number(days + Double(seconds) / 86_400, format: "yyyy-mm-dd hh:mm:ss")
    }
}

/// A text as the cell of a workbook holds it.
///
/// Control characters and noncharacters, which XML does not allow, stand as `_x0007_`, and an underscore before what looks
/// like that as `_x005F_`. Line ends are `\n`. A text that is longer than Excel allows ends with an ellipsis.
struct WorkbookText {
    private(set) var text: String
    private(set) var isCut = false

    init(_ source: String) {
        var source = source
        if source.withUTF8({ $0.count < WorkbookWriter.maximumText && WorkbookText.isPlain($0) }) {
            text = source
            return
        }
        var output = String.UnicodeScalarView()
        var length = 0
        var last: Unicode.Scalar?
        var rest = source.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            defer { last = scalar }
            var piece = String.UnicodeScalarView()
            switch scalar {
            case "\n" where last == "\r": continue
            case "\r": piece.append("\n")
            case "\n", "\t": piece.append(scalar)
            case "_" where WorkbookText.looksLikeEscape(rest): piece.append(contentsOf: "_x005F_".unicodeScalars)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                piece.append(contentsOf: String(format: "_x%04X_", scalar.value).unicodeScalars)
            default: piece.append(scalar)
            }
            let more = piece.reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) }
            // Room for the ellipsis, unless this is the end.
            guard
                length + more < WorkbookWriter.maximumText
                    || length + more == WorkbookWriter.maximumText && rest.isEmpty
            else {
                output.append("…")
                isCut = true
                break
            }
            length += more
            output.append(contentsOf: piece)
        }
        text = String(output)
    }

    /// Whether there are no control characters, nothing like U+FFFE and nothing that may look like an escape.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x0A, 0x09: continue
            case ..<0x20: return false
            case UInt8(ascii: "_") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "x"): return false
            case 0xEF where bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE: return false
            default: continue
            }
        }
        return true
    }

    /// Whether `xHHHH_` follows.
    private static func looksLikeEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
        let next = rest.prefix(6)
        return next.count == 6 && next.first == "x" && next.last == "_"
            && next.dropFirst().prefix(4).allSatisfy(\.properties.isASCIIHexDigit)
    }
}
