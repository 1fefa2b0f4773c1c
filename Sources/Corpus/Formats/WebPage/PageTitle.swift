import Foundation

/// The title of a page without the name of its site.
enum PageTitle {
    /// - Returns: the title, and what it is from; nil where the page has none.
    static func find(_ outline: PageOutline) -> (title: String, name: String)? {
        let site = outline.metas["og:site_name"] ?? ""
        let headings = outline.paragraphs.filter(\.isHeading).prefix(20)
            .map { trimmed(String(decoding: outline.text[$0.range], as: UTF8.self)) }
            .filter { !$0.isEmpty && $0.unicodeScalars.count <= 200 }
        let written = outline.title
        if let title = outline.metas["og:title"], !title.isEmpty {
            // A quotation mark within it may have cut it off.
            if let whole = headings.first(where: { $0 != title && $0.hasPrefix(title) }) { return (whole, "h1") }
            return (withoutSite(title, site), "og:title")
        }
        // A site's name may be a heading too; the title of the page tells.
        if let heading = headings.filter({
            written.hasPrefix($0) || $0.count > 5 && written.contains($0) && !written.hasSuffix($0)
        })
        .max(by: { $0.count < $1.count }) {
            return (heading, "h1")
        }
        if headings.count == 1, written.isEmpty || !written.contains(headings[0]), headings[0].count >= 6 {
            return (headings[0], "h1")
        }
        if !written.isEmpty { return (withoutSite(written, site), "title") }
        return headings.first.map { ($0, "h1") }
    }

    /// `标题_频道_网站` and `标题 - 网站` without what stands behind the title.
    static func withoutSite(_ title: String, _ site: String) -> String {
        if !site.isEmpty, let end = title.range(of: site, options: .backwards), end.upperBound == title.endIndex {
            let rest = title[..<end.lowerBound].reversed().drop { $0.isWhitespace || marks.contains($0) }
            let head = trimmed(String(String(rest).reversed()))
            if head.count >= 4 { return head }
        }
        var best = title
        for separator in ["_", "|", "｜", " - ", " — ", " – ", "--", "——", "-", "－"] {
            let parts = best.components(separatedBy: separator)
            guard parts.count > 1 else { continue }
            // A hyphen may stand in a title; the name of a site is told by how it ends.
            let isSure = separator == "_" || separator == "|" || separator == "｜" || separator == " - "
            var kept = parts
            while kept.count > 1, let last = kept.last.map(trimmed), last.count <= 20,
                isSure && kept.dropLast().joined().count >= 6 || siteEnds.contains(where: last.hasSuffix)
            {
                kept.removeLast()
            }
            let head = trimmed(kept.joined(separator: separator))
            if !head.isEmpty { best = head }
        }
        return best
    }

    private static let marks = Set("_|｜-–—－·")
    private static let siteEnds = [
        "网", "報", "报", "新闻", "频道", "在线", "日报", "晚报", "时报", "周刊", "杂志", "财经", "科技", "门户", "资讯", "社区", "中心", "卫视", "电视台",
        "氪",
        ".com", ".cn",
    ]
}
