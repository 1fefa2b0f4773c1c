import Text

extension CalendarDate {
    /// Reads a date field: `2024-05-26`, `2024/5/26`, `2024.5.26`, `2024年5月26日`, `20240526`, each with
    /// or without a time or other words after it; `Sat May 25 16:00:00 +0000 2024` and `Sat, 25 May 2024 16:00:00 GMT`;
    /// seconds, milliseconds or less since 1970; the days since 1900 that spreadsheets count.
    ///
    /// A time with a zone (`Z`, `UTC`, `+00:00`) is moved to China time; one without is taken as it stands. A month
    /// alone (`2024-05`) is its first day. A day without a year, and one that is told from another (`昨天`), is none.
    public init?(parsing field: String) {
        var field = field
        if let day = field.withUTF8({ CalendarDate.plain($0) }) {
            self = day
            return
        }
        guard var folded = DateFieldText.folded(field) else { return nil }
        guard let day = folded.withUTF8({ CalendarDate.plain($0) ?? EnglishDate.day($0) }) else { return nil }
        self = day
    }

    /// Whether a field that was read as a day names nothing but its month.
    static func isMonth(_ field: String, readAs day: CalendarDate) -> Bool {
        guard day.day == 1, var text = DateFieldText.folded(field) else { return false }
        return text.withUTF8 { bytes in
            var scanner = DateScanner(bytes)
            scanner.skipSpaces()
            var whole = scanner
            return whole.date() == nil && scanner.month() != nil
        }
    }

    /// Whether a field holds a time of a day that another field tells: `08:00:00`, `8:30`.
    static func isTimeOnly(_ field: String) -> Bool {
        // Nearly all fields begin with a year.
        guard field.utf8.count <= 20, !field.utf8.prefix(3).allSatisfy(isDigit) else { return false }
        let parts = trimmed(field).split(omittingEmptySubsequences: false) { ":：时分".contains($0) }
        return (2...4).contains(parts.count) && (1...2).contains(parts[0].utf8.count)
            && parts.allSatisfy { $0.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") } }
    }

    /// A date that begins with its year, or a number.
    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        var scanner = DateScanner(bytes)
        scanner.skipSpaces()
        // No other form begins with another count of digits.
        switch scanner.run {
        case 4, 8, 12, 14:
            var whole = scanner
            if let day = whole.date() {
                return CalendarDate(daysSince1970: day.daysSince1970 + whole.dayShiftToChinaTime())
            }
            return scanner.month()
        case 6: return scanner.month()
        case 5, 10, 13, 16, 19: return moment(&scanner)
        default: return nil
        }
    }

    /// A field of nothing but a number: 5 digits are a spreadsheet's days, more are a time since 1970.
    private static func moment(_ scanner: inout DateScanner) -> CalendarDate? {
        let digits = scanner.run
        guard let value = scanner.number(digits: digits...digits) else { return nil }
        if scanner.takeAny(of: ".") { _ = scanner.number(digits: 1...18) }
        scanner.skipSpaces()
        guard scanner.isAtEnd else { return nil }
        switch digits {
        case 5:
            // 25569 is 1970-01-01. The range is 1954 to 2119.
            return (20_000...80_000).contains(value) ? CalendarDate(daysSince1970: value - 25_569) : nil
        case 10: return CalendarDate(chinaTimeAt: value)
        case 13: return CalendarDate(chinaTimeAt: value / 1000)
        case 16: return CalendarDate(chinaTimeAt: value / 1_000_000)
        default: return CalendarDate(chinaTimeAt: value / 1_000_000_000)
        }
    }
}

/// A date field brought into the form that the scanner reads.
private enum DateFieldText {
    /// What a crawler may leave before a date.
    private static let heads: Set<String> = [
        "发布时间", "发布日期", "发布于", "发表时间", "发表日期", "发表于", "刊发时间", "发稿时间", "更新时间", "更新于", "时间", "日期", "date",
        "published", "time",
    ]

    private static let simplified: [Unicode.Scalar: Unicode.Scalar] = [
        "點": "点", "時": "时", "間": "间", "發": "发", "佈": "布", "號": "号", "國": "国", "華": "华", "週": "周",
        "禮": "礼",
    ]
    /// Years of the Republic of China begin with 1912.
    private static let republic = ["中华民国", "民国"]
    private static let weekdays = ["星期", "礼拜", "周"]

    /// Half width, without invisible characters, brackets and a head before the date; Chinese numerals as digits.
    ///
    /// - Returns: nil for a text too long to be a date.
    static func folded(_ field: String) -> String? {
        guard field.utf8.count <= 200 else { return nil }
        var text = String.UnicodeScalarView()
        for scalar in field.unicodeScalars where !isInvisible(scalar.value) {
            switch scalar.value {
            case 0xFF01...0xFF5E: text.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
            case 0x2010...0x2015, 0x2212: text.append("-")
            case 0x3002: text.append(".")
            default:
                text.append(scalar.properties.isWhitespace ? " " : simplified[scalar] ?? scalar)
            }
        }
        func isSkipped(_ scalar: Unicode.Scalar) -> Bool { " ([{【「\"'《:,、".unicodeScalars.contains(scalar) }
        text = withoutWeekday(text[...].drop(while: isSkipped))
        if text.contains("年") { text = withDigits(text) }
        var rest = text[...].drop(while: isSkipped)
        let head = rest.prefix { !isSkipped($0) && !("0"..."9").contains($0) }
        if heads.contains(String(head).lowercased()) { rest = rest.dropFirst(head.count).drop(while: isSkipped) }
        return inCommonEra(String(rest))
    }

    /// `民国113年3月5日` as `2024年3月5日`.
    private static func inCommonEra(_ text: String) -> String {
        guard let era = republic.first(where: text.hasPrefix) else { return text }
        let rest = text.dropFirst(era.count).drop { $0 == " " }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 3, let year = Int(digits) else { return text }
        return "\(year + 1911)" + rest.dropFirst(digits.count)
    }

    /// Without the day of the week at its beginning: `星期二 2024年3月5日`.
    private static func withoutWeekday(_ text: Substring.UnicodeScalarView) -> String.UnicodeScalarView {
        let name = String(text.prefix(3))
        guard let head = weekdays.first(where: name.hasPrefix), name.count > head.count,
            "一二三四五六日天".contains(name[name.index(name.startIndex, offsetBy: head.count)])
        else { return String.UnicodeScalarView(text) }
        return String.UnicodeScalarView(text.dropFirst(head.count + 1))
    }

    /// `二〇二四年三月二十日` as `2024年3月20日`.
    private static func withDigits(_ text: String.UnicodeScalarView) -> String.UnicodeScalarView {
        var output = String.UnicodeScalarView()
        var run: [Int] = []
        func finish() {
            guard !run.isEmpty else { return }
            if let ten = run.firstIndex(of: 10), run.count <= 3 {
                let tens = ten == 0 ? 1 : run[0]
                output.append(contentsOf: "\(tens * 10 + (ten + 1 < run.count ? run[ten + 1] : 0))".unicodeScalars)
            } else {
                for digit in run { output.append(contentsOf: "\(digit)".unicodeScalars) }
            }
            run = []
        }
        let numerals = Array("零一二三四五六七八九十".unicodeScalars)
        for scalar in text {
            if let value = scalar == "〇" || scalar == "○" ? 0 : numerals.firstIndex(of: scalar) {
                run.append(value)
            } else if scalar == "廿" || scalar == "卅" {
                run += [scalar == "廿" ? 2 : 3, 10]
            } else {
                finish()
                output.append(scalar)
            }
        }
        finish()
        return output
    }
}
