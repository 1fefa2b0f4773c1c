import Testing

@testable import Corpus

@Suite struct HeadlineTests {
    private func headline(_ text: String) -> String { Article(text: text).headline }

    @Test func aTitleIsTheHeadline() {
        #expect(Article(title: "标题", text: "第一行\n第二行").headline == "标题")
    }

    @Test(arguments: ["\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"])
    func otherwiseItIsTheFirstLine(_ end: String) { #expect(headline("“第一行”？" + end + "第二行") == "“第一行”？") }

    @Test func aLongLineIsCut() {
        for letter in ["a", "字", "é", "e\u{301}", "👨‍👩‍👧", "🙂"] {
            let line = String(repeating: letter, count: 60)
            #expect(headline(line) == line, "\(letter)")
            #expect(headline(line + "x") == line + "…", "\(letter)")
            #expect(headline(String(repeating: letter, count: 59)) == String(repeating: letter, count: 59))
        }
        #expect(headline(String(repeating: "字", count: 300)) == String(repeating: "字", count: 60) + "…")
        #expect(headline("") == "")
    }
}
