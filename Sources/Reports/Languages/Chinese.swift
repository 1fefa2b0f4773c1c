import Corpus
import Text
import Timeline

struct Chinese: Phrasebook {
    let languageTag = "zh-CN"
    /// How the report divides the days.
    var rule = PeriodRule.month
    /// Whether the last period is compared with the same days before.
    var comparesSameDays = false

    // MARK: Names

    func list(_ names: [String]) -> String { names.joined(separator: "、") }

    func because(_ tag: String, _ reason: String) -> String { "\(tag)：\(reason)" }

    func sentences(_ sentences: [Prose]) -> Prose { sentences.joined(separator: "") }

    func title(_ months: ClosedRange<Period>, part: Report.Part?) -> String {
        "\(dated(months))行业趋势报告" + (part.map { "（\(name($0))）" } ?? "")
    }

    func heading(_ section: ReportSection) -> String {
        switch section {
        case .volume: "文章数量"
        case .industries: "行业"
        case .topics: "主题"
        case .terms: "关注词"
        case .emerging: "新兴短语"
        case .technologies: "技术"
        case .keywords: "关键词"
        case .sources: "来源"
        case .reading: "推荐阅读"
        case .method: "方法与数据"
        }
    }

    // MARK: Summary

    func amount(_ articles: Count, stories: Int, months: ClosedRange<Period>, comparison: Int?) -> Prose {
        let hasReposts = stories < articles.number
        let comparison = comparison.map { "，" + change(articles.number - $0, from: previous(months)) }
        return
            "\(name(months))共有 \(articles) 篇文章\(comparison ?? "")\(hasReposts ? "；剔除转载后 \(stories) 篇" : "")。"
    }

    func mostCovered(_ industries: [NamedCount]) -> Prose {
        let names = industries.map { industry -> Prose in "\(industry.name)（\(industry.count) 篇）" }
        return "报道最多的行业是\(names.joined(separator: "、"))。"
    }

    func changes(
        _ kind: SeriesFamily.Kind, rose: Largest<NamedChange>, fell: Largest<NamedChange>, months: Int
    ) -> Prose {
        let names = { (changes: Largest<NamedChange>) in
            self.list(changes.map { "\($0.name)（\(self.points($0.difference))）" })
        }
        let start = "与\(previous(months))相比，占比显著"
        if fell.isEmpty { return Prose("\(start)上升的\(column(kind))有\(names(rose))。") }
        if rose.isEmpty { return Prose("\(start)下降的\(column(kind))有\(names(fell))。") }
        return Prose("\(start)上升的\(column(kind))有\(names(rose))，显著下降的有\(names(fell))。")
    }

    func noChanges(_ kind: SeriesFamily.Kind, months: Int) -> String {
        "与\(previous(months))相比，各\(column(kind))占比均无显著变化。"
    }

    func watched(_ terms: [NamedCount]) -> Prose {
        let found = terms.map { term -> Prose in
            let notes = [
                term.verdict == .rose ? "占比显著上升" : term.verdict == .fell ? "占比显著下降" : nil,
                term.isBursting ? "正处于爆发期" : nil,
            ].compactMap { $0 }
            return "“\(term.name)”见于 \(term.count) 篇\(notes.isEmpty ? "" : "（\(notes.joined(separator: "，"))）")"
        }
        return "关注词中，\(found.joined(separator: "，"))。"
    }

    func newPhrases(_ phrases: Largest<(name: String, day: String)>) -> String {
        "此前从未出现的短语有\(list(phrases.map { "“\($0.name)”（首见于 \($0.day)）" }))。"
    }

    private func list(_ names: Largest<String>) -> String {
        list(names.items) + (names.more > 0 ? "等 \(names.count) 个" : "")
    }

    func notCompared(_ incomplete: ClosedRange<Period>, months: Int) -> String {
        "\(name(incomplete))的数据不完整，因此不与\(previous(months))比较。"
    }

    func notCompared(without gaps: [ClosedRange<Period>], months: Int) -> String {
        "\(list(gaps.map(name)))没有文章，因此不与\(previous(months))比较。"
    }

    func notCompared(withNone months: Int) -> String { "\(previous(months))没有文章，因此不作比较。" }

    func undated(_ count: Int) -> String { "另有 \(count) 篇文章没有日期，未计入。" }

    func untold(_ industries: Largest<String>) -> String {
        "模型无法从文本判断哪些文章属于\(list(industries.map { "“\($0)”" }))，因此不给出占比。"
    }

