import Corpus
import Text
import Timeline

extension Chinese {
    func keptTopics(_ note: KeptTopicsNote) -> String {
        "本期沿用此前保存的 \(note.shown + note.hidden) 个主题"
            + (note.hidden > 0 ? "，其中 \(note.hidden) 个按设置不列出" : "") + "。"
            + (note.unmatched.flatMap { $0 > 0 ? $0 : nil }.map { "剔除转载后，本期有 \(percent($0)) 的文章与这些主题均不相符。" } ?? "")
            + "某一主题占一篇文章三分之一以上的，该文计入这一主题；与各主题都相去甚远的文章不计入任何主题。"
    }

    // MARK: Periods

    func name(_ months: ClosedRange<Period>) -> String {
        let (first, last) = (months.lowerBound, months.upperBound)
        if first == last { return name(first) }
        let isOneYear = year(first) == year(last)
        switch first.length {
        case .day: return days(first.firstDay, last.lastDay)
        case .week: return name(first) + "至" + (isOneYear ? "第\(week(last))周" : name(last))
        case .month: return name(first) + "至" + (isOneYear ? "\(last.firstDay.month)月" : name(last))
        case .quarter: return name(first) + "至" + (isOneYear ? quarter(last) : name(last))
        }
    }

    func name(_ period: Period) -> String {
        switch period.length {
        case .day: days(period.firstDay, period.lastDay)
        case .week: "\(year(period))年第\(week(period))周"
        case .month: "\(year(period))年\(period.firstDay.month)月"
        case .quarter: "\(year(period))年" + quarter(period)
        }
    }

    /// With the days of weeks, which hardly anybody knows by number.
    func dated(_ months: ClosedRange<Period>) -> String {
        let (first, last) = (months.lowerBound, months.upperBound)
        guard first.length == .week else { return name(months) }
        return name(months) + "（\(days(first.firstDay, last.lastDay, hasYear: first.firstDay.year != year(first)))）"
    }

    /// The first day of a run, or the period.
    func beginning(_ period: Period) -> String { period.runLength == nil ? name(period) : day(period.firstDay) }
    func end(_ period: Period) -> String { period.runLength == nil ? name(period) : day(period.lastDay) }

    func previousColumn(months: Int) -> String { periodsBefore(months) + (comparesSameDays ? "同期" : "") }

    private func periodsBefore(_ months: Int) -> String {
        if let days = rule.runLength { return "前 \(months * days) 天" }
        return switch rule.length {
        case .day: months == 1 ? "前一天" : "前 \(months) 天"
        case .week: months == 1 ? "上周" : "前 \(months) 周"
        case .month: months == 1 ? "上月" : "前 \(months) 个月"
        case .quarter: months == 1 ? "上季度" : "前 \(months) 个季度"
        }
    }

    var periodHeading: String {
        if rule.runLength != nil { return "时段" }
        return switch rule.length {
        case .day: "日期"
        case .week: "周"
        case .month: "月份"
        case .quarter: "季度"
        }
    }

    var unit: String {
        if rule.runLength != nil { return "时段" }
        return switch rule.length {
        case .day: "日"
        case .week: "周"
        case .month: "月"
        case .quarter: "季度"
        }
    }

    /// The unit with its measure word, behind a number.
    var counter: String { ["月", "季度", "时段"].contains(unit) ? "个" + unit : unit }

    var perUnit: String { rule.runLength.map { "每 \($0) 天" } ?? "每" + unit }

    // MARK: Same days

    func amountSoFar(
        _ articles: Count, stories: Int, days: ClosedRange<Period>, previous: ComparedDays?, yearBefore: ComparedDays?,
        months: Int
    ) -> Prose {
        let comparisons = [(periodsBefore(months) + "同期", previous), ("去年同期", yearBefore)].compactMap { name, span in
            span.map {
                "，" + change(articles.number - $0.articles, from: "\(name)（\(self.name($0.days))，\($0.articles) 篇）")
            }
        }
        return
            "\(name(days))共有 \(articles) 篇文章\(comparisons.joined())\(stories < articles.number ? "；剔除转载后 \(stories) 篇" : "")。"
    }

    func comparedSameDays(until: Period, previous: ClosedRange<Period>, months: Int) -> String {
        "数据截至\(day(until.firstDay))，因此各项变化均指与\(previousColumn(months: months))（\(name(previous))）相比。"
    }

    func volumeChartSoFar(_ articles: Int, previous: Int?, days: ClosedRange<Period>, months: Int) -> String {
        "\(name(days))共 \(articles) 篇" + (previous.map { "，\(previousColumn(months: months)) \($0) 篇" } ?? "")
    }

    /// `较上月增加 3 篇`.
    func change(_ difference: Int, from before: String) -> String {
        if difference == 0 { return "与\(before)持平" }
        return "较\(before)" + (difference > 0 ? "增加 \(difference) 篇" : "减少 \(-difference) 篇")
    }

    // MARK: Parts of the articles

    func name(_ part: Report.Part) -> String {
        var names: [String] = []
        if !part.industries.isEmpty { names.append("行业：" + list(part.industries.map(oneLine))) }
        if !part.sources.isEmpty { names.append("来源：" + list(part.sources.map(oneLine))) }
        if !part.terms.isEmpty { names.append("提及" + part.terms.map { "“\(oneLine($0))”" }.joined(separator: "或")) }
        return names.joined(separator: "；")
    }

    func part(_ part: Report.Part) -> String {
        "本报告只统计部分文章（\(name(part))），并与这部分文章的过去比较；另有 \(part.leftOut) 篇文章不在此列，未予统计。"
    }

    var countedSharesOfPart: String {
        "行业由模型标注，文章又按行业选出，因此占比按标签直接计数，不作校正；区间未计入标注差错，实际误差可能大得多。"
    }

    // MARK: Sections

    var emergingOfIndustries: String { "各行业内部：与同一行业此前的文章相比，新出现或骤增的短语。" }

    func emergence(isNew: Bool) -> String { isNew ? "新出现" : "骤增" }

    var sources: String { "来源取自文章的来源字段；没有来源字段的，取链接的域名。只列本期文章最多的来源。" }

    // MARK: Parts

    private func year(_ period: Period) -> Int {
        period.length == .week ? Int(period.description.prefix(4))! : period.firstDay.year
    }

    private func week(_ period: Period) -> Int { Int(period.description.suffix(2))! }

    private func quarter(_ period: Period) -> String {
        "第" + ["一", "二", "三", "四"][(period.firstDay.month - 1) / 3] + "季度"
    }

    private func day(_ day: CalendarDate) -> String { "\(day.year)年\(day.month)月\(day.day)日" }

    private func days(_ first: CalendarDate, _ last: CalendarDate, hasYear: Bool = true) -> String {
        let start = hasYear ? day(first) : "\(first.month)月\(first.day)日"
        if first == last { return start }
        if first.year != last.year { return start + "至" + day(last) }
        return start + "至" + (first.month == last.month ? "" : "\(last.month)月") + "\(last.day)日"
    }
}
