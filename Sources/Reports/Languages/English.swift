import Corpus
import Text
import Timeline

struct English: Phrasebook {
    let languageTag = "en"
    /// How the report divides the days.
    var rule = PeriodRule.month
    /// Whether the last period is compared with the same days before.
    var comparesSameDays = false

    // MARK: Names

    func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    func because(_ tag: String, _ reason: String) -> String { "\(tag): \(reason)" }

    func sentences(_ sentences: [Prose]) -> Prose { sentences.joined(separator: " ") }

    func title(_ months: ClosedRange<Period>, part: Report.Part?) -> String {
        "Industry trends: \(dated(months))" + (part.map { " (\(name($0)))" } ?? "")
    }

    func heading(_ section: ReportSection) -> String {
        switch section {
        case .volume: "Articles \(perUnit)"
        case .industries: "Industries"
        case .topics: "Topics"
        case .terms: "Watched terms"
        case .emerging: "Emerging phrases"
        case .technologies: "Technologies"
        case .keywords: "Keywords"
        case .sources: "Sources"
        case .reading: "Recommended reading"
        case .method: "Methods and data"
        }
    }

    // MARK: Summary

    func amount(_ articles: Count, stories: Int, months: ClosedRange<Period>, comparison: Int?) -> Prose {
        let comparison = comparison.map { ", " + change(articles.number - $0, from: "in " + previous(months)) }
        let reposts = stories < articles.number ? "; \(stories) after removing reposts" : ""
        return
            "\(articles) \(articles.number == 1 ? "article" : "articles") \(within(months))\(comparison ?? "")\(reposts)."
    }

    func mostCovered(_ industries: [NamedCount]) -> Prose {
        let names = industries.map { industry -> Prose in "\(industry.name) (\(industry.count))" }
        return "Most covered \(names.count == 1 ? "industry" : "industries"): \(names.joined(separator: ", "))."
    }

    func changes(
        _ kind: SeriesFamily.Kind, rose: Largest<NamedChange>, fell: Largest<NamedChange>, months: Int
    ) -> Prose {
        let names = { (changes: Largest<NamedChange>) in
            enumeration(changes.map { "\($0.name) (\(points($0.difference)))" })
        }
        let parts = [
            rose.isEmpty ? "" : "rose significantly for \(names(rose))",
            fell.isEmpty ? "" : "fell significantly for \(names(fell))",
        ].filter { !$0.isEmpty }
        return Prose(
            "Compared with \(previous(months)), \(column(kind).lowercased()) share \(parts.joined(separator: " and "))."
        )
    }

    func noChanges(_ kind: SeriesFamily.Kind, months: Int) -> String {
        "Compared with \(previous(months)), no \(column(kind).lowercased())'s share changed significantly."
    }

