import Text

/// What the clauses of an event say: who did what, and when.
struct EventReport {
    /// The clauses as one sentence.
    let text: String
    let subject: String?
    let act: String?
    let time: String?
    /// A few words for it, from the clause with the act.
    let head: String

    static let longestHead = 24

    /// - Parameter clauses: in the order of the sentence, at least one.
    init(_ clauses: [EventClause]) {
        var text = clauses.map(\.text).joined()
        if let last = text.unicodeScalars.last, "，,：:、；;".unicodeScalars.contains(last) {
            text.unicodeScalars.removeLast()
            text += "。"
        }
        self.text = text
        time = EventTime(in: text)?.text
        let acting = clauses.first { $0.kinds.contains(.act) }
        let (subject, act, object) = acting.map(EventReport.parts) ?? (nil, nil, "")
        self.act = act
        var named = subject
        if named == nil, let acting, acting.lacksSubject {
            // 通义千问2.5 in: 阿里云推出通义千问2.5，开放内测。
            named = clauses.lazy.compactMap { EventReport.parts(of: $0).subject }.first
        }
        self.subject = named
        let clause = EventReport.withoutMarks(EventTime.removed(from: (acting ?? clauses[clauses.count - 1]).text))
        if clause.unicodeScalars.count > 14, let subject, let act, !object.isEmpty {
            // 华为云今年正式推出面向制造业的盘古大模型 becomes 华为云推出盘古大模型.
            head = EventReport.shortened(subject + act + object)
        } else {
            head = EventReport.shortened(clause.isEmpty ? EventReport.withoutMarks(text) : clause)
        }
    }

    /// The subject, the verb and the end of the object of a clause.
    private static func parts(of clause: EventClause) -> (subject: String?, act: String?, object: String) {
        let text = Array(EventTime.removed(from: clause.text).unicodeScalars)
        guard text.count > 2 else { return (nil, nil, "") }
        var verb: Int?
        for index in 0..<text.count - 1
        where EventWords.kinds(LetterPair(text[index].value, text[index + 1].value)).contains(.act) {
            verb = index
            break
        }
        guard let verb else { return (nil, nil, "") }
        func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(text[range])) }
        // 宣布 and the like introduce the verb that tells the act.
        let before = text[..<verb].firstIndex {
            EventWords.subjectEnds.contains($0.value) || "“《，,".unicodeScalars.contains($0)
        }
        let end = min(before ?? verb, EventTime(in: string(0..<verb))?.start ?? verb)
        let name = withoutMarks(string(0..<end))
        let isSubject = (2...16).contains(name.unicodeScalars.count) && !clause.beginsWithContinuation
        let object = text[(verb + 2)...]
        let start = object.lastIndex(of: "的").map { $0 + 1 } ?? object.startIndex
        return (
            isSubject ? name : nil, string(verb..<verb + 2), withoutMarks(string(start..<object.endIndex))
        )
    }

    /// Without quotation marks, and without marks and spaces at the ends.
    static func withoutMarks(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { !"“”「」『』".unicodeScalars.contains($0) }
        let marks = "，,。！？；!?;：:、 \u{3000}".unicodeScalars
        guard let first = kept.firstIndex(where: { !marks.contains($0) }),
            let last = kept.lastIndex(where: { !marks.contains($0) })
        else { return "" }
        return Sentences.trimmedOfSpace(kept[first...last])
    }

    /// The text, cut where it is too long for a head; never empty.
    static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        if scalars.isEmpty { return "…" }
        return scalars.count <= longestHead ? text : String(scalars.prefix(longestHead - 1)) + "…"
    }
}

/// A date or the like in a clause: `5月9日`, `当地时间8月9日晚`, `本周`.
struct EventTime {
    let text: String
    /// The clause says nothing else.
    let isWhole: Bool
    private let range: Range<Int>

    /// The maximum number of letters: `当地时间2024年12月31日凌晨`.
    static let longest = 18

    /// Where it begins, in scalars.
    var start: Int { range.lowerBound }

    private static let words = ["近日", "日前", "本周", "上周", "今年", "去年", "当天", "当日", "昨日", "今日", "本月", "上月"].map {
        $0.unicodeScalars.map(\.value)
    }
    private static let prefixes = ["当地时间", "北京时间", "美国时间"].map { $0.unicodeScalars.map(\.value) }
    private static let suffixes = ["凌晨", "晚间", "上午", "下午", "当晚", "晚"].map { $0.unicodeScalars.map(\.value) }

    /// The first date; nil where there is none.
    init?(in clause: String) {
        let scalars = clause.unicodeScalars.map(\.value)
        guard let range = EventTime.range(in: scalars) else { return nil }
        self.range = range
        text = String(scalars: scalars[range])
        isWhole = !scalars.indices.contains { index in
            !range.contains(index) && (EventClause.isLetter(scalars[index]) || isUppercase(scalars[index]))
        }
    }

    /// The clause without a date that it begins with.
    static func removed(from clause: String) -> String {
        guard let time = EventTime(in: clause), time.range.lowerBound == 0, !time.isWhole else { return clause }
        return EventReport.withoutMarks(String(clause.unicodeScalars.dropFirst(time.range.upperBound)))
    }

    private static func range(in scalars: [UInt32]) -> Range<Int>? {
        var index = 0
        while index < scalars.count {
            let start = index
            if let prefix = prefixes.first(where: scalars[index...].starts) { index += prefix.count }
            if let end = date(in: scalars, from: index) {
                let suffix = suffixes.first(where: scalars[end...].starts)
                return start..<end + (suffix?.count ?? 0)
            }
            if let word = words.first(where: scalars[index...].starts) { return start..<index + word.count }
            index = start + 1
            // A number that is no date is passed over as a whole.
            if isDigit(scalars[start]) { while index < scalars.count, isDigit(scalars[index]) { index += 1 } }
        }
        return nil
    }

    /// The end of `2024年5月9日`, or parts of it with a month or a day.
    private static func date(in scalars: [UInt32], from start: Int) -> Int? {
        var (index, end): (Int, Int?) = (start, nil)
        for (unit, digits) in [(0x5E74 as UInt32, 4...4), (0x6708, 1...2), (0x65E5, 1...2)] {
            let number = scalars[index...].prefix(while: isDigit).count
            guard digits.contains(number), index + number < scalars.count, scalars[index + number] == unit else {
                if unit == 0x5E74 { continue }
                if unit == 0x6708, end == nil { continue }
                break
            }
            index += number + 1
            if unit != 0x5E74 { end = index }
        }
        return end
    }
}

private func isUppercase(_ scalar: UInt32) -> Bool { 0x41...0x5A ~= scalar }
