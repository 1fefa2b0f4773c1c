/// Days and times of Arrow as date fields have them.
enum ArrowMoment {
    private static let secondsPerDay: Int64 = 86_400

    /// `"2024-06-01"`. A year that no article has is written too, so that it is told as no date.
    static func append(day: Int64, to output: inout [UInt8]) {
        output.append(contentsOf: "\"\(text(day: day))\"".utf8)
    }

    /// `"2024-06-01T08:30:00"`, with a `Z` where values count in UTC; the day alone at midnight without a zone.
    static func append(_ value: Int64, perSecond: Int64, hasZone: Bool, to output: inout [UInt8]) {
        let seconds = floored(value, perSecond)
        let day = floored(seconds, secondsPerDay)
        // Of the first moments that 8 bytes hold, the day begins before them.
        let time = seconds &- day &* secondsPerDay
        guard time > 0 || hasZone else { return append(day: day, to: &output) }
        let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
        output.append(contentsOf: "\"\(text(day: day))T\(clock)\(hasZone ? "Z" : "")\"".utf8)
    }

    private static func floored(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    /// In the Gregorian calendar, by eras of 400 years that begin in March.
    private static func text(day: Int64) -> String {
        let shifted = day + 719_468
        let era = floored(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let date = dayOfYear - (153 * month + 2) / 5 + 1
        let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
        let digits = String(year.magnitude)
        return (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-"
            + twoDigits(month < 10 ? month + 3 : month - 9) + "-" + twoDigits(date)
    }

    private static func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
