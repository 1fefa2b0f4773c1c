/// A day of the Gregorian calendar, without a time or a zone.
///
/// Only days that exist can be made, so whatever holds a `CalendarDate` needs no further check.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    // Four bytes in all: archives hold millions of days in memory.
    private let ownYear: Int16
    private let ownMonth: UInt8
    private let ownDay: UInt8

    public var year: Int { Int(ownYear) }
    public var month: Int { Int(ownMonth) }
    public var day: Int { Int(ownDay) }

    /// The days that news can carry: from 1900 to 2199, and only if the day exists.
    public init?(year: Int, month: Int, day: Int) {
        guard (1900...2199).contains(year), (1...12).contains(month),
            day >= 1, day <= CalendarDate.days(inMonth: month, of: year)
        else { return nil }
        (ownYear, ownMonth, ownDay) = (Int16(year), UInt8(month), UInt8(day))
    }

    /// The day in China (UTC+8, no daylight saving) at a moment.
    ///
    /// - Parameter seconds: seconds since 1970-01-01 00:00 UTC.
    public init?(chinaTimeAt seconds: Int) {
        let (shifted, overflow) = seconds.addingReportingOverflow(8 * 3600)
        guard !overflow else { return nil }
        self.init(daysSince1970: shifted >= 0 ? shifted / 86_400 : (shifted + 1) / 86_400 - 1)
    }

    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), `civil_from_days`.
    public init?(daysSince1970 days: Int) {
        guard (-1_000_000...1_000_000).contains(days) else { return nil }
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// 0 for 1970-01-01; `days_from_civil` of the same paper.
    public var daysSince1970: Int {
        let y = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return y / 400 * 146_097 + y % 400 * 365 + y % 400 / 4 - y % 400 / 100 + dayOfYear - 719_468
    }

    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: return 30
        case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: return 31
        }
    }

    public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    /// ISO 8601: `2024-05-26`.
    public var description: String {
        // Without a string for each part: every article of an import has its day written twice.
        String(unsafeUninitializedCapacity: 10) { bytes in
            func write(_ value: Int, endingAt end: Int, width: Int) {
                var rest = value
                for index in 1...width {
                    bytes[end - index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
            }
            write(year, endingAt: 4, width: 4)
            write(month, endingAt: 7, width: 2)
            write(day, endingAt: 10, width: 2)
            bytes[4] = UInt8(ascii: "-")
            bytes[7] = UInt8(ascii: "-")
            return 10
        }
    }
}
