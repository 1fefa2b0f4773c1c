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
        #expect(events.first?.head == "华东电网发布储能新规，电站须配两小时储能")
        #expect(
            events.first?.subject == "华东电网" && events.first?.act == "发布" && events.first?.time == "5月6日")
        #expect(!events.contains { $0.sentence.contains("责任编辑") })
        #expect(
            events[0].markdown(number: 1).hasPrefix("1. **华东电网发布储能新规，电站须配两小时储能**:华东电网5月6日发布储能新规，新建光伏电站须配置"))
    }

    private func events(_ text: String, title: String = "") -> [Event] {
        EventSummary.events(in: Article(title: title, text: text).normalized())
    }

    @Test func opinionsAreNoEvents() {
        let found = events(
            "“大模型是竞争的正面战场，必须推出世界级产品。”王某说。专家认为，甲公司应当加快推出新产品。大模型是当前全球人工智能竞争的正面战场。"
                + "甲公司5月14日发布新一代大模型，这也是首个开源的大模型。")
        #expect(found.map(\.summary) == ["甲公司5月14日发布新一代大模型。"])
        // Where nobody acts, the article still has what it is about.
        #expect(events("大模型是当前全球人工智能竞争的正面战场，各国都很重视。").count == 1)
    }

    @Test func passingIsAnActAndThroughIsNot() {
        func acts(_ text: String) -> Bool {
            EventClause(text: text, scalars: TextNormalizer().scalars(of: text)[...]).kinds.contains(.act)
        }
        #expect(acts("国务院常务会议审议通过方案") && acts("欧洲议会通过《人工智能法案》") && acts("法案获通过"))
        #expect(!acts("用户通过手机就能看到"))
    }

    @Test func anActHasItsSubjectAndItsTime() {
        let first = events("5月9日，甲云公司发布通途大模型2.5，成为最强的中文大模型。", title: "甲云大模型成为最强")[0]
        #expect(first.subject == "甲云公司" && first.act == "发布" && first.time == "5月9日")
        #expect(first.summary.isEmpty || first.summary.hasPrefix("5月9日，甲云公司发布"))
        // What was announced stands in the next clause.
        let second = events("乙银行上周三披露，亏损十八亿美元并出售资产。市场哗然，股价大跌，储户排队。", title: "乙银行亏损")
        #expect(second.contains { $0.markdown(number: 1).contains("披露，亏损十八亿美元") })
    }

    @Test func timesAreFound() {
        func time(_ text: String) -> String? { EventTime(in: text)?.text }
        #expect(time("当地时间8月9日晚签署") == "当地时间8月9日晚" && time("2024年5月9日，发布") == "2024年5月9日")
        #expect(time("甲公司本周宣布") == "本周" && time("共12日内交付") == "12日" && time("2024年投运") == nil)
        #expect(time("投资3000万元") == nil && time("") == nil && time("5月") == "5月")
        #expect(EventTime(in: "5月9日，")?.isWhole == true && EventTime(in: "5月9日在A")?.isWhole == false)
        #expect(EventTime.removed(from: "5月9日，甲公司发布") == "甲公司发布")
        #expect(EventTime.removed(from: "甲公司5月9日发布") == "甲公司5月9日发布")
    }

    @Test func clausesAreCutAtMarksOutsideOfQuotations() {
        func clauses(_ text: String) -> [String] {
            EventClause.all(in: text, TextNormalizer().scalars(of: text)[...]).map(\.text)
        }
        #expect(clauses("甲说，“好，很好。”乙发布了1,000台：A，B。") == ["甲说，", "“好，很好。”乙发布了1,000台：", "A，", "B。"])
        // A quotation that never ends hides no mark.
        #expect(clauses("甲说“好，乙走了") == ["甲说“好，", "乙走了"])
        func title(_ text: String) -> [String] {
            EventClause.all(inTitle: text, TextNormalizer().scalars(of: text)[...]).map(\.text)
        }
        #expect(title("Mate 60 Pro开售 价格未定——市场观望") == ["Mate 60 Pro开售", "价格未定", "市场观望"])
    }

    @Test func repeatedSentencesGiveOneEvent() {
        let sentence = "华东电网5月6日发布储能新规，新建光伏电站须配置两小时储能。"
        let events = EventSummary.events(
            in: Article(title: "华东电网发布储能新规", text: sentence + "\n" + sentence).normalized())
        #expect(events.count == 1)
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
