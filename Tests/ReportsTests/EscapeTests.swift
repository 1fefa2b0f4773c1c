import Text
import Testing

@testable import Reports

@Suite struct EscapeTests {
    @Test func oneLineDropsControlAndDirectionMarks() {
        #expect(oneLine("a\u{202E}b\nc\u{0}d\u{2066}e") == "ab c de")
    }

    @Test(arguments: [
        "javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://a\"b", "", "data:text/html,x",
    ])
    func onlyWebLinksAreLinks(_ link: String) { #expect(Escape.webLink(link) == nil) }

    @Test func webLinksPass() {
        #expect(Escape.webLink("HTTPS://example.com/?a=1&b=2") == "HTTPS://example.com/?a=1&b=2")
    }

    @Test func gnuplotTextHasNoSpecialCharacters() {
        let text = Escape.gnuplot("a'b\"c`rm`\\d$e@f{g}^h#i\nj\tk")
        #expect(!text.contains { "'\"`\\$@{}^#\n\t".contains($0) })
        #expect(text.contains("rm"))
    }
}
