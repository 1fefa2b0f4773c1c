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
