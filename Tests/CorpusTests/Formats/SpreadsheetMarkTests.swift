import TestSupport
import Testing

@testable import Corpus

@Suite struct SpreadsheetMarkTests {
    @Test(arguments: [
        "=1", "+a", "-a", "@x", " =1", "\u{200B}=1", "\u{FEFF}=1", "\u{202E}@x", "\u{AD}\u{2060}-a", "\u{301}=1",
        "\u{7}=1",
        "\u{3000}＝1", "﹣a", "\ta", "\t=1", "=\u{338}1", "+1+cmd|'x'!A", "-inf", "+0x1p3",
    ])
    func formulasAreMarked(_ text: String) {
        #expect(SpreadsheetMark.marked(text, keepsDigits: false) == "'" + text)
    }

    @Test(arguments: ["甲=1", "-3.5", "+12.0%", "-1e-5", "a", "", " ", "'a", "2024-05-01", "1-2"])
    func othersAreNot(_ text: String) { #expect(SpreadsheetMark.marked(text, keepsDigits: true) == text) }

    @Test(arguments: ["1234567890123456", "007", "00", "-0123"])
    func digitsThatWouldChangeAreMarkedForSpreadsheets(_ text: String) {
        #expect(SpreadsheetMark.marked(text, keepsDigits: true) == "'" + text)
        #expect(SpreadsheetMark.marked(text, keepsDigits: false) == text)
    }

    @Test(arguments: ["123456789012345", "0", "0.5", "10", "1.2.3", "0.14285714285714285"])
    func otherDigitsAreNot(_ text: String) { #expect(SpreadsheetMark.marked(text, keepsDigits: true) == text) }

    @Test func everyTextComesBack() {
        for text in HostileTexts.all + ["'", "''=1", "'007", "''", "'甲"] {
            #expect(
                SpreadsheetMark.unmarked(SpreadsheetMark.marked(text, keepsDigits: true)) == text, "\(text.prefix(20))")
        }
    }
}
