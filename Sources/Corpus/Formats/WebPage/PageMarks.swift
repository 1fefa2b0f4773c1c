import Text

/// What short lines around an article's text say.
enum PageMarks {
    /// The first full date of a line, as it stands there with the time behind it.
    static func date(in line: String) -> String? {
        var line = line
        return line.withUTF8 { bytes in
            var at = 0
            while at < bytes.count {
                guard isDigit(bytes[at]) else {
                    at += 1
                    continue
                }
                var scanner = DateScanner(bytes, at: at)
                let run = scanner.run
                if run == 4, let day = scanner.date(), day.year >= CalendarDate.firstYear {
                    var end = scanner.at
                    // A time, and its zone.
                    while end < bytes.count, isDigit(bytes[end]) || ":+-TZ ".utf8.contains(bytes[end]) { end += 1 }
                    return trimmed(String(decoding: bytes[at..<end], as: UTF8.self))
                }
                at += run
            }
            return nil
        }
    }

    /// The outlet that a line such as `2024-05-01 来源：新华社 作者：…` names.
    static func source(in line: String) -> String? {
        for mark in ["来源：", "来源:", "來源：", "稿源：", "来源 ："] {
            guard let start = line.range(of: mark) else { continue }
            let rest = line[start.upperBound...].drop { $0.isWhitespace }
            let name = rest.prefix { !$0.isWhitespace && !"|｜，,;；/（(".contains($0) }
            if (2...20).contains(name.count), !name.contains("：") { return String(name) }
        }
        return nil
    }

    /// Whether a short line tells about the article and not what it says.
    static func isMargin(_ line: String) -> Bool {
        guard line.unicodeScalars.count <= 60 else { return false }
        if margins.contains(where: line.hasPrefix) { return true }
        // `2024-05-01 08:30 来源：新华社`, but not a sentence that begins with a day.
        guard line.utf8.first.map({ isDigit($0) }) == true, let date = date(in: line), line.hasPrefix(date) else {
            return false
        }
        return line.utf8.count <= date.utf8.count + 6 || ["来源", "字号", "作者", "浏览", "阅读"].contains { line.contains($0) }
    }

    private static let margins = [
        "来源：", "来源:", "来源 ", "作者：", "作者:", "记者：", "编辑：", "责任编辑", "责编", "发布时间", "发表时间", "更新时间", "字号", "字体", "大 中 小",
        "分享", "打印", "阅读：", "阅读量", "浏览", "点击", "点赞", "收藏", "评论", "扫一扫", "扫码", "原标题", "上一篇", "下一篇", "当前位置", "您的位置", "您所在",
        "所在位置", "首页",
        "关注我们", "下载APP", "返回",
    ]

    /// Whether further articles are listed from this line on.
    static func beginsRelated(_ line: String) -> Bool {
        line.unicodeScalars.count <= 24 && related.contains { line.hasPrefix($0) }
    }

    private static let related = [
        "相关阅读", "相关新闻", "相关推荐", "相关文章", "相关链接", "相关报道", "延伸阅读", "推荐阅读", "更多阅读", "更多新闻", "更多精彩", "热门推荐", "热门文章",
        "猜你喜欢", "为您推荐", "精彩推荐", "最新文章", "网友评论", "最新评论", "全部评论", "发表评论", "上一篇", "下一篇",
    ]
}
