import Text
import Testing

@testable import Reports

@Suite struct EscapeTests {
    @Test func oneLineDropsControlAndDirectionMarks() {
        #expect(oneLine("a\u{202E}b\nc\u{0}d\u{2066}e") == "ab c de")
    }

    @Test func signsOfMarkupAreEscaped() {
        #expect(Escape.html("<a href='x\">&甲</a>\n“é🙂") == "&lt;a href=&#39;x&quot;&gt;&amp;甲&lt;/a&gt; “é🙂")
        #expect(Escape.markdown("<*_`[x](y)|#~!$\\甲&") == "&lt;\\*\\_\\`\\[x\\](y)\\|\\#\\~\\!\\$\\\\甲&amp;")
        #expect(Escape.html("甲，乙。") == "甲，乙。" && Escape.html("") == "")
    }

    @Test(arguments: [
        "javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://a\"b", "", "data:text/html,x",
    ])
    func onlyWebLinksAreLinks(_ link: String) { #expect(Escape.webLink(link) == nil) }

    @Test func webLinksPass() {
        #expect(Escape.webLink("HTTPS://example.com/?a=1&b=2") == "HTTPS://example.com/?a=1&b=2")
    }

    @Test func whatHidesInALinkIsEncoded() {
        #expect(
            Escape.webLink("https://a.example/\u{202E}x\u{200B}\u{9B}甲")
                == "https://a.example/%E2%80%AEx%E2%80%8B%C2%9B甲")
        #expect(Escape.webLink("https://a.example/\u{FFFE}") == "https://a.example/%EF%BF%BE")
    }

    @Test func printableTextKeepsItsLinesAndNothingThatATerminalObeys() {
        #expect(printable("a\u{1B}[2J\nb\u{9B}1m\rc\u{202E}\n") == "a [2J\nb 1m c\n")
    }
}
