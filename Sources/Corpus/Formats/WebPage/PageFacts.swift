import Text

/// When and by whom a page was published, as it says itself.
struct PageFacts {
    /// What was found, with what it is from.
    private(set) var date: (value: String, name: String)?
    private(set) var source: (value: String, name: String)?
    private(set) var link: (value: String, name: String)?

    /// - Parameter body: the article's paragraphs, before which a line with the date may stand.
    init(_ outline: PageOutline, around body: ArraySlice<Int>) {
        let lines = PageFacts.linesAround(outline, body)
        date = PageFacts.date(outline, lines)
        if let site = outline.metas["og:site_name"], !site.isEmpty {
            source = (site, "og:site_name")
        } else if let name = outline.metas["source"] ?? outline.metas["mediaid"], !name.isEmpty {
            source = (PageMarks.source(in: name) ?? name, "source")
        } else {
            source = lines.lazy.compactMap { PageMarks.source(in: $0.text) }.first.map { ($0, "来源") }
        }
        for (value, name) in [(outline.canonical, "canonical"), (outline.metas["og:url"], "og:url")] {
            guard let value, value.hasPrefix("http") || value.hasPrefix("//") else { continue }
            link = (value, name)
            break
        }
    }

    private static let metaNames = [
        "article:published_time", "og:published_time", "datepublished", "article:published", "publishdate", "pubdate",
        "publish_date", "publish-date", "pubtime", "publishtime", "_pubtime", "weibo: article:create_at",
        "og:release_date",
        "date", "dc.date", "dc.date.issued", "dcterms.created", "og:time", "createtime",
    ]

    /// The first that can be read as a date.
    private static func date(_ outline: PageOutline, _ lines: [Line]) -> (value: String, name: String)? {
        func isDate(_ value: String) -> Bool { CalendarDate(parsing: value) != nil }
        for name in metaNames { if let value = outline.metas[name], isDate(value) { return (value, name) } }
        if let value = datePublished(outline.data), isDate(value) { return (value, "datePublished") }
        let times = outline.times.filter { isDate($0.value) }
        if let time = times.first(where: \.isPublication) ?? times.first(where: { !$0.isBeside }) {
            return (time.value, "time")
        }
        // A line of its own, or one that is marked as a date.
        for line in lines where line.isDate || line.isAbove {
            if let value = PageMarks.date(in: line.text) { return (value, "line with a date") }
        }
        return nil
    }

    private struct Line {
        var text: String
        var isDate: Bool
        var isAbove: Bool
    }

    /// Short lines above the text, the nearest first, and then those elsewhere that are marked as a date.
    private static func linesAround(_ outline: PageOutline, _ body: ArraySlice<Int>) -> [Line] {
        let first = body.first ?? 0
        func line(_ index: Int) -> Line? {
            let paragraph = outline.paragraphs[index]
            guard paragraph.range.count <= 240, !paragraph.isHeading else { return nil }
            return Line(
                text: String(decoding: outline.text[paragraph.range], as: UTF8.self), isDate: paragraph.isDate,
                isAbove: index < first && index + 8 >= first)
        }
        return outline.paragraphs.indices.prefix(first).suffix(40).reversed().compactMap(line)
            + outline.paragraphs.indices.dropFirst(first).prefix(200).filter { outline.paragraphs[$0].isDate }
            .compactMap(line)
    }

    /// The date in JSON-LD; the rest of it is not looked at.
    private static func datePublished(_ data: [UInt8]) -> String? {
        data.withUnsafeBufferPointer { bytes in
            var at = 0
            while let found = bytes.first("\"datePublished\"", from: at) {
                at = found + 15
                var start = at
                while start < bytes.count, bytes[start] <= 0x20 || bytes[start] == UInt8(ascii: ":") { start += 1 }
                guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { continue }
                let value = bytes[(start + 1)...].prefix(60).prefix { $0 != UInt8(ascii: "\"") }
                return String(decoding: value, as: UTF8.self)
            }
            return nil
        }
    }
}
