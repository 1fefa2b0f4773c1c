import Corpus
import Testing
import Text

@testable import Features

@Suite struct BoilerplateTests {
    private static let notice = "点击上方蓝字关注我们。版权声明：本文版权归原作者所有。责任编辑：李四"

    private static let subjects = [
        "海东市动工建设储能基地，投资五十亿元", "南湖药业公布新药临床数据，疗效显著", "北原电子定增募资扩产，新建两条产线", "西河能源与铁路公司签订运输协议",
        "东岭材料量产高温合金，用于航空发动机", "中塔软件发布工业操作系统，面向工厂", "长石水泥关停三座老窑，减少粉尘排放", "白沙港开通冷链航线，水果当天到货",
    ]

    private func articles(_ count: Int, notice: String = notice, source: String = "甲报") -> [Article] {
        (0..<count).map { number in
            let subject = BoilerplateTests.subjects[number % 8]
            let text = "\(subject)。\(subject)的消息在\(number / 8)号园区引起讨论。\(notice)"
            return Article(title: subject, source: source, text: text)
        }
    }

    private func bodies(_ articles: [Article]) -> [String] {
        articles.contentTexts(threads: 2).map(\.body)
    }

    @Test func sentencesOfManyStoriesOfASourceAreRemoved() {
        for body in bodies(articles(8, notice: BoilerplateTests.notice + String(repeating: "扫码下载客户端阅读全文。", count: 4))) {
            #expect(!body.contains("蓝字") && !body.contains("版权") && !body.contains("编辑") && !body.contains("扫码"))
            #expect(body.contains("园区引起讨论"))
        }
    }

    /// `阅读7` is too short to be counted, and `阅读10245` is the same sentence.
    @Test func aShortFormIsRemovedWithTheLongOnes() {
        var all = articles(8, notice: String(repeating: "扫码下载客户端，继续看全文。", count: 5) + "\n阅读10245")
        all.append(Article(title: "白鹭洲修桥", source: "甲报", text: "白鹭洲大桥合龙，明年通车。\n阅读7"))
        #expect(bodies(all).allSatisfy { !$0.contains("阅读") })
    }

    /// Reposts share every sentence, but they are one story.
    @Test func repostsAreNotBoilerplate() {
        let story = Array(
            repeating: articles(1, notice: BoilerplateTests.notice + BoilerplateTests.notice)[0], count: 20)
        #expect(bodies(story).allSatisfy { $0.contains("版权") && $0.contains("海东市") })
    }

    @Test func anotherSourceMayMeanIt() {
        let long = BoilerplateTests.notice + String(repeating: "扫码下载客户端阅读全文。", count: 4)
        var all = articles(8, notice: long)
        all.append(Article(title: "公众号的蓝字", source: "乙报", text: "点击上方蓝字关注我们。这句话为何到处都是，记者采访了设计者。"))
        let bodies = bodies(all)
        #expect(bodies[8].contains("蓝字") && !bodies[0].contains("蓝字"))
    }

    @Test func aFewStoriesAreNotEnough() {
        let long = BoilerplateTests.notice + String(repeating: "扫码下载客户端阅读全文。", count: 4)
        #expect(bodies(articles(4, notice: long)).allSatisfy { $0.contains("蓝字") })
    }

    /// A link tells the source where no field does.
    @Test func theHostOfALinkIsASource() {
        #expect(Article(link: "https://News.Example:8080/a?b").sourceName == "news.example")
        #expect(Article(link: "https://a.example", source: "甲报").sourceName == "甲报")
        #expect(Article(link: "无").sourceName == "" && Article().sourceName == "")
    }
}
