import Text

/// What stands around a date of a text, which tells whether the article was published that day.
struct DateContext {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let start: Int

    /// Agencies date their reports within so many bytes.
    private static let longestHead = 600
    /// So many bytes are looked at before a date: about 14 characters.
    private static let reach = 42

    /// - Parameter start: where the date begins.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        self.bytes = bytes
        self.start = start
    }

    // MARK: Datelines

    private static let reportWords: [StaticString] = ["消息", "报道", "专电", "综合消息", "综合报道"]
    /// With these other words begin: 电动车, 讯飞.
    private static let shortReportWords: [StaticString] = ["电", "讯", "日电"]
    private static let heads: [StaticString] = [
        "发布时间", "发布日期", "发布于", "发表时间", "发表日期", "发表于", "刊发时间", "发稿时间",
    ]
    /// Only at the beginning of a line or sentence: 会议时间 is no time of publication.
    private static let plainHeads: [StaticString] = ["时间", "日期"]

    /// `北京2024年5月3日电`, `（2024-05-03 …）` and `2024-05-03 10:22` at the beginning, `发布时间：2024-05-03`.
    func isDateline(endingAt end: Int) -> Bool {
        var head = start
        while head > 0, bytes[head - 1] == 0x20 || bytes[head - 1] == UInt8(ascii: ":") || ends(head, "：") {
            head -= ends(head, "：") ? 3 : 1
        }
        if DateContext.heads.contains(where: { ends(head, $0) }) { return true }
        if head < start, let plain = DateContext.plainHeads.first(where: { ends(head, $0) }) {
            let before = head - plain.utf8CodeUnitCount
            if before == 0 || bytes[before - 1] < 0x80 || isMark(before) { return true }
        }
        guard start < DateContext.longestHead else { return false }
        var next = end
        while next < bytes.count, bytes[next] == 0x20 { next += 1 }
        return isReport(next) || isAtBeginning(end, next)
    }

    /// Whether a word with which agencies go on behind a date stands at a place.
    private func isReport(_ place: Int) -> Bool {
        if DateContext.reportWords.contains(where: { begins(place, $0) }) { return true }
        guard let word = DateContext.shortReportWords.first(where: { begins(place, $0) }) else { return false }
        let end = place + word.utf8CodeUnitCount
        // Chinese characters begin with E4 to E9.
        return end == bytes.count || bytes[end] < 0xE4 || bytes[end] > 0xE9 || begins(end, "记者")
    }

    /// Whether the date is the first thing in the text, and is not a sentence's.
    private func isAtBeginning(_ end: Int, _ next: Int) -> Bool {
        var at = 0
        var isBracketed = false
        while at < start {
            if bytes[at] <= 0x20 {
                at += 1
            } else if bytes[at] == UInt8(ascii: "(") || bytes[at] == UInt8(ascii: "[") {
                (at, isBracketed) = (at + 1, true)
            } else if let bracket = (["（", "【", "［", "〔", "「"] as [StaticString]).first(where: { begins(at, $0) }) {
                (at, isBracketed) = (at + bracket.utf8CodeUnitCount, true)
            } else if begins(at, "\u{3000}") || begins(at, "\u{FEFF}") {
                at += 3
            } else {
                return false
            }
        }
        if isBracketed || next == bytes.count || bytes[next] == 0x0A || bytes[next] == 0x0D { return true }
        // A time or the source.
        var scanner = DateScanner(bytes, at: next)
        if next > end, scanner.number(digits: 1...2) != nil, scanner.takeAny(of: ":") { return true }
        return (["来源", "作者", "编辑", "记者"] as [StaticString]).contains { begins(next, $0) }
    }

    /// `北京5月3日电`: a day whose year the text does not tell.
    ///
    /// - Parameter scanner: at the month.
    func isDatelineWithoutYear(_ scanner: inout DateScanner) -> Bool {
        guard start < DateContext.longestHead, !ends(start, "年"), start == 0 || bytes[start - 1] >= 0x80,
            scanner.number(digits: 1...2) != nil, scanner.take("月"), scanner.number(digits: 1...2) != nil,
            scanner.take("日")
        else { return false }
        return isReport(scanner.at)
    }

    // MARK: Other dates

    /// Before a date that is announced, due or the name of something.
    private static let before: [StaticString] = [
        "有效期", "到期", "期限", "届满", "截至", "截止", "将于", "将在", "将从", "将自", "拟于", "拟在", "定于", "订于", "预计", "预期",
        "计划", "有望", "不晚于", "不迟于", "最晚", "最迟", "延至", "延长", "赎回", "兑付", "备案", "ICP", "icp", "许可证", "证号", "编号", "文号",
        "字号", "电话", "手机", "传真", "热线", "微信", "邮编", "地址", "版本", "型号", "出生", "生于", "成立于", "始建于", "创建于", "创立于", "创办于", "建于",
        "上映于", "首映于", "去世于", "逝世于", "卒于",
    ]
    private static let directlyBefore: [StaticString] = ["至", "到", "～", "—", "–", "备", "版"]
    private static let after: [StaticString] = [
        "前", "之前", "以前", "到期", "届满", "截止", "截至", "止", "为止", "至", "到", "起", "施行", "实施", "生效", "执行", "修订", "修正", "号",
        "出生", "生于", "去世", "逝世", "病逝", "辞世", "—", "–", "～",
    ]
    private static let clauseEnds: [StaticString] = ["。", "！", "？", "；", "，", "：“"]

    /// Whether a date may be that of publication. It is no part of a number that goes on, and what is said around it
    /// does not speak of another time.
    func isPublication(endingAt end: Int) -> Bool {
        guard !isPartOfNumber(endingAt: end), !isInTitle, !isOfAnotherHead else { return false }
        var next = end
        while next < bytes.count, bytes[next] == 0x20 { next += 1 }
        if next < bytes.count, bytes[next] == UInt8(ascii: "~") || bytes[next] == UInt8(ascii: "-") { return false }
        if DateContext.after.contains(where: { begins(next, $0) }) { return false }
        var last = start
        while last > 0, bytes[last - 1] == 0x20 { last -= 1 }
        if last > 0, bytes[last - 1] == UInt8(ascii: "~") { return false }
        if DateContext.directlyBefore.contains(where: { ends(last, $0) }) { return false }
        // Back to the beginning of the clause.
        var at = start
        let first = max(0, start - DateContext.reach)
        while at > first {
            if bytes[at - 1] == 0x0A || bytes[at - 1] == UInt8(ascii: ",") || bytes[at - 1] == UInt8(ascii: ";") {
                break
            }
            if DateContext.clauseEnds.contains(where: { ends(at, $0) }) { break }
            at -= 1
            if DateContext.before.contains(where: { begins(at, $0) }) { return false }
        }
        return true
    }

    /// What a day is named by, as its last characters, and those that speak of the day of the article itself.
    private static let dayNames: [StaticString] = ["日期", "时间", "日"]
    private static let ownDays: [StaticString] = ["今日", "当日", "本日", "昨日"]
    /// What stands between a name and its day.
    private static let links: [StaticString] = ["：", ":", "为", "是"]

    /// `成立日期：`, `会议时间为`, `股权登记日是`: a head that names another day than that of publication.
    private var isOfAnotherHead: Bool {
        var head = start
        var isLinked = false
        while head > 0 {
            if bytes[head - 1] == 0x20 || ends(head, "　") {
                head -= bytes[head - 1] == 0x20 ? 1 : 3
            } else if let link = DateContext.links.first(where: { ends(head, $0) }) {
                head -= link.utf8CodeUnitCount
                isLinked = true
            } else {
                break
            }
        }
        guard isLinked, let day = DateContext.dayNames.first(where: { ends(head, $0) }),
            !DateContext.heads.contains(where: { ends(head, $0) }),
            !DateContext.ownDays.contains(where: { ends(head, $0) })
        else { return false }
        // Chinese characters begin with E4 to E9.
        var first = head
        while first >= 3, head - first < 18, 0xE4...0xE9 ~= bytes[first - 3] { first -= 3 }
        guard head - first > day.utf8CodeUnitCount else { return false }
        let name = String(decoding: bytes[first..<head], as: UTF8.self)
        return FieldNames.find(name).map { $0.field != .date || $0.tier == .weak } ?? true
    }

    /// A version, an address, a telephone number, a part of a link.
    private func isPartOfNumber(endingAt end: Int) -> Bool {
        guard bytes[start + 4] < 0x80, bytes[start + 4] != 0x20 else { return false }
        if end < bytes.count {
            if isWord(bytes[end]) { return true }
            if end + 1 < bytes.count, ".-/_".utf8.contains(bytes[end]), isDigit(bytes[end + 1]) { return true }
        }
        guard start > 0 else { return false }
        if isWord(bytes[start - 1]) || "-./_=+%#@&".utf8.contains(bytes[start - 1]) { return true }
        // Versions are written with full stops: PyCharm 2023.1.2
        guard bytes[start + 4] == UInt8(ascii: ".") else { return false }
        var last = start
        while last > 0, bytes[last - 1] == 0x20 { last -= 1 }
        return last > 0 && isWord(bytes[last - 1])
    }

    /// Whether the date stands in 《》, as in a law's name.
    private var isInTitle: Bool {
        var at = start
        let first = max(0, start - 3 * DateContext.reach)
        while at > first {
            if ends(at, "》") || bytes[at - 1] == 0x0A { return false }
            if ends(at, "《") { return true }
            at -= 1
        }
        return false
    }

    private func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || 0x61...0x7A ~= byte | 0x20 }

    /// Whether a full-width mark or blank ends at a place.
    private func isMark(_ place: Int) -> Bool {
        (["。", "，", "；", "！", "？", "：", "　", "】", "）", "｜"] as [StaticString]).contains { ends(place, $0) }
    }

    private func begins(_ place: Int, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - place >= count else { return false }
        for index in 0..<count where bytes[place + index] != text.utf8Start[index] { return false }
        return true
    }

    private func ends(_ place: Int, _ text: StaticString) -> Bool {
        place >= text.utf8CodeUnitCount && begins(place - text.utf8CodeUnitCount, text)
    }
}
