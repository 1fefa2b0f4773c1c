import TrendNumerics
import Testing

@testable import Corpus

@Suite struct MarkupTests {
    private func clean(_ text: String, isOneLine: Bool = false) -> (text: String, hadMarkup: Bool) {
        var text = text
        let hadMarkup = Markup.clean(&text, isOneLine: isOneLine)
        return (text, hadMarkup)
    }

    @Test(arguments: [
        "上半年净利润增长12%，营收3.5亿元。", "AT&T与R&D部门", "a < b 且 c > d", "<红楼梦>是小说", "联系<a@example.com>",
        "[图片] 见表[1]", "C:\\new\\table", "公式\\nabla与\\times", "x=1&y=2", "价格<5元", "“引号”——破折号…… ·", "",
        "❤️ 👨‍👩‍👧 👍🏽", "1≤x<b", "令 a<b", "https://a.example/?p=1&lt=3&copy=2", "name=\"张三\"",
    ])
    func contentStaysAsItIs(text: String) {
        let cleaned = clean(text)
        #expect(cleaned.text == text)
        #expect(!cleaned.hadMarkup)
    }

    @Test(arguments: [
        ("<p style=\"text-indent:2em\">公司&nbsp;发布&ldquo;新品&rdquo;。</p>&nbsp;销量", "公司 发布“新品”。\n 销量"),
        ("&lt;p&gt;转义过的&lt;/p&gt;", "转义过的"), ("&amp;lt;br&amp;gt;两次&amp;nbsp;转义", "两次 转义"),
        ("\\u003cp\\u003e正文\\u003c/p\\u003e", "正文"), ("第一段\\n\\n第二段\\u3000第三段\\xa0完", "第一段\n\n第二段\u{3000}第三段\u{A0}完"),
        ("哈哈[doge][doge]真好[微笑]", "哈哈 真好"), ("p style=\"margin:0\">正文", "正文"),
        ("<![CDATA[正文]]>", "正文]]>"), ("人\u{200B}工\u{AD}智\u{2060}能", "人工智能"),
    ])
    func markupIsRemoved(text: String, expected: String) {
        #expect(clean(text).text == expected)
    }

    @Test func aTitleStaysOnOneLine() {
        #expect(clean("甲<br>乙<p>丙</p>", isOneLine: true).text == "甲 乙 丙")
    }

    @Test func invisibleCharactersAreNoMarkup() {
        let cleaned = clean("人\u{200B}工")
        #expect(cleaned.text == "人工")
        #expect(!cleaned.hadMarkup)
    }

    /// What a block of bytes is tested for must be what a scalar at a time finds, wherever it stands.
    @Test func signsAreFoundAtEveryPlace() {
        let signs: [(String, Markup.Signs)] = [
            ("&", .entity), ("<", .tag), ("=", .attribute), ("[", .bracket), ("\\", .escape), ("\u{AD}", .invisible),
            ("\u{34F}", .invisible), ("\u{61C}", .invisible), ("\u{180E}", .invisible), ("\u{200B}", .invisible),
            ("\u{200F}", .invisible), ("\u{202A}", .invisible), ("\u{202E}", .invisible), ("\u{2060}", .invisible),
            ("\u{206F}", .invisible), ("\u{FE00}", .invisible), ("\u{FE0F}", .invisible), ("\u{FEFF}", .invisible),
            ("\u{E0001}", .invisible), ("\u{E0100}", .invisible), ("\u{2010}", []), ("\u{2029}", []), ("…", []),
            ("“", []), ("”", []), ("，", []), ("é", []), ("￥", []), ("\u{FEFE}", []), ("𠮷", []),
        ]
        for (sign, expected) in signs {
            for before in 0..<140 {
                for after in [0, 1, 2, 3, 17, 70] {
                    let text = String(repeating: "a", count: before) + sign + String(repeating: "b", count: after)
                    #expect(Array(text.utf8).withUnsafeBufferPointer { Markup.signs(in: $0) } == expected)
                }
            }
        }
    }

    /// Whatever comes in, cleaning ends, gives UTF-8, and leaves text that stays as it is.
    @Test func anyPiecesInAnyOrderAreCleanedWithoutHarm() {
        let pieces = [
            "<", ">", "&", ";", "\"", "'", "=", "[", "]", "\\", "\\u", "\\x", "d83d", "ude00", "a0", "e4", "\\xb8\\xad",
            "&#", "&#x", "nbsp", "amp;", "<p", "</p", "<!--", "-->", "<![CDATA[", "<script>", "</script>", "<style ",
            "style=", "正文", " ", "\n", "doge", "微笑", "\u{200D}", "\u{FE0F}", "😀", "n", "t", "0",
        ]
        var random = SeededGenerator(seed: 17)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            let once = clean(text).text
            #expect(once.utf8.count <= 3 * text.utf8.count)
        }
    }

    /// Each of these made a scan from every place to the end.
    @Test(arguments: ["<a x=\"", "<!--", "<script>", "</", "<?xml", "&#", "[", "style=\"", "\\u", "<a '\"", "&amp;"])
    func timeIsLinear(piece: String) {
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        let started = ContinuousClock.now
        _ = clean(text)
        // Quadratic time would be minutes.
        #expect(ContinuousClock.now - started < .seconds(20))
    }
}
