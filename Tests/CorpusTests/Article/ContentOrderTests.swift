import Testing

@testable import Corpus

@Suite struct ContentOrderTests {
    @Test func stringsAreOrderedByBytes() {
        #expect(ContentOrder.compare("", "") == 0 && ContentOrder.compare("芯片", "芯片") == 0)
        #expect(ContentOrder.compare("", "a") < 0 && ContentOrder.compare("ab", "a") > 0)
        #expect(ContentOrder.compare("芯", "芯片") < 0 && ContentOrder.compare("B", "a") < 0)
        // Equal for people, not for hashes.
        #expect(ContentOrder.compare("e\u{301}", "é") != 0)
        #expect(ContentOrder.compare(["a", "b"], ["a"]) > 0 && ContentOrder.compare(["a"], ["b", "a"]) < 0)
    }

    @Test func theOrderOfReadingDoesNotMatter() {
        var articles: [Article] = []
        for day in ["", "2024-05-01", "2024-05-02"] {
            for (title, text) in [("甲", "子"), ("甲", "丑"), ("", "子"), ("乙", "")] {
                for labels in [[], ["芯片"], ["芯片", "汽车"]] {
                    articles.append(
                        Article(
                            title: title, link: "l\(articles.count % 2)", text: text, industries: labels,
                            published: .infer(field: day, link: "", text: "")))
                }
            }
        }
        let sorted = articles.sortedByContent()
        #expect(sorted.map(\.title) == sorted.map(\.title).sorted())
        #expect(Array(articles.reversed()).sortedByContent() == sorted)
        #expect((articles[20...] + articles[..<20]).map { $0 }.sortedByContent() == sorted)
        // Equal ones stay as they were read.
        let twins = [1, 2].map { Article(title: "甲", text: "子", origin: Origin(file: "f", line: $0)) }
        #expect(twins.contentOrder() == [0, 1])
    }

    /// The first bytes are compared in words; the order is that of all bytes.
    @Test func theOrderIsThatOfAllBytes() {
        let parts = ["", "如何看待", "如何", "a", "\0", "\0\0", "\u{7F}", "\u{10FFFF}", "0123456", "01234567", "如何评价这个问题"]
        var strings: [String] = []
        for first in parts { for second in parts { strings.append(first + second + first + second) } }
        var articles: [Article] = []
        for (index, title) in strings.enumerated() {
            articles.append(Article(title: title, text: strings[(index * 7 + 3) % strings.count]))
            articles.append(Article(title: "", text: title))
        }
        let expected = articles.indices.sorted { a, b in
            for field in [\Article.title, \.text] {
                let (left, right) = (Array(articles[a][keyPath: field].utf8), Array(articles[b][keyPath: field].utf8))
                if left != right { return left.lexicographicallyPrecedes(right) }
            }
            return a < b
        }
        #expect(articles.contentOrder() == expected)
    }

    /// Titles and texts that differ at any of their bytes, in length alone, or by a character that is zero.
    @Test func beginningsTellTheSameAsWholeArticles() {
        let beginnings = [
            "", "a", "ab", "a\u{0}", "芯片", "芯片股全线大涨", "芯片股全线大跌,", "0123456789abcdef", "0123456789abcdefg",
        ]
        let long = String(repeating: "中", count: 11)
        let texts = beginnings + [long, long + "a", long + "b", String(long.dropLast())]
        let articles = beginnings.flatMap { title in texts.map { Article(title: title, text: $0) } }
        let sorted = (0..<3).map { _ in articles.shuffled().sortedByContent() }
        #expect(sorted[0] == sorted[1] && sorted[0] == sorted[2])
        for (a, b) in zip(sorted[0], sorted[0].dropFirst()) {
            let order = ContentOrder.compare(a.title, b.title)
            #expect(order < 0 || order == 0 && ContentOrder.compare(a.text, b.text) < 0)
        }
    }
}