    func watched(_ terms: [NamedCount]) -> Prose {
        let found = terms.map { term -> Prose in
            let notes = [
                term.verdict == .rose ? "up significantly" : term.verdict == .fell ? "down significantly" : nil,
                term.isBursting ? "in a burst" : nil,
            ].compactMap { $0 }
            return
                "“\(term.name)” in \(term.count) \(term.count.number == 1 ? "article" : "articles")\(notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")"
        }
        return "Watched terms: \(found.joined(separator: ", "))."
    }

    func newPhrases(_ phrases: Largest<(name: String, day: String)>) -> String {
        "Never seen before: \(enumeration(phrases.map { "“\($0.name)” (first on \($0.day))" }))."
    }

    func notCompared(_ incomplete: ClosedRange<Period>, months: Int) -> String {
        "Data for \(name(incomplete)) are incomplete and are not compared with \(previous(months))."
    }

    func notCompared(without gaps: [ClosedRange<Period>], months: Int) -> String {
        "There are no articles \(enumeration(gaps.map(within))), so nothing is compared with \(previous(months))."
    }

    func notCompared(withNone months: Int) -> String {
        "There are no articles in \(previous(months)), so nothing is compared with \(months == 1 ? "it" : "them")."
    }

    func undated(_ count: Int) -> String {
        count == 1 ? "One article has no date and is left out." : "\(count) articles have no date and are left out."
    }

    func untold(_ industries: Largest<String>) -> String {
        "The model cannot tell from the texts which articles belong to \(enumeration(industries.map { "“\($0)”" })), so no share is given."
    }

    func notCompared(withPart months: Int) -> String {
        "Data for \(previous(months)) are incomplete, so nothing is compared with them."
    }

    func withoutArticles(_ months: ClosedRange<Period>, last: Period) -> String {
        "There are no articles \(within(months)), so the report ends with \(end(last))."
    }

    let tooFewArticles = "There are too few articles to identify trends."

    // MARK: Sections

    func shares(isSingleLabel: Bool, falseDiscoveryRate: Double) -> String {
        "A share is the percentage of articles, reposts excluded, that are about an industry"
            + (isSingleLabel ? ". " : "; an article may be about several. ")
            + "Changes are in percentage points. A rise or fall is reported, and its figure starred, only where it is statistically significant: all series are tested together at a false discovery rate of \(percent(falseDiscoveryRate, digits: 0)). Intervals are 95% confidence intervals."
    }

    func topics(_ count: Int) -> String {
        "\(count == 1 ? "One topic was" : "\(count) topics were") derived automatically from the articles of all \(unit == "days" ? "periods" : unit + "s") and named by the most characteristic phrases; the table lists those relevant to this report. An article counts toward each topic that makes up at least a third of it, and toward none if it is far from all of them."
    }

    func topicSample(_ stories: Int, of all: Int) -> String {
        " For earlier periods the topics are based on a random sample of \(stories) of \(all) articles, reposts excluded, "
            + "drawn evenly over time; their counts there are those of the sample."
    }

    func noTopics(_ reason: TopicFailure) -> String {
        switch reason {
        case .noPhrases: "No topics could be found: the articles contain no usable phrases."
        case .notConverged: "No topics could be found: the computation did not converge."
        case .other(let reason): "No topics could be found: \(reason)."
        }
    }

    func bursts(_ bursts: [NamedBurst], in months: ClosedRange<Period>, isLastJudged: Bool) -> String {
        let found = bursts.map { burst in
            let strength = "(strength \(fixed(burst.strength, digits: 0)))"
            return burst.isOpen
                ? "“\(burst.name)” has been in a burst since \(beginning(burst.periods.lowerBound)) \(strength)"
                : "“\(burst.name)” was in a burst \(within(burst.periods)) \(strength)"
        }
        let sentence = found.isEmpty ? "" : found.joined(separator: "; ") + "."
        if !isLastJudged {
            return (sentence.isEmpty ? "" : sentence + " ")
                + "Data for \(name(months.upperBound)) are incomplete, so bursts were not sought in it."
        }
        return found.isEmpty ? "No watched term is in a burst \(within(months))." : sentence
    }

    func noEarlierArticles(_ month: Period) -> String {
        "No article is dated before \(name(month)), so no phrase can be told to be new."
    }

    func emerging(in months: ClosedRange<Period>) -> String {
        "Phrases that are new or surging \(within(months)), found without a word list. Counts exclude reposts."
    }

    func emerging(isNew: Bool, isEmpty: Bool) -> String {
        switch (isNew, isEmpty) {
        case (true, false): "New: in no earlier article."
        case (true, true): "No phrase is new."
        case (false, false): "Surging: known before, and at least eight times as likely now."
        case (false, true): "No known phrase is surging."
        }
    }

    func coverage(_ kind: SeriesFamily.Kind, articles: Int, listed: Int, of all: Int) -> String {
        let one = articles == 1
        let series = column(kind).lowercased()
        let what =
            kind == .terms
            ? "\(one ? "mentions" : "mention") a watched term"
            : "\(one ? "counts" : "count") toward at least one \(series)"
        let share = part(articles, of: all)
        let sentence =
            switch (articles, all) {
            case (1, 1): "The only article \(what)."
            case (0, 1):
                kind == .terms
                    ? "The only article mentions no watched term." : "The only article counts toward no \(series)."
            case (all, _): "All \(all) articles \(what)."
            default: "Of the \(all) articles, \(articles) (\(share)) \(what)."
            }
        return listed == articles
            ? sentence : sentence + " Those listed cover \(listed) articles (\(part(listed, of: all)))."
    }

    let spellings = "Articles with each spelling; an article may have several."

    let centralArticles = "Representative articles: closest to the coverage as a whole."
    let novelArticles = "New themes: clusters of articles unlike earlier coverage."

    // MARK: Tables

    var columns: ColumnHeadings {
        ColumnHeadings(
            month: unit.prefix(1).uppercased() + unit.dropFirst(), days: "Days", articles: "Articles",
            allArticles: "All articles", sampledArticles: "All or sampled articles",
            stories: "Excl. reposts", perDay: "Per day", note: "Note",
            share: "Share", countedShare: "Counted share", change: "Change", verdict: "Trend", interval: "95% CI",
            yearOnYear: "Year on year" + (rule.daysInYear.map { " (\($0) days)" } ?? ""),
            sample: "Representative article",
            rank: "Rank", firstMonth: "First \(unit)",
            phrase: "Phrase", spelling: "Spelling", before: "Before", firstSeen: "First seen", example: "Example",
            id: "ID", date: "Date", title: "Title", industries: "Industries", probabilities: "Probabilities",
            reasons: "Why",
            source: "Source", story: "Story", record: "Record")
    }

    func column(_ kind: SeriesFamily.Kind) -> String {
        switch kind {
        case .industries: "Industry"
        case .topics: "Topic"
        case .terms: "Term"
        case .technologies: "Technology"
        case .keywords: "Keyword"
        case .sources: "Source"
        }
    }

    func linkColumn(_ column: String) -> String { column + " link" }

    func verdict(_ verdict: SeriesFamily.Verdict) -> String {
        switch verdict {
        case .rose: "▲ rise"
        case .fell: "▼ fall"
        case .unclear: "not significant"
        case .tooFew: "too few articles"
        case .notCompared: "–"
        case .untold: "cannot be told"
        }
    }

    let noData = "no data"
    let incomplete = "incomplete"

    func firstMonth(_ month: Period, isNew: Bool) -> String { isNew ? "\(month) (new)" : "\(month)" }

    // MARK: Charts

    let allArticlesLine = "all articles"
    let storiesLine = "no reposts"

    func volumeChart(_ articles: Int, mean: Int?, months: ClosedRange<Period>) -> String {
        let now = "\(articles) \(articles == 1 ? "article" : "articles") \(within(months))"
        return mean.map { "\(now); average \(perUnit) before: \($0)" } ?? now
    }

    func volumeNote(partial: PartialMonths) -> String {
        "Articles \(perUnit)" + note(on: partial)
    }

    func changeChart(_ kind: SeriesFamily.Kind, rose: Largest<String>, fell: Largest<String>) -> String {
        if rose.isEmpty, fell.isEmpty { return "No significant change in share by \(column(kind).lowercased())" }
        return [
            rose.isEmpty ? "" : "Share up: \(enumeration(rose))",
            fell.isEmpty ? "" : "Share down: \(enumeration(fell))",
        ]
        .filter { !$0.isEmpty }.joined(separator: "; ")
    }

    func largestShareChart(_ name: String) -> String { "Largest share: \(name)" }

    func changeNote(months: ClosedRange<Period>, comparison: Int?) -> String {
        "Dot: share \(within(months)); line: 95% confidence interval"
            + (comparison.map { "; filled dot: significant change; tick: \(previousColumn(months: $0).lowercased())" }
                ?? "")
    }

    func burstChart(_ names: Largest<String>, months: ClosedRange<Period>) -> String {
        "Bursts \(within(months)): \(enumeration(names))"
    }

    let tooFewChart = "Too few articles to identify trends"

    let emptyChart = "No such articles in this period"

    func curveChart(_ name: String, share: Double, months: ClosedRange<Period>, isJudged: Bool) -> String {
        "\(name) has the largest share, \(percent(share))" + (isJudged ? "; no bursts \(within(months))" : "")
    }

    func drawn(_ count: Int, of all: Int) -> String { "; the first \(count) of \(all) are drawn" }

    func curveNote(hasBursts: Bool, partial: PartialMonths) -> String {
        "Share, reposts excluded; each panel has its own scale" + (hasBursts ? "; shaded: bursts" : "")
            + note(on: partial)
    }

    let meansOfMonths = "; each point is the mean of a month"

    func chartText(title: String, note: String) -> String { "\(title) (\(note))" }

    // MARK: Parts

    private func previous(_ months: Int) -> String { "the " + previousColumn(months: months).lowercased() }

    private func previous(_ months: ClosedRange<Period>) -> String {
        previous(months.lowerBound.distance(to: months.upperBound) + 1)
    }

    func articles(_ count: Int) -> String { "\(count) \(count == 1 ? "article" : "articles")" }

    /// `X, Y and Z`.
    func enumeration(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : list(names.dropLast()) + " and " + names[names.count - 1]
    }

    /// `X, Y and 3 more`.
    private func enumeration(_ names: Largest<String>) -> String {
        enumeration(names.items + (names.more > 0 ? ["\(names.more) more"] : []))
    }

    private func points(_ difference: Double) -> String { signed(difference * 100, digits: 1) + " points" }

    func note(on partial: PartialMonths) -> String {
        switch partial {
        case .none: ""
        case .first: "; the first \(periodWord) is incomplete (hollow dot)"
        case .last: "; the last \(periodWord) is incomplete (hollow dot)"
        case .both: "; the first and the last \(periodWord) are incomplete (hollow dots)"
        case .others: "; \(periodWord)s with hollow dots are incomplete"
        }
    }
}
