import Text

/// Reads dates and times out of UTF-8 bytes, from left to right.
struct DateScanner {
    private let bytes: [UInt8]
    private var at: Int

    init(_ text: String) { self.init(Array(text.utf8), at: 0) }

    init(_ bytes: [UInt8], at start: Int) {
        self.bytes = bytes
        at = start
    }

    static func firstIndex(of text: StaticString, in bytes: [UInt8]) -> Int? {
        let pattern = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes.count >= pattern.count else { return nil }
        return (0...(bytes.count - pattern.count)).first { bytes[$0..<($0 + pattern.count)].elementsEqual(pattern) }
    }

    mutating func skipSpaces() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    }

    /// A field of nothing but 10 (seconds) or 13 (milliseconds) digits.
    mutating func epochSeconds() -> Int? {
        var end = at
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        guard end == bytes.count, end - at == 10 || end - at == 13 else { return nil }
        guard let value = number(digits: (end - at)...(end - at)) else { return nil }
        return end > 10 && value > 99_999_999_999 ? value / 1000 : value
    }

    /// Year, month and day, joined by one of `separators`, by 年 月 日, or written as eight digits.
    mutating func date(separators: StaticString = "-/.") -> CalendarDate? {
        let start = at
        var end = at
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        let run = end - start
        if run == 8 || run == 12 || run == 14 {
            guard let year = number(digits: 4...4), let month = number(digits: 2...2),
                let day = number(digits: 2...2)
            else { return nil }
            at = end
            return CalendarDate(year: year, month: month, day: day)
        }
        guard run == 4, let year = number(digits: 4...4) else { return nil }
        skipSpaces()
        if take("年") {
            skipSpaces()
            guard let month = number(digits: 1...2) else { return nil }
            skipSpaces()
            guard take("月") else { return nil }
            skipSpaces()
            guard let day = number(digits: 1...2) else { return nil }
            skipSpaces()
            guard take("日") || take("号") else { return nil }
            return CalendarDate(year: year, month: month, day: day)
        }
        guard takeAny(of: separators), let month = number(digits: 1...2) else { return nil }
        // `/2024/0526/`: month and day in one run.
        if at < bytes.count, isDigit(bytes[at]) {
            guard let day = number(digits: 2...2), !atDigit else { return nil }
            return CalendarDate(year: year, month: month, day: day)
        }
        guard takeAny(of: separators), let day = number(digits: 1...2), !atDigit else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// By how many days (−1, 0, 1) a date moves when the time behind it is shifted from its zone to
    /// UTC+8; 0 where what follows is no time of day.
    mutating func dayShiftToChinaTime() -> Int {
        skipSpaces()
        _ = takeAny(of: "T")
        skipSpaces()
        guard let hour = number(digits: 1...2), hour <= 24, takeAny(of: ":") || take("：") || take("时"),
            let minute = number(digits: 1...2), minute < 60
        else { return 0 }
        if takeAny(of: ":") || take("：") { _ = number(digits: 1...2) }
        if takeAny(of: ".") { _ = number(digits: 1...9) }
        skipSpaces()
        var zone = 8 * 60
        if takeAny(of: "Zz") {
            zone = 0
        } else if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
            let sign = bytes[at] == UInt8(ascii: "+") ? 1 : -1
            at += 1
            guard let hours = number(digits: 2...2) else { return 0 }
            _ = takeAny(of: ":")
            zone = sign * (hours * 60 + (number(digits: 2...2) ?? 0))
        }
        let minutes = hour * 60 + minute + 8 * 60 - zone
        return minutes < 0 ? -1 : minutes >= 24 * 60 && zone != 8 * 60 ? 1 : 0
    }

    private var atDigit: Bool { at < bytes.count && isDigit(bytes[at]) }

    private mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while count < digits.upperBound, atDigit {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
            count += 1
        }
        return count >= digits.lowerBound ? value : nil
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let pattern = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes.count - at >= pattern.count,
            bytes[at..<(at + pattern.count)].elementsEqual(pattern)
        else { return false }
        at += pattern.count
        return true
    }

    private mutating func takeAny(of set: StaticString) -> Bool {
        guard at < bytes.count else { return false }
        let found = UnsafeBufferPointer(start: set.utf8Start, count: set.utf8CodeUnitCount).contains(bytes[at])
        if found { at += 1 }
        return found
    }
}
