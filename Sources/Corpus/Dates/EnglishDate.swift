import Text

/// Dates with an English name of the month: `Sat Mar 02 08:30:00 +0800 2024` (Weibo, `date`),
/// `Sat, 02 Mar 2024 08:30:00 GMT` (RFC 2822), `March 2, 2024 8:30 PM`.
enum EnglishDate {
    private static let months: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// The day in China; nil where there is no month, day and year.
    static func day(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        var (year, month, day): (Int?, Int?, Int?)
        var (hour, minute): (Int?, Int)
        (hour, minute) = (nil, 0)
        var zone = 8 * 60
        var scanner = DateScanner(bytes)
        while !scanner.isAtEnd {
            let start = scanner.at
            if isLetter(bytes[start]) {
                let name = word(bytes, from: start)
                scanner = DateScanner(bytes, at: start + name.utf8.count)
                if let found = monthNumber(name) {
                    guard month == nil else { return nil }
                    month = found
                } else if let found = DateScanner.zone(named: name) {
                    if hour != nil { zone = found }
                } else if let hours = hour, hours <= 12, name == "am" || name == "pm" {
                    hour = hours % 12 + (name == "pm" ? 12 : 0)
                }
            } else if hour != nil, bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-") {
                scanner = DateScanner(bytes, at: start + 1)
                guard let hours = scanner.number(digits: 2...2) else { continue }
                _ = scanner.takeAny(of: ":")
                let minutes = hours * 60 + (scanner.number(digits: 2...2) ?? 0)
                zone = bytes[start] == UInt8(ascii: "+") ? minutes : -minutes
            } else if scanner.run > 0 {
                let digits = scanner.run
                guard digits <= 4, let value = scanner.number(digits: digits...digits) else { return nil }
                if digits == 4 {
                    guard year == nil else { return nil }
                    year = value
                } else if digits <= 2, hour == nil, scanner.takeAny(of: ":") {
                    guard let minutes = scanner.number(digits: 2...2), value <= 24, minutes < 60 else { return nil }
                    (hour, minute) = (value, minutes)
                    if scanner.takeAny(of: ":") { _ = scanner.number(digits: 1...2) }
                    if scanner.takeAny(of: ".") { _ = scanner.number(digits: 1...9) }
                } else {
                    guard digits <= 2, day == nil else { return nil }
                    day = value
                }
            } else {
                scanner = DateScanner(bytes, at: start + 1)
            }
        }
        guard let year, let month, let day, let found = CalendarDate(year: year, month: month, day: day) else {
            return nil
        }
        let shift = hour.map { DateScanner.dayShift(hour: $0, minute: minute, zone: zone) } ?? 0
        return CalendarDate(daysSince1970: found.daysSince1970 + shift)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

    /// In lower case.
    static func word(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> String {
        String(decoding: bytes[start...].prefix(while: isLetter).map { $0 | 0x20 }, as: UTF8.self)
    }

    private static func monthNumber(_ name: String) -> Int? {
        guard name.utf8.count >= 3 else { return nil }
        if name == "sept" { return 9 }
        return months.firstIndex { month in
            let month = String(describing: month)
            return name == month || name.utf8.count == 3 && month.hasPrefix(name)
        }.map { $0 + 1 }
    }
}