    func notCompared(withPart months: Int) -> String {
        "\(previous(months))的数据不完整，因此不作比较。"
    }

    func withoutArticles(_ months: ClosedRange<Period>, last: Period) -> String {
        "\(name(months))没有文章，因此只报告到\(end(last))。"
    }

    let tooFewArticles = "文章太少，不足以判断趋势。"

    // MARK: Sections

    func shares(isSingleLabel: Bool, falseDiscoveryRate: Double) -> String {
        "占比指剔除转载后，某一行业的文章在全部文章中所占的比例，变化以百分点计\(isSingleLabel ? "" : "；一篇文章可属于多个行业")。"
            + "只有在统计上显著的变化才标为“上升”或“下降”，数值后加 *：所有序列一并检验，错误发现率控制在 \(percent(falseDiscoveryRate, digits: 0))。区间为 95% 置信区间。"
    }

    func topics(_ count: Int) -> String {
        "程序从各\(unit)文章中自动归纳出 \(count) 个主题，以最具代表性的短语命名，下表只列与本期有关的主题。"
            + "某一主题占一篇文章三分之一以上的，该文计入这一主题；与各主题都相去甚远的文章不计入任何主题。"
    }

    func topicSample(_ stories: Int, of all: Int) -> String {
        "此前各期的文章只抽样分析：剔除转载后的 \(all) 篇中，按时间均匀随机抽取 \(stories) 篇，主题由此归纳，各期篇数也按样本计算。"
    }

    func noTopics(_ reason: TopicFailure) -> String {
        switch reason {
        case .noPhrases: "未能归纳出主题：文章中没有可供归纳的短语。"
        case .notConverged: "未能归纳出主题：计算没有收敛。"
        case .other(let reason): "未能归纳出主题：\(reason)。"
        }
    }

    func bursts(_ bursts: [NamedBurst], in months: ClosedRange<Period>, isLastJudged: Bool) -> String {
        let found = bursts.map { burst in
            let strength = "强度 \(fixed(burst.strength, digits: 0))"
            return burst.isOpen
                ? "“\(burst.name)”自\(beginning(burst.periods.lowerBound))起进入爆发期（\(strength)）"
                : "“\(burst.name)”在\(name(burst.periods))处于爆发期（\(strength)）"
        }
        let sentence = found.isEmpty ? "" : found.joined(separator: "；") + "。"
        if !isLastJudged { return sentence + "\(name(months.upperBound))的数据不完整，是否处于爆发期未作判断。" }
        return found.isEmpty ? "\(name(months))没有关注词处于爆发期。" : sentence
    }

    func noEarlierArticles(_ month: Period) -> String {
        "\(name(month))之前没有文章，无从判断哪些短语是新出现的。"
    }

    func emerging(in months: ClosedRange<Period>) -> String {
        "以下短语在\(name(months))新出现或骤增，由程序自动发现，无需事先列词；篇数已剔除转载。"
    }

    func emerging(isNew: Bool, isEmpty: Bool) -> String {
        switch (isNew, isEmpty) {
        case (true, false): "新出现：此前的文章中从未有过。"
        case (true, true): "没有此前从未出现过的短语。"
        case (false, false): "骤增：此前已有，占比升至八倍以上。"
        case (false, true): "没有此前已有而骤增的短语。"
        }
    }

    func coverage(_ kind: SeriesFamily.Kind, articles: Int, listed: Int, of all: Int) -> String {
        let what = kind == .terms ? "提到关注词" : kind == .sources ? "有来源" : "归入\(column(kind))"
        return
            (articles == all
            ? "本期 \(all) 篇文章全部\(what)"
            : "本期 \(all) 篇文章中有 \(articles) 篇（\(part(articles, of: all))）\(what)")
            + (listed == articles ? "。" : "，所列\(column(kind))合计 \(listed) 篇（\(part(listed, of: all))）。")
    }

    let spellings = "各写法的篇数；一篇文章可有多种写法。"

    let centralArticles = "代表文章：最接近本期报道的整体面貌。"
    let novelArticles = "新主题：与以往报道明显不同、在本期成组出现的文章。"

    // MARK: Tables

