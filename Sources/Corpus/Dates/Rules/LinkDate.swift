import Text

extension CalendarDate {
    /// A date that parts of a link are: `/2024/05/26/`, `/2024-05/26/`, `/20240526/`, `/t20240526_1.html`,
    /// `date=2024-05-26`. Digits that go on, or that end a name, are an id.
    ///
    /// - Parameter latest: a later day is none.
    init?(inLink link: String, through latest: CalendarDate?) {
        var link = link
        guard let day = link.withUTF8({ LinkDate.first(in: $0, through: latest) }) else { return nil }
        self = day
    }
}

private enum LinkDate {
    static func first(in bytes: UnsafeBufferPointer<UInt8>, through latest: CalendarDate?) -> CalendarDate? {
        // The host may hold digits (36kr.com, 163.com), so look behind it.
        var at = 0
        if let scheme = DateScanner.firstIndex(of: "://", in: bytes) {
            at = scheme + 3
            while at < bytes.count, !"/?#".utf8.contains(bytes[at]) { at += 1 }
        }
        while at < bytes.count {
            guard isDigit(bytes[at]) else {
                at += 1
                continue
            }
            var scanner = DateScanner(bytes, at: at)
            let run = scanner.run
            if run == 4 || run == 8, let day = scanner.date(separators: "-/_."), day.canBePublication(through: latest),
                run == 8 ? isDate(at, in: bytes) : isDate(at..<scanner.at, in: bytes)
            {
                return day
            }
            at += run
        }
        return nil
    }

    /// Whether eight digits are a date: a part of the path, the beginning of a file's name with more behind it, or the
    /// value of a parameter. At the end of a name they are an article's number.
    private static func isDate(_ start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let next = start + 8 < bytes.count ? bytes[start + 8] : UInt8(ascii: "&")
        guard start > 0 else { return false }
        switch bytes[start - 1] {
        case UInt8(ascii: "="): return next == UInt8(ascii: "&") && isDateParameter(endingAt: start - 1, in: bytes)
        case UInt8(ascii: "/"):
            // Tencent's ids: `/20240526A01ABC00`
            return next == UInt8(ascii: "_") || 0x41...0x5A ~= next
                || next == UInt8(ascii: "/") && !isNumbered(endingAt: start - 1, in: bytes)
        // `/t20240526_123.html`, of government sites.
        case UInt8(ascii: "t"): return start > 1 && bytes[start - 2] == UInt8(ascii: "/") && next == UInt8(ascii: "_")
        default: return false
        }
    }

    /// Parts of a path behind which the number of what they name stands: `/question/20120920/answer/13913913`.
    private static let numbered: Set<String> = [
        "question", "questions", "answer", "q", "user", "users", "u", "uid", "people", "profile", "author", "space",
        "id",
        "thread", "threads",
    ]

    private static func isNumbered(endingAt end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = end
        while start > 0, end - start <= 10, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
        return numbered.contains(String(decoding: bytes[start..<end], as: UTF8.self).lowercased())
    }

    /// `d`, `date`, `day`, `pubtime` and the like, but no `id`.
    private static func isDateParameter(endingAt end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = end
        while start > 0, 0x61...0x7A ~= bytes[start - 1] | 0x20 || bytes[start - 1] == UInt8(ascii: "_") { start -= 1 }
        let name = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        return name == "d" || name == "dt" || name.contains("date") || name.contains("day") || name.contains("time")
    }

    /// Whether digits with separators are a date, and no part of a version or a number of other form.
    private static func isDate(_ place: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let isParted = bytes[place.lowerBound + 4] == UInt8(ascii: ".")
        if place.lowerBound > 0 {
            let before = bytes[place.lowerBound - 1]
            if 0x61...0x7A ~= before | 0x20 { return false }
            if isParted, before != UInt8(ascii: "/"), before != UInt8(ascii: "=") { return false }
            // A number of several groups, such as a UUID.
            if before == UInt8(ascii: "-") || before == UInt8(ascii: "_"), place.lowerBound > 1,
                isDigit(bytes[place.lowerBound - 2])
            {
                return false
            }
        }
        // Month and day in one run are so only in a path: `/2024/0526/`.
        let isJoined = place.count == 9
        if isJoined, bytes[place.lowerBound + 4] != UInt8(ascii: "/") {
            return !bytes[place.lowerBound + 5..<place.upperBound].allSatisfy(isDigit)
        }
        guard place.upperBound + 1 < bytes.count else { return true }
        // 2024.1.1.5
        return !(isParted && bytes[place.upperBound] == UInt8(ascii: ".") && isDigit(bytes[place.upperBound + 1]))
    }
}
