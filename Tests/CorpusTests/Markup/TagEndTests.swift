import Testing
import Text

@testable import Corpus

/// Quotation marks in tags, as crawlers and editors leave them.
@Suite struct TagEndTests {
    private func bare(_ text: String, _ version: TextNormalizer.Version = .newest) -> String {
        var bytes = Array(text.utf8)
        Tags.remove(from: &bytes, version)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        "<img src=\"1.jpg\" alt=\"5\"\"><b>标记词</b>后文", "<b title='Tom's'>标记词</b>后文", "<b class=a\">标记词</b>后文",
        "<a href=\"http://a.example>标记词</a>后文", "<b height=20\">标记词</b>后文", "<b class=\"a\">标记词</b>后文",
        "<b title=\"他说\"好\"了\">标记词</b>后文", "<b title=\"他说 \"好\" 了\">标记词</b>后文", "<b a = 'x' b>标记词</b>后文",
        "<b a=''>标记词</b>后文", "<b a=\"1\"b=\"2>1\">标记词</b>后文", "<b a=图片>标记词</b>后文", "<b/a=\"x\"/>标记词</b>后文",
        "<b title=\"<i>粗</i>\">标记词</b>后文", "<b title='a>b' class=\"c\">标记词</b>后文",
    ])
    func anOddMarkTakesNoTextWithIt(text: String) { #expect(bare(text) == "标记词后文") }

    @Test(arguments: ["a <b 或 c> d", "<b 甲=\"x\">", "a <b", "1 <b x=1 或 c> d"])
    func whatHasNoAttributesIsNoTag(text: String) { #expect(bare(text) == text) }

    /// Where the closing mark is missing, the next one is of another attribute or of the text.
    @Test func anUnclosedValueEndsWithItsTag() {
        #expect(bare("<a href=\"x>甲</a>他说\"好\"的。<b class=\"c\">乙</b>") == "甲他说\"好\"的。乙")
        #expect(bare("<a href=\"x>甲</a>" + String(repeating: "文", count: 5000) + "\" 尾").hasPrefix("甲文文"))
        #expect(bare("甲<img src=\"data:image/png;base64," + String(repeating: "A", count: 9000)) == "甲")
        let open = "甲<a href=\"x" + String(repeating: "文", count: 5000)
        #expect(bare(open) == open)
    }

    /// Once quadratic.
    @Test func manyUnclosedValuesAreReadInOneGo() {
        for tag in ["<b a=\"", "<b a='<b c=\"", "<b a=\"<b \" ", "<b a=\">\" "] {
            #expect(bare(String(repeating: tag, count: 20_000)).utf8.count >= 0)
        }
    }

    /// What a model learned and an archive counted must not change.
    @Test func olderVersionsReadAsBefore() {
        #expect(bare("丙<b height=20\">甲</b>乙", .four) == "丙")
        let line = #"{"title":"一","text":"开头<b class=a\">甲</b>乙"}"# + "\n"
        for (version, text) in [(TextNormalizer.Version.newest, "开头甲乙"), (.four, "开头")] {
            let options = ReadingOptions(settings: ReadingSettings(normalizer: TextNormalizer(version: version)))
            #expect(try! read(line, as: "a.jsonl", options).articles.map(\.text) == [text])
        }
    }
}
