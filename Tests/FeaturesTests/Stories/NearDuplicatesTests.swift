import Text
import TestSupport
import Corpus
import Testing

@testable import Features

@Suite struct NearDuplicatesTests {
    private func stories(_ texts: [String], days: [Int?]? = nil, threads: Int = 1) -> [Int] {
        NearDuplicates(threads: threads).storyNumbers(
            texts.map { Fingerprint(TextNormalizer().scalars(of: $0)) },
            days: days ?? Array(repeating: nil, count: texts.count))
    }

    @Test func repostsAreTheStoryOfTheFirst() {
        let article = "央行今日发布金融稳定报告，称整体风险可控，将继续支持实体经济发展"
        #expect(stories([article, "国产芯片工厂开始量产", article, "【转载】" + article, ""]) == [0, 1, 0, 0, 2])
        #expect(stories([]).isEmpty)
        #expect(stories(["", "", "？"]) == [0, 1, 2])
    }

    @Test func shortTitlesThatDifferAreTwoStories() {
        #expect(stories(["芯片出口增长", "芯片进口增长", "芯片", "芯", "芯片"]) == [0, 1, 2, 3, 2])
        // So long that one numeral changes few of the n-grams.
        let stem = "如何评价综艺节目脱口秀大会最新一季里各位新老演员的表现和口碑以及最后公布的现场观众投票结果"
        let episodes = [stem + "第三期", stem + "第四期"]
        let prints = episodes.map { Fingerprint(TextNormalizer().scalars(of: $0)) }
        #expect(prints[0].similarity(to: prints[1]) > 0.8)
        #expect(stories(episodes) == [0, 1])
        #expect(stories(episodes.map { $0.replacing("三", with: "3").replacing("四", with: "4") }) == [0, 1])
        #expect(stories([episodes[0], episodes[0] + "呢"]) == [0, 0])
    }

    @Test func aStoryEndsWithALongSilence() {
        let title = "两会今天上午在人民大会堂开幕"
        // The first two texts are out of order. The third continues their story.
        #expect(stories(Array(repeating: title, count: 5), days: [20, 0, 45, 400, nil]) == [0, 0, 0, 1, 0])
    }

    /// Compares all pairs with their similarity: near-duplicates are found, and nothing else.
    @Test func findsWhatBruteForceFinds() {
        for (length, count) in [(24, 400), (60, 400), (600, 120)] {
            var random = Letters(seed: UInt64(length))
            var texts: [String] = []
            for _ in 0..<count {
                let text = random.text(length)
                texts.append(text)
                let copies = random.next(below: 3)
                for _ in 0..<copies { texts.append(random.edited(text, edits: 1 + random.next(below: length / 12))) }
            }
            let prints = texts.map { Fingerprint(TextNormalizer().scalars(of: $0)) }
            let found = stories(texts)
            var (alike, missed) = (0, 0)
            for a in prints.indices {
                for b in 0..<a where prints[a].similarity(to: prints[b]) >= 0.8 {
                    alike += 1
                    if found[a] != found[b] { missed += 1 }
                }
            }
            #expect(alike > 30 && missed * 100 <= alike, "length \(length): \(missed) of \(alike) missed")
            // All texts of a story are connected by similar pairs.
            for story in Set(found) {
                let members = found.indices.filter { found[$0] == story }
                var reached: Set = [members[0]]
                var isGrowing = true
                while isGrowing {
                    let more = members.filter { member in
                        !reached.contains(member)
                            && reached.contains { prints[$0].similarity(to: prints[member]) >= 0.8 }
                    }
                    reached.formUnion(more)
                    isGrowing = !more.isEmpty
                }
                #expect(reached.count == members.count)
            }
        }
    }

