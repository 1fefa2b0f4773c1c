/// How an article came by its date. Reports say how many were dated by which rule.
public enum DateRule: String, CaseIterable, Sendable, Codable {
    /// The record has a date field.
    case field
    /// The path or the query of the link holds a date: `/2024/05/26/`, `/20240526/`, `date=2024-05-26`.
    case link
    /// The link holds a Baijiahao or Toutiao id, and such ids begin with the time they were given out.
    case snowflake
    /// The latest full date that the text names.
    case text
}

/// The day an article was published, and the rule that found it.
public struct PublicationDate: Hashable, Sendable {
    public var day: CalendarDate
    public var rule: DateRule

    public init(day: CalendarDate, rule: DateRule) {
        self.day = day
        self.rule = rule
    }

    /// Applies the rules in the order of their reliability; nil where none of them finds a date.
    ///
    /// - Parameters:
    ///   - field: what the date field says; a value that is no date counts as absent here
    ///     (`CalendarDate(parsing:)` tells the two apart).
    /// - Complexity: linear in the link's length, and in the text's where nothing else helps.
    public static func infer(field: String, link: String, text: String) -> PublicationDate? {
        if let day = CalendarDate(parsing: field) {
            return PublicationDate(day: day, rule: .field)
        }
        if let day = CalendarDate(inLink: link) { return PublicationDate(day: day, rule: .link) }
        if let day = CalendarDate(fromSnowflakeIn: link) {
            return PublicationDate(day: day, rule: .snowflake)
        }
        if let day = CalendarDate(latestIn: text) { return PublicationDate(day: day, rule: .text) }
        return nil
    }
}

extension CalendarDate {
    /// Reads a date field: `2024-05-26`, `2024/5/26`, `2024.5.26`, `2024年5月26日`, `20240526`, each with
    /// or without a time or other words after it, or seconds or milliseconds since 1970.
    ///
    /// A time with a zone (`Z`, `+00:00`) is moved to China time; one without is taken as it stands.
    public init?(parsing field: String) {
        var scanner = DateScanner(field)
        scanner.skipSpaces()
        if let moment = scanner.epochSeconds() {
            self.init(chinaTimeAt: moment)
            return
        }
        guard let day = scanner.date() else { return nil }
        guard let moved = day.adding(days: scanner.dayShiftToChinaTime()) else { return nil }
        self = moved
    }

    /// A date between slashes, dashes or other marks in a link, or eight digits of their own.
    init?(inLink link: String) {
        let bytes = Array(link.utf8)
        // The host may hold digits (36kr.com, 163.com), so look behind it.
        var at = 0
        if let scheme = DateScanner.firstIndex(of: "://", in: bytes) {
            at = scheme + 3
            while at < bytes.count, !"/?#".utf8.contains(bytes[at]) { at += 1 }
        }
        while at < bytes.count {
            guard DateScanner.isDigit(bytes[at]) else {
                at += 1
                continue
            }
            var scanner = DateScanner(bytes, at: at)
            if let day = scanner.date(separators: "-/_."), day.year >= 1990 {
                self = day
                return
            }
            while at < bytes.count, DateScanner.isDigit(bytes[at]) { at += 1 }
        }
        return nil
    }

    /// Baijiahao: `id >> 20` is milliseconds since 1970; Toutiao: `id >> 32` is seconds.
    init?(fromSnowflakeIn link: String) {
        let lowered = link.lowercased()
        let isBaijiahao = lowered.contains("baijiahao.baidu.com") || lowered.contains("mbd.baidu.com")
        let isToutiao = lowered.contains("toutiao.com") || lowered.contains("ixigua.com")
        guard isBaijiahao || isToutiao else { return nil }
        for digits in lowered.split(whereSeparator: { !$0.isASCII || !$0.isNumber }) where digits.count == 19 {
            guard let id = Int(digits) else { continue }
            if let day = CalendarDate(chinaTimeAt: isBaijiahao ? (id >> 20) / 1000 : id >> 32),
                (2010...2099).contains(day.year)
            {
                self = day
                return
            }
        }
        return nil
    }

    /// The latest full date in a text: `2024年5月26日` or `2024-05-26`.
    init?(latestIn text: String) {
        var latest: CalendarDate?
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            guard DateScanner.isDigit(bytes[at]) else {
                at += 1
                continue
            }
            var scanner = DateScanner(bytes, at: at)
            if let day = scanner.date(separators: "-/."), day.year >= 1990 {
                latest = max(latest ?? day, day)
            }
            while at < bytes.count, DateScanner.isDigit(bytes[at]) { at += 1 }
        }
        guard let latest else { return nil }
        self = latest
    }

    /// - Parameter days: −1, 0 or 1, as a change of time zone gives.
    private func adding(days: Int) -> CalendarDate? {
        if days == 0 { return self }
        if days > 0 {
            if let next = CalendarDate(year: year, month: month, day: day + 1) { return next }
            return month < 12
                ? CalendarDate(year: year, month: month + 1, day: 1)
                : CalendarDate(year: year + 1, month: 1, day: 1)
        }
        if day > 1 { return CalendarDate(year: year, month: month, day: day - 1) }
        return month > 1
            ? CalendarDate(
                year: year, month: month - 1,
                day: CalendarDate.days(inMonth: month - 1, of: year))
            : CalendarDate(year: year - 1, month: 12, day: 31)
    }
}