    var columns: ColumnHeadings {
        ColumnHeadings(
            month: periodHeading, days: "日期", articles: "文章", allArticles: "全部文章", sampledArticles: "全部或抽样文章",
            stories: "剔除转载", perDay: "日均",
            note: "备注",
            share: "占比", countedShare: "计数占比", change: "变化", verdict: "趋势", interval: "95% 区间",
            yearOnYear: "同比变化" + (rule.daysInYear.map { "（\($0) 天前）" } ?? ""),
            sample: "代表文章",
            rank: "排名", firstMonth: "首次出现",
            phrase: "短语", spelling: "写法", before: "此前", firstSeen: "首次出现", example: "例句",
            id: "编号", date: "日期", title: "标题", industries: "行业", probabilities: "概率", reasons: "依据", source: "来源",
            story: "转载组", record: "原始记录")
    }

    func column(_ kind: SeriesFamily.Kind) -> String {
        switch kind {
        case .industries: "行业"
        case .topics: "主题"
        case .terms: "关注词"
        case .technologies: "技术"
        case .keywords: "关键词"
        case .sources: "来源"
        }
    }

    func linkColumn(_ column: String) -> String { column + "链接" }

    func verdict(_ verdict: SeriesFamily.Verdict) -> String {
        switch verdict {
        case .rose: "▲ 上升"
        case .fell: "▼ 下降"
        case .unclear: "不显著"
        case .tooFew: "样本不足"
        case .notCompared: "–"
        case .untold: "无法判断"
        }
    }

    let noData = "无数据"
    let incomplete = "数据不完整"

    func firstMonth(_ month: Period, isNew: Bool) -> String { isNew ? "\(month)（新）" : "\(month)" }

    // MARK: Charts

    let allArticlesLine = "全部文章"
    let storiesLine = "剔除转载"

    func volumeChart(_ articles: Int, mean: Int?, months: ClosedRange<Period>) -> String {
        mean.map { "\(name(months))共 \(articles) 篇，此前平均\(perUnit) \($0) 篇" } ?? "\(name(months))共 \(articles) 篇"
    }

    func volumeNote(partial: PartialMonths) -> String { "\(perUnit)文章数" + note(on: partial) }

    func changeChart(_ kind: SeriesFamily.Kind, rose: Largest<String>, fell: Largest<String>) -> String {
        if rose.isEmpty, fell.isEmpty { return "各\(column(kind))占比均无显著变化" }
        return [rose.isEmpty ? "" : "\(list(rose))占比上升", fell.isEmpty ? "" : "\(list(fell))占比下降"]
            .filter { !$0.isEmpty }.joined(separator: "，")
    }

    func largestShareChart(_ name: String) -> String { "占比最高：\(name)" }

    func changeNote(months: ClosedRange<Period>, comparison: Int?) -> String {
        "圆点：\(name(months))占比；横线：95% 置信区间"
            + (comparison.map { "；实心点：变化显著；竖线：\(previousColumn(months: $0))占比" } ?? "")
    }

    func burstChart(_ names: Largest<String>, months: ClosedRange<Period>) -> String {
        "\(name(months))的爆发期：\(list(names))"
    }

    let tooFewChart = "样本不足，不作判断"
    let emptyChart = "本期没有相关文章"

    func curveChart(_ name: String, share: Double, months: ClosedRange<Period>, isJudged: Bool) -> String {
        "\(name)占比最高，为 \(percent(share))" + (isJudged ? "；\(self.name(months))均未处于爆发期" : "")
    }

    func drawn(_ count: Int, of all: Int) -> String { "；共 \(all) 个，只绘前 \(count) 个" }

    func curveNote(hasBursts: Bool, partial: PartialMonths) -> String {
        "剔除转载后的占比，各图纵轴刻度不同" + (hasBursts ? "；底色：爆发期" : "") + note(on: partial)
    }

    let meansOfMonths = "；各点为当月平均值"

    func chartText(title: String, note: String) -> String { "\(title)（\(note)）" }

    // MARK: Articles behind figures

    let groupsHeading = "数字对应的文章"

    func groupHeading(_ title: String, count: Int) -> String { "\(title)（\(count) 篇）" }
    func allArticles(_ months: ClosedRange<Period>) -> String { "\(name(months))全部文章" }
    func articles(of name: String, in months: ClosedRange<Period>) -> String { "\(name)，\(self.name(months))" }

    let centralGroup = "代表文章"
    let novelGroup = "新主题文章"

    func hiddenArticles(_ count: Int, group: String) -> String {
        "另有 \(count) 篇，编号见 report.json（\(group)），文章见 tables/articles.csv。"
    }

