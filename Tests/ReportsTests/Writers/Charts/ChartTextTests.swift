import Testing

@testable import Reports

@Suite struct ChartTextTests {
    @Test func aTextIsShortenedToItsWidth() {
        #expect("云计算".shortened(toWidth: 100, size: 12) == "云计算")
        let name = String(repeating: "很长的名称", count: 2000).shortened(toWidth: 100, size: 12)
        #expect(name.hasSuffix("…") && textWidth(name, size: 12) <= 100 && textWidth(name, size: 12) > 80)
        let marks = "a" + String(repeating: "\u{301}", count: 5000)
        #expect(marks.shortened(toWidth: 100, size: 12).unicodeScalars.count < 500)
    }

    /// As wide as in DejaVu Sans, among the widest of the usual fonts, measured in ems.
    @Test func estimatesAreNoLessThanInWideFonts() {
        for (text, width) in [
            ("Claude · Anthropic", 9.23), ("GPT-4o 0123456789", 10.19), ("DeepMind QQ HUNG", 10.26), ("A&B 3+3", 4.58),
            ("…", 1.0),
            // As fonts of Chinese draw them.
            ("芯片 · 光刻 · 晶圆", 8.9), ("“芯片”——‘×§’", 10.0), ("@", 1.0),
        ] {
            #expect(textWidth(text, size: 1) >= width, "\(text): \(textWidth(text, size: 1))")
        }
    }

    @Test(arguments: [
        String(repeating: "很长的标题", count: 7), String(repeating: "a long title ", count: 6),
        String(repeating: "x", count: 90), "",
    ])
    func linesFitAndLoseNothing(_ text: String) {
        let lines = text.wrapped(toWidth: 200, size: 12)
        #expect(lines.allSatisfy { textWidth($0, size: 12) <= 200 } && lines.count <= 4)
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test func atMostFourLines() {
        let lines = String(repeating: "很长的标题", count: 2000).wrapped(toWidth: 200, size: 12)
        #expect(lines.count == 4 && lines[3].hasSuffix("…"))
    }

    @Test func closingPunctuationStaysWithItsWord() {
        let lines = "一二三四五六七八九十一二三四五，六七".wrapped(toWidth: 182, size: 12)
        #expect(lines.allSatisfy { !$0.hasPrefix("，") })
    }
}
