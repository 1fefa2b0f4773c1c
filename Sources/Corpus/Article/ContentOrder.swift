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
    /// - Complexity: that of sorting; most comparisons end with the title or the beginning of the text.
    package func contentOrder() -> [Int] {
        // Most comparisons end with the first bytes, and need no article.
        var keys: [Key] = []
        keys.reserveCapacity(count)
        for index in indices { keys.append(Key(self[index], index)) }
        keys.sort { a, b in
            if a.first != b.first { return a.first < b.first }
            if a.second != b.second { return a.second < b.second }
            if a.third != b.third { return a.third < b.third }
            if a.fourth != b.fourth { return a.fourth < b.fourth }
            let order = Element.compare(self[Int(a.index)], self[Int(b.index)])
            return order != 0 ? order < 0 : a.index < b.index
        }
        return keys.map { Int($0.index) }
    }

    /// The articles in the order of what they say.
    package func sortedByContent() -> [Article] { contentOrder().map { self[$0] } }
}

/// The first bytes of an article's title, or of its text if there is no title: where they differ, they are in the order
/// of the articles.
private struct Key {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var third: UInt64 = 0
    var fourth: UInt64 = 0
    let index: Int32

    init(_ article: Article, _ index: Int) {
        self.index = Int32(index)
        // An article without a title comes before all others.
        var text = article.title.isEmpty ? article.text : article.title
        let mark: UInt64 = article.title.isEmpty ? 0 : 1 << 63
        text.withUTF8 { bytes in
            first = mark | Key.word(bytes, 0) >> 1
            // The bit that the mark displaces comes next.
            second = Key.word(bytes, 7)
            third = Key.word(bytes, 15)
            fourth = Key.word(bytes, 23)
        }
    }

    /// Eight bytes, the first one the highest; zeros after the end.
    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt64 {
        var word: UInt64 = 0
        for place in start..<start + 8 { word = word << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0) }
        return word
    }
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
