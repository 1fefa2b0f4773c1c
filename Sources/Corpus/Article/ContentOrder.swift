import Foundation

/// An order of articles by what they say, whatever files they come from and in which order these were read or imported.
///
/// Sums of floating-point numbers depend on the order of their terms, random choices on that of the articles. What
/// learns or counts takes articles in this order, so that it gives the same figures.
package enum ContentOrder {
    /// Compares by bytes: below 0 if the first one comes first, 0 for equal strings.
    package static func compare(_ a: String, _ b: String) -> Int {
        var (a, b) = (a, b)
        return a.withUTF8 { a in
            b.withUTF8 { b in
                let common = min(a.count, b.count)
                let order = common > 0 ? Int(memcmp(a.baseAddress!, b.baseAddress!, common)) : 0
                return order != 0 ? order : a.count - b.count
            }
        }
    }

    /// Compares item by item.
    package static func compare(_ a: [String], _ b: [String]) -> Int {
        for (left, right) in zip(a, b) {
            let order = compare(left, right)
            if order != 0 { return order }
        }
        return a.count - b.count
    }
}

extension [Article] {
    /// The indices of the articles by title, text, link and all other fields. Articles that are equal in all of them stay
    /// in their order.
    ///
    /// - Complexity: that of sorting; most comparisons end with the first bytes of the title and the text.
    package func contentOrder() -> [Int] {
        let beginnings = map(ContentBeginning.init)
        return indices.sorted { a, b in
            if let isFirst = beginnings[a].isBefore(beginnings[b]) { return isFirst }
            let order = Element.compare(self[a], self[b])
            return order != 0 ? order < 0 : a < b
        }
    }

    /// The articles in the order of what they say.
    package func sortedByContent() -> [Article] { contentOrder().map { self[$0] } }
}

extension Article {
    fileprivate static func compare(_ a: Article, _ b: Article) -> Int {
        // Title and text first: where only these were read, the order is the same.
        var order = ContentOrder.compare(a.title, b.title)
        if order == 0 { order = ContentOrder.compare(a.text, b.text) }
        if order == 0 { order = ContentOrder.compare(a.link, b.link) }
        if order == 0 { order = ContentOrder.compare(a.source, b.source) }
        if order == 0 { order = ContentOrder.compare(a.dateField, b.dateField) }
        if order == 0 { order = ContentOrder.compare(a.events, b.events) }
        if order == 0 { order = ContentOrder.compare(a.industries, b.industries) }
        if order == 0 { order = ContentOrder.compare(a.keywords, b.keywords) }
        if order == 0 { order = ContentOrder.compare(a.technologies, b.technologies) }
        // Equal fields may give two days where the records were read on different days.
        let days = (a.published?.day.daysSince1970 ?? .min, b.published?.day.daysSince1970 ?? .min)
        if order == 0, days.0 != days.1 { order = days.0 < days.1 ? -1 : 1 }
        return order
    }
}

/// The first bytes of an article's title and text, which tell most articles apart without another look at them.
private struct ContentBeginning {
    /// Each is eight bytes, the first one highest, and 0 beyond the end.
    private let title: (UInt64, UInt64)
    private let text: (UInt64, UInt64, UInt64, UInt64)
    /// In bytes of UTF-8.
    private let titleLength: Int

    init(_ article: Article) {
        var (title, text) = (article.title, article.text)
        titleLength = title.utf8.count
        self.title = title.withUTF8 { (ContentBeginning.word(0, of: $0), ContentBeginning.word(1, of: $0)) }
        self.text = text.withUTF8 {
            (
                ContentBeginning.word(0, of: $0), ContentBeginning.word(1, of: $0), ContentBeginning.word(2, of: $0),
                ContentBeginning.word(3, of: $0)
            )
        }
    }

    private static func word(_ index: Int, of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let start = 8 * index
        guard start < bytes.count else { return 0 }
        if start + 8 <= bytes.count {
            let word = UnsafeRawPointer(bytes.baseAddress! + start).loadUnaligned(as: UInt64.self)
            return UInt64(bigEndian: word)
        }
        return (start..<bytes.count).reduce(0) { $0 | UInt64(bytes[$1]) << UInt64(8 * (start + 7 - $1)) }
    }

    /// Whether this comes first; nil if it takes more than the beginnings to tell.
    func isBefore(_ other: ContentBeginning) -> Bool? {
        if title != other.title { return title < other.title }
        // Texts count where titles are equal, which their beginnings tell of short ones.
        guard titleLength <= 16, titleLength == other.titleLength, text != other.text else { return nil }
        return text < other.text
    }
}
