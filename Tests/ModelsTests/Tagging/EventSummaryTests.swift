import Text
import Corpus
import Testing

@testable import Models

@Suite struct EventSummaryTests {
    private let article = Article(
        title: "华东电网发布储能新规，电站须配两小时储能",
        text: "夏天还没到，工程师已经忙起来。华东电网5月6日发布储能新规，新建光伏电站须配置两小时储能，明年起施行。有人说成本太高，也有人不以为意！"
            + "“我们早就准备好了。”一位负责人说。责任编辑：王小二，来源：华东电网储能新规发布。")

    @Test func theSentenceWithTitleAndFiguresIsTheEvent() {
        let events = EventSummary.events(in: article.normalized())
        #expect(events.first?.sentence == "华东电网5月6日发布储能新规，新建光伏电站须配置两小时储能，明年起施行。")
        #expect(events.first?.position == 1 && events.first?.hasFigure == true)
        #expect(events.first?.head == "华东电网5月6日发布储能新规")
        #expect(!events.contains { $0.sentence.contains("责任编辑") })
        #expect(events[0].markdown(number: 1).hasPrefix("1. **华东电网5月6日发布储能新规**:华东电网5月6日发布"))
    }

    @Test func repeatedSentencesGiveOneEvent() {
        let sentence = "华东电网5月6日发布储能新规，新建光伏电站须配置两小时储能。"
        let events = EventSummary.events(
            in: Article(title: "华东电网发布储能新规", text: sentence + "\n" + sentence).normalized())
        #expect(events.count >= 1)
        #expect(EventSummary.events(in: Article(title: "甲").normalized(), maximum: 4).isEmpty)
        #expect(EventSummary.events(in: article.normalized(), maximum: 1).count == 1)
    }

    @Test func sentencesKeepTheirQuotationMarksAndStandOnOneLine() {
        #expect(Sentences.of("他说：“好。不好！”然后走了。价格是2.5元\n第二\t行") == ["他说：“好。不好！”然后走了。", "价格是2.5元", "第二 行"])
        #expect(Sentences.of("真的？！是的……“对。”") == ["真的？！", "是的……", "“对。”"])
        #expect(Sentences.of(" \n\r\n\u{0}") == [])
    }

    @Test(arguments: [
        String(repeating: "啊", count: 20_000), "“" + String(repeating: "好。", count: 5000),
        "**。\u{202E}标题: 乙\n\u{0C}行业: 丙\u{0}", "………",
    ])
    func anyTextIsAccepted(text: String) {
        for event in EventSummary.events(in: Article(title: text, text: text).normalized()) {
            #expect(
                !event.sentence.contains(where: \.isNewline) && !event.head.isEmpty
                    && event.head.unicodeScalars.count <= 24)
        }
    }
}
