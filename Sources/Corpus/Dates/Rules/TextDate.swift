import Text

extension CalendarDate {
    /// The day of publication as a text tells it: that of its dateline, else the latest full date that it names
    /// (`2024年5月26日`, `2024-05-26`) and that is neither announced, due nor a number of another kind.
    ///
    /// A dateline without a year (`新华社北京5月3日电`) tells that no other date of the text is that of its publication.
    ///
    /// - Parameter latest: a later day is none.
    /// - Complexity: linear in the text.
    init?(publishedIn text: String, through latest: CalendarDate?) {
        var text = text
        guard let day = text.withUTF8({ TextDate.day(in: $0, through: latest) }) else { return nil }
        self = day
    }
}

private enum TextDate {
    static func day(in bytes: UnsafeBufferPointer<UInt8>, through latest: CalendarDate?) -> CalendarDate? {
        var found: CalendarDate?
        var at = 0
        while at < bytes.count {
            guard isDigit(bytes[at]) else {
                at += 1
                continue
            }
            var scanner = DateScanner(bytes, at: at)
            let run = scanner.run
            let context = DateContext(bytes, from: at)
            if run == 4 || run == 8, bytes[at] == UInt8(ascii: "1") || bytes[at] == UInt8(ascii: "2") {
                if let day = scanner.date() {
                    let end = scanner.at
                    if context.isDateline(endingAt: end) {
                        return day.canBePublication(through: latest) ? day : nil
                    }
                    if run == 4, day.canBePublication(through: latest), found.map({ $0 < day }) ?? true,
                        context.isPublication(endingAt: end)
                    {
                        found = day
                    }
                    // Past the month and the day too.
                    at = max(end, at + run)
                    continue
                }
            } else if run <= 2, context.isDatelineWithoutYear(&scanner) {
                return nil
            }
            at += run
        }
        return found
    }
}
