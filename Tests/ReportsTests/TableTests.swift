import Text
import Testing

@testable import Reports

@Suite struct TableTests {
    private var table: Table {
        var table = Table([.init("标签"), .init("n", isNumber: true)])
        table.append([.init("人工智能", link: "https://example.com/a"), .init("7")])
        table.append(["AI", "12"])
        return table
    }

    @Test func plainTextLinesUpChineseAndEnglish() {
        #expect(table.plain() == "标签       n\n人工智能   7\nAI        12\n")
        let widths = Set(table.plain().split(separator: "\n").map { displayWidth(String($0)) })
        #expect(widths == [12])
    }

    @Test func markdownEscapesAndLinks() {
        var hostile = Table([.init("a|b")])
        hostile.append([.init("[x](javascript:alert(1)) | <b> `c`\nd", link: "javascript:alert(1)")])
        #expect(
            hostile.markdown()
                == "| a\\|b |\n|---|\n| \\[x\\](javascript:alert(1)) \\| &lt;b&gt; \\`c\\` d |\n")
        #expect(table.markdown().contains("| [人工智能](<https://example.com/a>) | 7 |"))
        #expect(table.markdown().contains("|---|---:|"))
    }

    @Test func htmlIsInert() {
        var hostile = Table([.init("<script>")])
        hostile.append([.init("<img src=x onerror=\"alert('1')\">", link: "https://e.com/\"onclick=\"x")])
        let html = hostile.html()
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<a "))
        #expect(html.contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;"))
        #expect(table.html().contains("<a href=\"https://example.com/a\">人工智能</a>"))
    }

    @Test func csvIsSafeForExcel() {
        var hostile = Table([.init("x"), .init("y")])
        hostile.append(["=cmd|' /C calc'!A0", "-3.5"])
        hostile.append(["@SUM(1)", "+12.0%"])
        hostile.append(["a,\"b\"\nc", " =1+1"])
        let csv = hostile.csv(byteOrderMark: true)
        #expect(csv.unicodeScalars.first == "\u{FEFF}")
        #expect(
            csv.dropFirst()
                == "x,y\r\n'=cmd|' /C calc'!A0,-3.5\r\n'@SUM(1),+12.0%\r\n\"a,\"\"b\"\"\nc\",' =1+1\r\n")
        #expect(table.csv(byteOrderMark: false) == "标签,n,标签 link\r\n人工智能,7,https://example.com/a\r\nAI,12,\r\n")
    }

    @Test func figuresStayFiguresInASpreadsheet() {
        var starred = Table([.init("x", isNumber: true)])
        starred.append([.init("+2.7*", value: 0.027)])
        starred.append([.init("+2.7*")])
        #expect(starred.csv(byteOrderMark: false) == "x\r\n+2.7\r\n'+2.7*\r\n" && starred.html().contains("+2.7*"))
    }

    @Test func figuresLeadToTheirArticlesBeforeTheWeb() {
        var table = Table([.init("x")])
        table.append([.init("7", link: "https://example.com", articles: "all-now")])
        #expect(table.html().contains("<a href=\"#all-now\">7</a>") && table.markdown().contains("[7](#all-now)"))
    }

    @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "abc…"), ("百模大战", 5, "百模…"), ("", 3, "")])
    func textsAreCutToAWidth(_ text: String, _ width: Int, _ cut: String) {
        #expect(text.shortened(to: width) == cut)
        // Zero-width marks do not make the text endless.
        #expect(String(repeating: "\u{301}", count: 1000).shortened(to: 10).unicodeScalars.count <= 41)
    }

    @Test(arguments: [("abc", 3), ("百模", 4), ("Ａ", 2), ("é", 1), ("e\u{301}", 1), ("😀", 2), ("", 0)])
    func displayWidths(_ text: String, _ width: Int) { #expect(displayWidth(text) == width) }
}
