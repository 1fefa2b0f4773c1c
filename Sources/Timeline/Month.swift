import Corpus

extension Article {
    /// The month it was published in; nil without a date.
    public var month: Month? { published.map { Month(of: $0.day) } }
}

/// A month of a year.
public struct Month: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let year: Int
    public let month: Int

    public init?(year: Int, month: Int) {
        guard CalendarDate(year: year, month: month, day: 1) != nil else { return nil }
        self.year = year
        self.month = month
    }

    public init(of day: CalendarDate) {
        year = day.year
        month = day.month
    }

    /// Reads `2024-05`, `2024/5`, `202405` and `2024年5月`.
    public init?(_ text: String) {
        let digits = text.split(whereSeparator: { !$0.isASCII || !$0.isNumber })
        switch digits.count {
        case 2:
            guard digits[0].count == 4, digits[1].count <= 2, let year = Int(digits[0]), let month = Int(digits[1])
            else { return nil }
            self.init(year: year, month: month)
        case 1 where digits[0].count == 6:
            self.init(year: Int(digits[0].prefix(4))!, month: Int(digits[0].suffix(2))!)
        default: return nil
        }
    }

    /// Months since the year 0.
    private var ordinal: Int { year * 12 + month - 1 }

    /// The month so many months later, or earlier for negative numbers.
    ///
    /// - Precondition: it lies between 1900 and 2199.
    public func adding(_ months: Int) -> Month {
        Month(year: (ordinal + months) / 12, month: (ordinal + months) % 12 + 1)!
    }

    /// All months from the first to the last.
    public static func span(_ first: Month, _ last: Month) -> [Month] {
        first <= last ? (0...(last.ordinal - first.ordinal)).map(first.adding) : []
    }

    public static func < (a: Month, b: Month) -> Bool { a.ordinal < b.ordinal }

    /// ISO 8601: `2024-05`.
    public var description: String { "\(year)-" + (month < 10 ? "0" : "") + "\(month)" }
}
