import Testing

@testable import Server

@Suite struct HTMLTests {
    @Test func textsAreEscapedWhereverTheyStand() {
        let hostile = "<b>\"'&\n"
        let page: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"
        #expect(page.text == "<p title=\"&lt;b&gt;&quot;&#39;&amp; \">&lt;b&gt;&quot;&#39;&amp; </p>")
        let nested: HTML = "<div>\(page)\([page])\(7)</div>"
        #expect(nested.text == "<div>\(page.text)\(page.text)7</div>")
    }

    @Test func linesStayWhereTheyCount() {
        let page: HTML = "<textarea>\n\(HTML.lines("\n  <第一段>\n\n第二段"))</textarea>"
        #expect(page.text == "<textarea>\n\n  &lt;第一段&gt;\n\n第二段</textarea>")
    }

    @Test func onlyWebAddressesBecomeLinks() {
        #expect(HTML.webLink("javascript:alert(1)", "a").text == "a")
        #expect(HTML.webLink("data:text/html,x", "<a>").text == "&lt;a&gt;")
        #expect(HTML.webLink("https://example.com/?a=1&b=\"", "a").text == "a")
        #expect(
            HTML.webLink("https://example.com/?a=1&b=2", "a").text.contains("href=\"https://example.com/?a=1&amp;b=2\"")
        )
    }

    @Test func wordsAreMarkedOnceTheLongestFirst() {
        #expect(HTML.marking(["芯片", "芯片厂"], in: "新芯片厂与芯片").text == "新<mark>芯片厂</mark>与<mark>芯片</mark>")
        #expect(HTML.marking(["ai"], in: "<AI>").text == "&lt;<mark>AI</mark>&gt;")
        #expect(HTML.marking([""], in: "a").text == "a")
    }
}
