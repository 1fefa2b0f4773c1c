import Testing

@testable import Text

@Suite struct TerminalLinesTests {
    @Test func wideCharactersTakeTwoColumns() {
        #expect(terminalLines("芯片工厂a扩产", width: 6, maximum: 9) == ["芯片工", "厂a扩", "产"])
        #expect(terminalLines("abc", width: 3, maximum: 1) == ["abc"])
        #expect(terminalLines("", width: 10, maximum: 2) == [])
    }

    @Test func whatIsCutOffIsMarked() {
        #expect(terminalLines("芯片工厂扩产", width: 6, maximum: 1) == ["芯片…"])
        let long = terminalLines(String(repeating: "芯", count: 100_000), width: 10, maximum: 2)
        #expect(long == ["芯芯芯芯芯", "芯芯芯芯…"])
        #expect(
            terminalLines(String(repeating: "e\u{301}", count: 9), width: 4, maximum: 1).first?.hasSuffix("…") == true)
    }

    @Test func nothingReachesTheTerminalButText() {
        #expect(terminalLines("a\u{1B}[2J\nb\u{9B}c\u{202E}d", width: 40, maximum: 3) == ["a [2J b cd"])
        #expect(
            terminalLines(String(repeating: "\u{301}", count: 100_000), width: 10, maximum: 2).joined().unicodeScalars
                .count < 200)
    }
}
