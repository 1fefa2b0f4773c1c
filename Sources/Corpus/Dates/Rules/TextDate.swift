import Text

extension CalendarDate {
    /// The latest full date in a text: `2024年5月26日` or `2024-05-26`.
    init?(latestIn text: String) {
        var latest: CalendarDate?
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            guard isDigit(bytes[at]) else {
                at += 1
                continue
            }
            var scanner = DateScanner(bytes, at: at)
            if let day = scanner.date(separators: "-/."), day.year >= 1990 {
                latest = max(latest ?? day, day)
            }
            while at < bytes.count, isDigit(bytes[at]) { at += 1 }
        }
        guard let latest else { return nil }
        self = latest
    }
}