    @Test func isTheSameAtAnyNumberOfThreadsAndInAnyOrder() {
        var random = Letters(seed: 11)
        var texts: [String] = []
        for _ in 0..<1500 {
            let text = random.text(20 + random.next(below: 40))
            texts += [text, random.edited(text, edits: 1)]
        }
        let found = stories(texts)
        #expect(stories(texts, threads: 3) == found)
        let reversed = stories(texts.reversed(), threads: 2).reversed().map { $0 }
        // The numbers change, but the groups do not.
        var numberOf: [Int: Int] = [:]
        for (a, b) in zip(found, reversed) { #expect(numberOf.updateValue(b, forKey: a) ?? b == b) }
        #expect(Set(found).count == Set(reversed).count)
    }

    @Test func textsMadeToCollideCostNoMoreThanOthers() {
        // Ten thousand copies, and as many texts that share most, but not enough, of their n-grams.
        let text = Letters(seed: 5)
        var random = text
        let stem = random.text(30)
        let texts = (0..<10_000).map { _ in stem } + (0..<2_000).map { _ in stem + random.text(14) }
        let found = stories(texts, threads: 2)
        #expect(found[9_999] == 0 && Set(found).count > 1_900)
    }

    // MARK: Templates and additions

    private static let notice = """
        风险提示：本资讯由程序依据公开资料自动生成，仅供参考，不构成任何投资建议。市场有波动，入市须谨慎，过往表现不代表未来收益。行情有延迟，请以交易所公布的为准。未经书面许可，\
        任何单位或个人不得转载、摘编或以其他形式使用上述内容，违者将依法追究责任。本栏目由数据部负责，稿件不代表平台立场；如认为侵犯了您的权益，请与我们联络，\
        工作人员会在两个工作日内核实并答复。订阅更多快讯可下载客户端，打开推送，第一时间了解公告与研报；会员另享盘中直播和条件选股服务，详情见帮助中心。
        """

    private func stories(_ articles: [(title: String, text: String)]) -> [Int] {
        NearDuplicates(threads: 2).storyNumbers(
            articles.map { Fingerprint(ArticleText(title: $0.title, body: $0.text)) },
            days: articles.indices.map { $0 })
    }

    @Test(arguments: [true, false])
    func flashesWithOneDisclaimerAreSeveralStories(hasTitle: Bool) {
        let flashes = ["东岭材料午后涨停，成交额八亿元", "西河能源大跌，创年内新低", "南湖药业收到行政监管措施决定书", "北原电子拟定增募资扩产"]
        for times in [1, 2] {
            let notice = String(repeating: NearDuplicatesTests.notice, count: times)
            #expect(stories(flashes.map { (hasTitle ? $0 : "", $0 + "。" + notice) }) == [0, 1, 2, 3])
        }
    }

    /// A notice that stands in place of a text, or behind different first sentences, makes no story.
    @Test func oneBodyUnderTwoHeadlinesIsOneStory() {
        var random = Letters(seed: 8)
        for length in [300, 420, 1500, 6000] {
            let body = random.text(length)
            let headlines = (0..<4).map { _ in random.text(18) }
            #expect(stories(headlines.map { ($0, body) }) == [0, 0, 0, 0], "\(length)")
            // Of a very long text the sample tells too little of a sentence.
            guard length < 1000 else { continue }
            #expect(stories(headlines.map { ($0, $0 + "。" + body) }) == [0, 1, 2, 3], "\(length)")
        }
        let short = random.text(200)
        #expect(stories((0..<3).map { _ in (random.text(18), short) }) == [0, 1, 2])
    }

    @Test func reportsOfOneTemplateAreSeveralStories() {
        func report(_ company: String, _ figures: [String]) -> (String, String) {
            let text =
                "\(company)今日发布一季度报告。报告期内公司实现营业收入\(figures[0])亿元，同比增长\(figures[1])%，主要原因是主营产品销量增加；归属于上市公司股东的净利润为"
                + "\(figures[2])万元，同比增长\(figures[3])%，扣除非经常性损益后的净利润为\(figures[4])万元。公司经营活动产生的现金流量净额为\(figures[5])万元，基本每股收益"
                + "\(figures[6])元，加权平均净资产收益率较上年同期有所提升，期末总资产和净资产均较上年度末有所增长。"
            return ("\(company)一季度净利润增长\(figures[3])%", text + text)
        }
        #expect(
            stories([
                report("东岭材料", ["12.35", "11.20", "8123", "15.2", "7654", "9021", "0.31"]),
                report("西河能源", ["45.60", "23.70", "23456", "31.8", "21987", "33110", "0.87"]),
            ]) == [0, 1])
    }

    @Test func aRepostWithAHeaderAndAFooterIsOfItsStory() {
        let text =
            "海东市今天宣布，将在未来三年投入五十亿元建设新型储能基地，首批项目包括两座抽水蓄能电站和一座钠离子电池工厂。市发改委负责人表示，项目建成后每年可消纳风电光伏电量约四十亿千瓦时，"
            + "相当于减少标准煤消耗一百二十万吨。当地企业负责人认为，储能基地将带动上下游二十余家企业落户，新增就业岗位三千个，并为周边农户带来稳定的租金收入。"
        let title = "海东市将建新型储能基地"
        #expect(
            stories([
                (title, text), (title, "本报讯（记者张三）" + text + "（责任编辑：李四）"),
                (
                    title,
                    "点击上方蓝字关注我们，每天为你推送最新的行业资讯和深度报道。" + text
                        + "版权声明：本文来源于网络，版权归原作者所有，如有侵权请联系删除。扫描下方二维码加入读者群，回复关键词领取资料。"
                ),
                ("五十亿元！新型储能基地落户海东", "【能源观察】" + text + "免责声明：本文不构成投资建议。"),
            ]) == [0, 0, 0, 0])
    }

    @Test func aRoundupIsNotTheStoriesInIt() {
        let first = "海东市今天宣布，将在未来三年投入五十亿元建设新型储能基地，首批项目包括两座抽水蓄能电站和一座钠离子电池工厂，每年可消纳风电光伏电量约四十亿千瓦时，带动二十余家企业落户。"
        let second = "南山大学的研究团队昨日发表论文，提出一种从海水中提取锂的新方法，成本只有现有工艺的三分之一，论文作者说该方法有望在五年之内进入中试阶段，已有多家矿业公司表示了合作的意向。"
        #expect(
            stories([("储能基地落户海东", first), ("海水提锂有了新方法", second), ("早报", first + second)]) == [0, 1, 2])
    }
}
