import Corpus
import Testing

@testable import Timeline

@Suite struct EmergingPhraseTests {
    private func entry(_ phrase: String) -> EmergingPhrase {
        EmergingPhrase(
            phrase: phrase, related: [], articles: 1, now: Proportion(1, of: 2), articlesBefore: 0,
            before: Proportion(0, of: 2),
            logOdds: LogOdds(Proportion(1, of: 2), against: Proportion(0, of: 2), prior: 1, priorTotal: 2),
            adjustedPValue: 1, firstSeen: CalendarDate(year: 2024, month: 1, day: 1)!, isSeasonal: false, burst: nil,
            example: 0, members: [0])
    }

    @Test func showsTheSentenceWithThePhrase() {
        #expect(entry("百模大战").exampleSentence(in: "标题\n开头一句。各家进入百模大战！结尾。") == "各家进入百模大战")
        #expect(entry("Scaling Law").exampleSentence(in: "无关。ＳＣＡＬＩＮＧ　ｌａｗ还有效吗？") == "ＳＣＡＬＩＮＧ　ｌａｗ还有效吗")
        #expect(entry("没有").exampleSentence(in: "  开头一句。第二句。") == "开头一句")
        #expect(entry("没有").exampleSentence(in: "").isEmpty)
        #expect(entry("没有").exampleSentence(in: "\r\n。\n").isEmpty)
    }

    @Test func aLongSentenceIsCutAroundIt() {
        let long = String(repeating: "前", count: 5000) + "百模大战" + String(repeating: "后", count: 5000)
        let shown = entry("百模大战").exampleSentence(in: long)
        #expect(shown.count == 102 && shown.hasPrefix("…前") && shown.hasSuffix("后…") && shown.contains("百模大战"))
        #expect(entry("无").exampleSentence(in: long).hasPrefix("前"))
    }
}
