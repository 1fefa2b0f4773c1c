import TrendNumerics
import Text
import Timeline

/// The words on charts and under the pointer, in a language.
protocol ChartWords {
    /// The label of a month at a time axis: `6月`, `Jun`.
    func axisMonth(_ month: Period) -> String
    /// A value of a curve.
    ///
    /// - Parameters:
    ///   - name: the name of the curve; empty for the only one.
    ///   - period: its month; empty where it stands above.
    func pointText(_ name: String, period: String, value: String) -> String
    /// A share with its interval.
    ///
    /// - Parameter before: the earlier share; `nil` if there is none.
    func shareText(_ name: String, share: Double, interval: Interval, before: Double?) -> String
    /// A number of articles and the earlier one; `nil` if there is none.
    func countText(_ name: String, articles: Int, before: Int?) -> String
    /// The title of several curves on one scale.
    func togetherChart(_ name: String, share: Double) -> String
    func togetherNote(partial: PartialMonths) -> String
    /// The title of the most frequent names.
    func rankingChart(_ kind: SeriesFamily.Kind, name: String, articles: Int) -> String
    /// - Parameter comparison: how many months the earlier numbers cover; `nil` where there are none.
    func rankingNote(months: ClosedRange<Period>, comparison: Int?) -> String
}

extension Chinese {
    func axisMonth(_ month: Period) -> String { "\(month.firstDay.month)月" }

    func pointText(_ name: String, period: String, value: String) -> String {
        [name, period].filter { !$0.isEmpty }.joined(separator: "，") + "：" + value
    }

    func shareText(_ name: String, share: Double, interval: Interval, before: Double?) -> String {
        "\(name)：\(percent(share))（95% 置信区间 \(percent(interval.lower).dropLast())–\(percent(interval.upper))）"
            + (before.map { "；此前 \(percent($0))" } ?? "")
    }

    func countText(_ name: String, articles: Int, before: Int?) -> String {
        "\(name)：\(articles) 篇" + (before.map { "；此前 \($0) 篇" } ?? "")
    }

    func togetherChart(_ name: String, share: Double) -> String {
        share > 0 ? "关注词中“\(name)”占比最高，为 \(percent(share))" : "本期没有文章提到关注词"
    }

    func togetherNote(partial: PartialMonths) -> String { "各关注词剔除转载后的占比，刻度相同" + note(on: partial) }

    func rankingChart(_ kind: SeriesFamily.Kind, name: String, articles: Int) -> String {
        "文章最多的\(column(kind))是“\(name)”，共 \(articles) 篇"
    }

    func rankingNote(months: ClosedRange<Period>, comparison: Int?) -> String {
        "横条：\(name(months))文章数" + (comparison.map { "；竖线：\(previousColumn(months: $0))" } ?? "")
    }
}

extension English {
    func axisMonth(_ month: Period) -> String { String(monthName(month.firstDay).prefix(3)) }

    func pointText(_ name: String, period: String, value: String) -> String {
        [name, period].filter { !$0.isEmpty }.joined(separator: ", ") + ": " + value
    }

    func shareText(_ name: String, share: Double, interval: Interval, before: Double?) -> String {
        "\(name): \(percent(share)) (95% confidence interval \(percent(interval.lower).dropLast())–\(percent(interval.upper)))"
            + (before.map { "; before: \(percent($0))" } ?? "")
    }

    func countText(_ name: String, articles: Int, before: Int?) -> String {
        "\(name): \(self.articles(articles))" + (before.map { "; before: \($0)" } ?? "")
    }

    func togetherChart(_ name: String, share: Double) -> String {
        share > 0
            ? "\(name) has the largest share of the watched terms, \(percent(share))"
            : "No article mentions a watched term"
    }

    func togetherNote(partial: PartialMonths) -> String {
        "Share of each watched term, reposts excluded, on one scale" + note(on: partial)
    }

    func rankingChart(_ kind: SeriesFamily.Kind, name: String, articles: Int) -> String {
        "\(name) is the \(column(kind).lowercased()) with the most articles: \(articles)"
    }

    func rankingNote(months: ClosedRange<Period>, comparison: Int?) -> String {
        "Bar: articles in \(name(months))"
            + (comparison.map { "; tick: \(previousColumn(months: $0).lowercased())" } ?? "")
    }
}
