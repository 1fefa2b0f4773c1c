import Text

/// What stands in a field that holds nothing: `无`, `null`, `N/A`, `-`, and for links also `#`, `javascript:void(0)` and
/// the like.
package enum Placeholder {
    private static let words: Set<String> = [
        "无", "暂无", "没有", "空", "无链接", "暂无链接", "无网址", "null", "none", "nil", "undefined", "n/a", "na", "nan", "nat",
        "nbsp",
    ]
    /// Of labels and links, which nobody looks for any more, these say the same. Of a date, 未知 is a statement.
    private static let unknown: Set<String> = ["未知", "不详", "待定", "unknown", "tbd"]
    /// A person may call a class so: North America, sodium.
    private static let alsoNames: Set<String> = ["na", "空", "没有", "nbsp"]
    /// Of links, what stands where one was left out or could not be copied.
    private static let noLinks: Set<String> = [
        "网页链接", "微信公众号", "公众号", "已删除", "原文已删除", "来自网络", "网络", "来源网络", "点击链接", "全文", "查看全文", "查看详情", "详情",
        "阅读全文", "原文", "微信", "微博", "抖音", "阅读原文", "查看原文", "原文链接", "点击查看", "见附件", "同上", "见上", "略", "链接", "false", "true",
    ]
    /// No word of these is longer, with a bracket or quotation mark at either end.
    private static let longestWord = 24

    /// Whether a field's value says that there is none.
    package static func isValue(_ text: String) -> Bool {
        // Dates, which are most values, are seen at once.
        guard text.utf8.count <= longestWord, !(text.utf8.first.map { 0x31...0x39 ~= $0 } ?? false) else {
            return false
        }
        let core = core(of: text)
        return core.isEmpty || core == "0" || words.contains(core) || isMark(text)
    }

    /// Whether a title or a text is what programs write in place of one that is missing: `NULL`, `nan`, `<NA>`, `\N`. What
    /// people write, 无 or `-`, may be meant.
    ///
    /// - Complexity: independent of the text's length.
    static func isMissing(_ text: String) -> Bool {
        guard text.utf8.count <= longestMissing, let first = text.utf8.first(where: { $0 > 0x20 }),
            "nNuU<#\\".utf8.contains(first)
        else { return false }
        return missing.contains(trimmed(text).lowercased()) || isMark(text)
    }

    private static let missing: Set<String> = [
        "null", "none", "nil", "nan", "nat", "undefined", "<na>", "n/a", "<null>",
    ]
    private static let longestMissing = 12

    /// Whether a label, a keyword or the like says that there is none.
    ///
    /// - Parameter version: before 5, labels of articles that nobody has labeled were labels.
    package static func isNoName(_ name: String, _ version: TextNormalizer.Version = .newest) -> Bool {
        guard name.utf8.count <= longestWord else { return false }
        let core = core(of: name)
        if version > .four {
            if noLabels.contains(core) { return true }
            // As pivot tables call what is empty. Without brackets it may be a name.
            if core == "空" || core == "set" { return name.utf8.count > core.utf8.count }
        }
        if core.isEmpty {
            return name.unicodeScalars.allSatisfy { dashes.contains($0) || version > .four && quotes.contains($0) }
        }
        if alsoNames.contains(core) { return name == "<NA>" }
        return words.contains(core) || unknown.contains(core) || isMark(name)
    }

    /// What programs and people call articles that have no label.
    private static let noLabels: Set<String> = [
        "未分类", "待分类", "无分类", "暂无分类", "未归类", "待归类", "未标注", "待标注", "无标注", "未标记", "待标记", "未打标", "无标签", "暂无标签", "没有",
        "空白", "空值", "blank", "empty", "n.a", "uncategorized", "uncategorised", "unlabeled", "unlabelled",
        "unclassified",
        "no label", "無", "暫無", "沒有", "未分類", "待分類", "無分類", "未歸類", "未標註", "待標註", "未標記", "無標籤", "未標籤",
    ]
    private static let quotes = Set("'\"‘’“”()[]{}（）【】".unicodeScalars)
    private static let dashes = Set("-—–－―_/\\.·*?？ ".unicodeScalars)

    /// `\N` of MySQL and Hive, `#REF!` and the like of spreadsheets.
    private static func isMark(_ text: String) -> Bool {
        let text = trimmed(text)
        return text == "\\N" || text.hasPrefix("#") && errors.contains(text.uppercased())
    }

    /// What a spreadsheet shows in place of a value that it cannot work out, `#VALUE!`, or that its column is too narrow for.
    package static func isSpreadsheetFault(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "#")) else { return false }
        let text = trimmed(text)
        return text.utf8.count > 2 && text.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
            || errors.contains(text.uppercased())
    }

    private static let errors: Set<String> = [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    ]

    /// Whether a link is that of no article: a word for nothing, a home page, or a number that a spreadsheet rounded.
    /// By such a link no two articles are the same.
    ///
    /// - Complexity: linear in the link.
    package static func isLink(_ link: String) -> Bool {
        if link.utf8.count <= longestWord {
            if isValue(link) { return true }
            let core = core(of: link)
            if core.allSatisfy({ $0 == "0" }) || unknown.contains(core) || noLinks.contains(core) { return true }
        }
        var link = link
        return link.withUTF8 { isScript($0) || isHomePage($0) || holdsRoundedNumber($0) }
    }

    /// In lower case and half width, without invisible characters and what stands around letters and digits.
    private static func core(of text: String) -> String {
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars where !isInvisible(scalar.value) {
            let value = 0xFF01...0xFF5E ~= scalar.value ? scalar.value - 0xFEE0 : scalar.value
            scalars.append(Unicode.Scalar(0x41...0x5A ~= value ? value | 0x20 : value) ?? scalar)
        }
        func isContent(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        guard let first = scalars.firstIndex(where: isContent), let last = scalars.lastIndex(where: isContent) else {
            return ""
        }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// `javascript:void(0)`, `about:blank`
    private static func isScript(_ link: UnsafeBufferPointer<UInt8>) -> Bool {
        begins(link, "javascript:") || begins(link, "about:") || begins(link, "void(")
    }

    /// `https://www.example.cn/`, without a path and a query.
    private static func isHomePage(_ link: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        let slashes = UInt8(ascii: "/")
        if begins(link, "http://") {
            at = 7
        } else if begins(link, "https://") {
            at = 8
        } else {
            guard begins(link, "//") || begins(link, "www.") else { return false }
            while at < link.count, link[at] == slashes { at += 1 }
        }
        while at < link.count, !"/?#".utf8.contains(link[at]) { at += 1 }
        guard !link[at...].isEmpty else { return true }
        while at < link.count, link[at] == slashes { at += 1 }
        let path = UnsafeBufferPointer(rebasing: link[at...])
        for name in ["index.", "default."] as [StaticString] where begins(path, name) {
            return path.count <= name.utf8CodeUnitCount + 5 && path.allSatisfy { !"/?#=".utf8.contains($0) }
        }
        // `https://mp.weixin.qq.com/s` has lost its number, and `https://e.cn/null` never had one.
        let name = path.split(separator: slashes).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
        if name == "s", path.count <= 2 { return link.first("mp.weixin.qq.com", from: 0) != nil }
        return path.allSatisfy { !isLetterOrDigit($0) }
            || name.utf8.count <= 9 && ["null", "undefined", "none", "nan"].contains(name.lowercased())
    }

    /// `1.80007E+18`: the digits that told one article from another are lost.
    private static func holdsRoundedNumber(_ link: UnsafeBufferPointer<UInt8>) -> Bool {
        guard link.count >= 5 else { return false }
        for plus in 2..<link.count - 1
        where link[plus] == UInt8(ascii: "+") && link[plus - 1] | 0x20 == UInt8(ascii: "e") && isDigit(link[plus + 1]) {
            var start = plus - 1
            while start > 0, isDigit(link[start - 1]) { start -= 1 }
            let digits = plus - 1 - start
            if digits > 0, start > 1, link[start - 1] == UInt8(ascii: "."), isDigit(link[start - 2]) { return true }
            // `2E+18`
            if digits > 0, start == 0 { return true }
        }
        return false
    }

    private static func begins(_ text: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
        guard text.count >= name.utf8CodeUnitCount else { return false }
        let pattern = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return zip(text, pattern).allSatisfy { byte, wanted in
            (0x41...0x5A ~= byte ? byte | 0x20 : byte) == wanted
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || 0x61...0x7A ~= byte | 0x20 || byte >= 0x80
    }
}