    func hiddenRows(_ count: Int, table: String) -> String { "另有 \(count) 行，见 tables/\(table).csv。" }
    func separateTable(_ table: String, rows: Int) -> String { "完整数据见 tables/\(table).csv（\(rows) 行）。" }

    // MARK: Methods and data

    func records(_ data: ReportFacts.DataNotes, lastMonth: Period) -> String {
        var sentences = [
            "共读入 \(data.read) 篇文章，"
                + (data.tagged > 0 ? "其中 \(data.tagged) 篇的行业由模型标注，其余采用原有标签。" : "行业采用原有标签。")
        ]
        if data.unlabeled > 0 { sentences.append("有 \(data.unlabeled) 篇既无标签也未经模型标注，不计入任何行业。") }
        if data.filledTechnologies > 0 || data.filledKeywords > 0 {
            sentences.append("\(data.filledTechnologies) 篇的技术、\(data.filledKeywords) 篇的关键词由模型补充。")
        }
        if data.rejects > 0 { sentences.append("另有 \(data.rejects) 条记录无法读取，未计入。") }
        if data.later > 0 { sentences.append("其中 \(data.later) 篇晚于\(end(lastMonth))，未予采用。") }
        return sentences.joined()
    }

    func dates(_ data: ReportFacts.DataNotes) -> String {
        let origins: [(DateRule, String)] = [
            (.field, "取自日期字段的有"), (.month, "日期字段只有月份、按当月一日计的有"), (.link, "取自链接中日期的有"), (.snowflake, "由链接中的编号推算的有"),
            (.text, "取自正文的有"),
        ]
        let found = origins.filter { data.count($0.0) > 0 }.map { "\($0.1) \(data.count($0.0)) 篇" }
        return "发布日期\(found.joined(separator: "，"))。"
            + (data.undated > 0 ? "\(data.undated) 篇没有日期，不计入任何\(unit == "月" ? "月份" : "时段")。" : "")
            + (data.unreadableDates > 0 ? "\(data.unreadableDates) 篇的日期字段无法识别。" : "")
    }

    func reposts(_ reposts: Int, of articles: Int) -> String {
        if reposts == 0 { return "计入统计的 \(articles) 篇文章中没有转载或近似重复。" }
        return "计入统计的 \(articles) 篇文章中，\(reposts) 篇为转载或近似重复，剔除后为 \(articles - reposts) 篇。"
    }

    func model(documents: Int, labels: Int, score: Double?, isSingleLabel: Bool) -> String {
        "模型由 \(documents) 篇已标注的文章训练而成，可识别 \(labels) 个行业。"
            + (score.map { "在训练时留出的文章上，\(isSingleLabel ? "准确率" : "微平均 F1 ")为 \(percent($0))。" } ?? "")
    }

    let keptTags = "行业标签由模型事先标注，保存在档案库中。"
    let noTags = "没有用模型标注文章。"

    func agreement(documents: Int, precision: Double, recall: Double, f1: Double) -> String {
        "由模型标注的文章中有 \(documents) 篇自带标签，可供核对：精确率 \(percent(precision))，召回率 \(percent(recall))，微平均 F1 \(percent(f1))。"
    }

    func methods(minimumStories: Int, falseDiscoveryRate: Double) -> String {
        "占比的置信区间为 Wilson 区间。变化用双比例 z 检验（期望频数小于 5 时用 Fisher 精确检验），"
            + "p 值按 Benjamini–Hochberg 方法校正，错误发现率为 \(percent(falseDiscoveryRate, digits: 0))。"
            + "爆发期由 Kleinberg 双状态自动机识别，主题由文章短语的非负矩阵分解归纳，转载由 MinHash 识别，一组转载在每个时段内计一次。"
            + "整个时段内剔除转载后不足 \(minimumStories) 篇的序列不作判断。"
    }

    // MARK: Parts

    private func previous(_ months: Int) -> String { previousColumn(months: months) }

    private func previous(_ months: ClosedRange<Period>) -> String {
        previous(months.lowerBound.distance(to: months.upperBound) + 1)
    }

    private func points(_ difference: Double) -> String { signed(difference * 100, digits: 1) + " 个百分点" }

    func note(on partial: PartialMonths) -> String {
        switch partial {
        case .none: ""
        case .first: "；第一\(counter)数据不完整（空心点）"
        case .last: "；最后一\(counter)数据不完整（空心点）"
        case .both: "；首尾两\(counter)数据不完整（空心点）"
        case .others: "；空心点的\(unit == "月" ? "月份" : periodHeading)数据不完整"
        }
    }
}
