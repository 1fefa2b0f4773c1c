import Text

extension CalendarDate {
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
            guard isDigit(bytes[at]) else {
                at += 1
                continue
            }
            var scanner = DateScanner(bytes, at: at)
            if let day = scanner.date(separators: "-/_."), day.year >= 1990 {
                self = day
                return
            }
            while at < bytes.count, isDigit(bytes[at]) { at += 1 }
        }
        return nil
    }
}
