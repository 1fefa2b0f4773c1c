import Corpus
import Text
import Timeline

extension English {
    func keptTopics(_ note: KeptTopicsNote) -> String {
        "\(note.shown + note.hidden == 1 ? "The topic was" : "The \(note.shown + note.hidden) topics were") saved earlier"
            + (note.hidden > 0 ? "; \(note.hidden) of them \(note.hidden == 1 ? "is" : "are") hidden by choice" : "")
            + ". "
            + (note.unmatched.flatMap { $0 > 0 ? $0 : nil }.map {
                "\(percent($0)) of this report's articles, reposts excluded, fit none of them. "
            }
                ?? "")
            + "An article counts toward each topic that makes up at least a third of it, and toward none if it is far from all of them."
    }

    // MARK: Periods

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    func monthName(_ day: CalendarDate) -> String { English.months[day.month - 1] }

    func name(_ months: ClosedRange<Period>) -> String {
        let (first, last) = (months.lowerBound, months.upperBound)
        if first == last { return name(first) }
        let isOneYear = year(first) == year(last)
        switch first.length {
        case .day: return days(first.firstDay, last.lastDay)
        case .week:
            return isOneYear
                ? "weeks \(week(first)) to \(week(last)) of \(year(last))" : "\(name(first)) to \(name(last))"
        case .month: return "\(isOneYear ? monthName(first.firstDay) : name(first)) to \(name(last))"
        case .quarter: return "\(isOneYear ? quarter(first) : name(first)) to \(name(last))"
        }
    }

    func name(_ period: Period) -> String {
        switch period.length {
        case .day: days(period.firstDay, period.lastDay)
        case .week: "week \(week(period)) of \(year(period))"
        case .month: "\(monthName(period.firstDay)) \(year(period))"
        case .quarter: "\(quarter(period)) \(year(period))"
        }
    }

    /// `in June 2024`, `on June 3, 2024`, `from June 1 to 30, 2024`.
    func within(_ months: ClosedRange<Period>) -> String {
        let (first, last) = (months.lowerBound.firstDay, months.upperBound.lastDay)
        let preposition = months.lowerBound.length != .day ? "in" : first == last ? "on" : "from"
        return preposition + " " + name(months)
    }

    /// With the days of weeks, which hardly anybody knows by number.
    func dated(_ months: ClosedRange<Period>) -> String {
        let (first, last) = (months.lowerBound, months.upperBound)
        return first.length == .week ? "\(name(months)) (\(days(first.firstDay, last.lastDay)))" : name(months)
    }

    /// The first day of a run, or the period.
    func beginning(_ period: Period) -> String { period.runLength == nil ? name(period) : day(period.firstDay) }
    func end(_ period: Period) -> String { period.runLength == nil ? name(period) : day(period.lastDay) }

    func previousColumn(months: Int) -> String {
        comparesSameDays ? "Same days of the " + periodsBefore(months).lowercased() : periodsBefore(months)
    }

    private func periodsBefore(_ months: Int) -> String {
        if let days = rule.runLength { return "Previous \(months * days) days" }
        return months == 1 ? "Previous \(unit)" : "Previous \(months) \(unit)s"
    }

    var unit: String { rule.runLength == nil ? rule.length.rawValue : "days" }

    /// The unit in running text.
    var periodWord: String { rule.runLength == nil ? unit : "period" }

    var perUnit: String { rule.runLength.map { "per \($0) days" } ?? "per " + unit }

    // MARK: Same days

    func amountSoFar(
        _ articles: Count, stories: Int, days: ClosedRange<Period>, previous: ComparedDays?, yearBefore: ComparedDays?,
        months: Int
    ) -> Prose {
        let comparisons = [previous, yearBefore].compactMap { span in
            span.map {
                ", " + change(articles.number - $0.articles, from: within($0.days))
                    + " (\($0.articles))"
            }
        }
        let reposts = stories < articles.number ? "; \(stories) after removing reposts" : ""
        return
            "\(articles) \(articles.number == 1 ? "article" : "articles") \(within(days))\(comparisons.joined())\(reposts)."
    }

    func comparedSameDays(until: Period, previous: ClosedRange<Period>, months: Int) -> String {
        "Data end on \(day(until.firstDay)), so changes are from the \(previousColumn(months: months).lowercased()) (\(name(previous)))."
    }

    func volumeChartSoFar(_ articles: Int, previous: Int?, days: ClosedRange<Period>, months: Int) -> String {
        "\(self.articles(articles)) \(within(days))"
            + (previous.map { "; \(previousColumn(months: months).lowercased()): \($0)" } ?? "")
    }

    /// `3 more than in the previous month`.
    ///
    /// - Parameter before: with its preposition.
    func change(_ difference: Int, from before: String) -> String {
        switch difference {
        case 0: "as many as \(before)"
        case 1...: "\(difference) more than \(before)"
        default: "\(-difference) fewer than \(before)"
        }
    }

    // MARK: Parts of the articles

    func name(_ part: Report.Part) -> String {
        var names: [String] = []
        if !part.industries.isEmpty { names.append("industry: " + list(part.industries.map(oneLine))) }
        if !part.sources.isEmpty { names.append("source: " + list(part.sources.map(oneLine))) }
        if !part.terms.isEmpty {
            names.append("mentioning " + part.terms.map { "“\(oneLine($0))”" }.joined(separator: " or "))
        }
        return names.joined(separator: "; ")
    }

    func part(_ part: Report.Part) -> String {
        "This report covers a part of the articles (\(name(part))) and compares it with its own past. \(articles(part.leftOut)) outside of it \(part.leftOut == 1 ? "was" : "were") left out."
    }

    var countedSharesOfPart: String {
        "Industries were assigned by a model and the articles were chosen by them, so shares are plain counts of labels. Intervals leave out the model's mistakes; the true error may be much larger."
    }

    // MARK: Sections

    var emergingOfIndustries: String {
        "Within each industry: phrases that are new or surging compared with earlier articles of the same industry."
    }

    func emergence(isNew: Bool) -> String { isNew ? "new" : "surging" }

    var sources: String {
        "The source is the article's source field, or the host of its link where there is none. The sources with the most articles are listed."
    }

    // MARK: Parts

    private func year(_ period: Period) -> Int {
        period.length == .week ? Int(period.description.prefix(4))! : period.firstDay.year
    }

    private func week(_ period: Period) -> Int { Int(period.description.suffix(2))! }

    private func quarter(_ period: Period) -> String { "Q\((period.firstDay.month + 2) / 3)" }

    private func day(_ day: CalendarDate) -> String { "\(monthName(day)) \(day.day), \(day.year)" }

    private func days(_ first: CalendarDate, _ last: CalendarDate) -> String {
        if first == last { return day(first) }
        let start = "\(monthName(first)) \(first.day)"
        if first.year != last.year { return "\(day(first)) to \(day(last))" }
        return start + " to " + (first.month == last.month ? "" : monthName(last) + " ") + "\(last.day), \(last.year)"
    }
}
