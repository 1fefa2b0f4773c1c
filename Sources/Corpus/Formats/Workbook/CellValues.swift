import Foundation
import Text

/// What the cells of a workbook say, as text.
final class CellValues {
    private let strings: SharedStrings
    private let styles: CellStyles
    private let countsFrom1904: Bool
    /// How much text cells may take from the shared strings: many cells that refer to one long text would keep a
    /// small file busy for hours.
    private var allowance: Int

    init(_ strings: SharedStrings, _ styles: CellStyles, countsFrom1904: Bool, fileSize: Int) {
        self.strings = strings
        self.styles = styles
        self.countsFrom1904 = countsFrom1904
        allowance = (64 << 20) + 1000 * fileSize
    }

    /// - Parameter isDate: whether a number is a date although its style does not say so.
    /// - Returns: nil for a reference to a text that is not there.
    /// - Throws: `WorkbookDamage` where the texts expand without end.
    func text(of cell: SheetRow.Cell, in row: SheetRow, isDate: Bool = false) throws(WorkbookDamage) -> String? {
        let written = row.bytes[cell.text]
        switch cell.kind {
        case .none: return ""
        case .text: return CellValues.unescaped(written.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
        case .boolean: return written.first == UInt8(ascii: "1") ? "TRUE" : "FALSE"
        case .shared:
            guard let index = Int(String(decoding: written, as: UTF8.self)), let bytes = strings[index] else {
                return nil
            }
            allowance -= bytes.count
            guard allowance >= 0 else {
                throw WorkbookDamage(
                    reason: "the cells expand to more than 1000 times the file's size; this is no real workbook")
            }
            return CellValues.unescaped(String(decoding: bytes, as: UTF8.self))
        case .number:
            let number = String(decoding: written, as: UTF8.self)
            if styles.isDate(cell.style) { return date(number) ?? CellValues.plain(number) }
            if isDate, let day = Double(number), CellValues.recentDays.contains(day) {
                return date(number) ?? CellValues.plain(number)
            }
            return CellValues.plain(number)
        }
    }

    /// 1990 to 2099; numbers beside them in a column of dates are years or timestamps.
    private static let recentDays = 31413.0...73050

    /// A day as `2024-05-01`, a time of a day as `2024-05-01 08:30:00`, a time alone as `08:30:00`.
    ///
    /// - Returns: nil for what no calendar has.
    private func date(_ number: String) -> String? {
        guard var days = Double(number), days >= 0, days < 2_958_466 else { return nil }
        // In whole seconds, as times are written: 23:59:59.999 is of its day, while half a millisecond is the number's own
        // rounding.
        var seconds = ((days * 86_400_000).rounded() / 1000).rounded(.down)
        days = (seconds / 86_400).rounded(.down)
        seconds -= days * 86_400
        let time = String(format: "%02d:%02d:%02d", Int(seconds) / 3600, Int(seconds) / 60 % 60, Int(seconds) % 60)
        if days == 0, !countsFrom1904 { return time }
        // Excel counts 1900-02-29, which was no day.
        let shift = countsFrom1904 ? 24_107 : days < 60 ? 25_568 : 25_569
        guard let day = CalendarDate(daysSince1970: Int(days) - shift) else { return nil }
        return seconds == 0 ? "\(day)" : "\(day) \(time)"
    }

    /// A number as it is written, but an integer with all its digits: `1.0E9` is 1000000000.
    static func plain(_ number: String) -> String {
        guard number.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }),
            let value = Double(number), value.rounded() == value, abs(value) < 1e17
        else { return trimmed(number) }
        return String(Int(value))
    }

    /// Control characters stand as `_x000D_` in a workbook, and so does an underscore before what looks like one.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        var result = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        while let scalar = rest.first {
            if scalar == "_", let escape = CellValues.escape(at: rest) {
                if escape != "\r" { result.append(escape) }
                rest = rest.dropFirst(7)
            } else {
                result.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return String(result)
    }

    private static func escape(at text: Substring.UnicodeScalarView) -> Unicode.Scalar? {
        let escape = text.prefix(7)
        let digits = escape.dropFirst(2).prefix(4)
        guard escape.count == 7, escape.dropFirst().first == "x", escape.last == "_",
            digits.allSatisfy(\.properties.isASCIIHexDigit), let code = UInt32(String(digits), radix: 16)
        else { return nil }
        return Unicode.Scalar(code)
    }
}
