import Text

/// Reads dates and times out of UTF-8 bytes, from left to right. It lives no longer than the bytes it points to.
struct DateScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where it goes on.
    private(set) var at: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int = 0) {
        self.bytes = bytes
        at = start
    }

    static func firstIndex(of text: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let pattern = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes.count >= pattern.count else { return nil }
        return (0...(bytes.count - pattern.count)).first { bytes[$0..<($0 + pattern.count)].elementsEqual(pattern) }
    }

    var isAtEnd: Bool { at == bytes.count }

    mutating func skipSpaces() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    }

    /// How many digits stand here.
    var run: Int {
        var end = at
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        return end - at
    }

    /// Year, month and day, joined by one of `separators`, by 年 月 日, or written as eight digits, behind which the
    /// digits of a time may stand.
    mutating func date(separators: StaticString = "-/.") -> CalendarDate? {
        let run = run
        if run == 8 || run == 12 || run == 14 {
            guard let year = number(digits: 4...4), let month = number(digits: 2...2),
                let day = number(digits: 2...2)
            else { return nil }
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

    /// The first day of a month that is all there is: `2024-03`, `2024/3`, `2024年3月`, `202403`. A month behind a full
    /// stop has two digits, since 2024.1 may be any number.
    mutating func month() -> CalendarDate? {
        let run = run
        guard run == 4 || run == 6, let year = number(digits: 4...4) else { return nil }
        var digits = 2...2
        if run == 4 {
            skipSpaces()
            if take("年") {
                skipSpaces()
                guard let month = number(digits: 1...2) else { return nil }
                skipSpaces()
                guard take("月") else { return nil }
                _ = take("份")
                skipSpaces()
                return isAtEnd ? CalendarDate(year: year, month: month, day: 1) : nil
            }
            if takeAny(of: "-/") { digits = 1...2 } else if !takeAny(of: ".") { return nil }
        }
        guard let month = number(digits: digits) else { return nil }
        skipSpaces()
        return isAtEnd ? CalendarDate(year: year, month: month, day: 1) : nil
    }

    /// By how many days (−1, 0, 1) a date moves when the time behind it is shifted from its zone to
    /// UTC+8; 0 where what follows is no time of day.
    mutating func dayShiftToChinaTime() -> Int {
        skipSpaces()
        _ = takeAny(of: "Tt")
        skipSpaces()
        let hour: Int
        let minute: Int
        if run == 4 || run == 6 {
            // `20240302T003000Z`
            guard let hours = number(digits: 2...2), let minutes = number(digits: 2...2) else { return 0 }
            (hour, minute) = (hours, minutes)
            _ = number(digits: 2...2)
        } else {
            guard let hours = number(digits: 1...2), takeAny(of: ":") || take("：") || take("时") || take("点") else {
                return 0
            }
            (hour, minute) = (hours, number(digits: 1...2) ?? 0)
            if takeAny(of: ":") || take("：") || take("分") { _ = number(digits: 1...2) }
            _ = take("秒")
        }
        guard hour <= 24, minute < 60 else { return 0 }
        if takeAny(of: ".,") { _ = number(digits: 1...9) }
        skipSpaces()
        let half = twelveHours()
        guard let zone = zone() else { return 0 }
        return DateScanner.dayShift(hour: half.map { hour % 12 + $0 } ?? hour, minute: minute, zone: zone)
    }

    /// - Parameter zone: minutes before UTC, 480 in China.
    static func dayShift(hour: Int, minute: Int, zone: Int) -> Int {
        let minutes = hour * 60 + minute + 8 * 60 - zone
        return minutes < 0 ? -1 : minutes >= 24 * 60 && zone != 8 * 60 ? 1 : 0
    }

    /// The hours that AM (0) or PM (12) add; nil where neither stands here.
    private mutating func twelveHours() -> Int? {
        guard at + 1 < bytes.count, bytes[at + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
        let first = bytes[at] | 0x20
        guard first == UInt8(ascii: "a") || first == UInt8(ascii: "p") else { return nil }
        at += 2
        skipSpaces()
        return first == UInt8(ascii: "p") ? 12 : 0
    }

    /// Minutes before UTC of a zone's name in lower case. CST is China's: what is read here is mostly written there.
    static func zone(named name: String) -> Int? {
        switch name {
        case "z", "ut", "utc", "gmt", "wet": 0
        case "cet", "bst", "west": 60
        case "cest", "eet": 2 * 60
        case "cst", "bjt", "hkt", "sgt": 8 * 60
        case "jst", "kst": 9 * 60
        case "aest": 10 * 60
        case "edt": -4 * 60
        case "est", "cdt": -5 * 60
        case "mdt": -6 * 60
        case "mst", "pdt": -7 * 60
        case "pst": -8 * 60
        default: nil
        }
    }

    /// Minutes before UTC: `Z`, `UTC`, `PST`, `+08:00`, `GMT+8`; China's where none is named, nil where it cannot be read.
    private mutating func zone() -> Int? {
        _ = takeAny(of: "([")
        var zone = 8 * 60
        if at < bytes.count, bytes[at] | 0x20 >= UInt8(ascii: "a") {
            let name = EnglishDate.word(bytes, from: at)
            if let named = DateScanner.zone(named: name) {
                zone = named
                at += name.utf8.count
            }
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") else { return zone }
        let sign = bytes[at] == UInt8(ascii: "+") ? 1 : -1
        at += 1
        // 14:00-18:00 has no zone.
        guard let hours = number(digits: 1...2), hours <= 14 else { return nil }
        _ = takeAny(of: ":")
        return sign * (hours * 60 + (number(digits: 2...2) ?? 0))
    }

    private var atDigit: Bool { at < bytes.count && isDigit(bytes[at]) }

    mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while count < digits.upperBound, atDigit {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
            count += 1
        }
        return count >= digits.lowerBound ? value : nil
    }

    mutating func take(_ text: StaticString) -> Bool {
        let pattern = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes.count - at >= pattern.count,
            bytes[at..<(at + pattern.count)].elementsEqual(pattern)
        else { return false }
        at += pattern.count
        return true
    }

    mutating func takeAny(of set: StaticString) -> Bool {
        guard at < bytes.count else { return false }
        let found = UnsafeBufferPointer(start: set.utf8Start, count: set.utf8CodeUnitCount).contains(bytes[at])
        if found { at += 1 }
        return found
    }

}
