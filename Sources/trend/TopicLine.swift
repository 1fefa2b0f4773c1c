import Corpus
import Models
import Reports
import Timeline

/// An article as it is named beside a topic.
struct ArticleLine: Encodable {
    let title: String
    let link: String
    let date: String?

    init(_ article: Article) {
        title = article.headline
        link = article.link
        date = article.published?.day.description
    }
}

/// All that is known of a topic.
struct TopicLine: Encodable {
    struct PeriodShare: Encodable {
        let period: Period
        let articles: Int
        let share: Double
        let interval: Interval?
        let isPartial: Bool
    }

    struct Change: Encodable {
        let from: Period
        let to: Period
        let difference: Double
        let interval: Interval?

        init(_ change: TopicPrevalence.Change) {
            (from, to, difference, interval) = (change.from, change.to, change.difference, change.interval)
        }
    }

    /// From 1; kept topics and new ones are counted by themselves.
    let topic: Int
    let isNew: Bool
    let name: String
    let phrases: [String]
    /// Of all articles, dated or not.
    let share: Double
    /// Of the articles that a kept topic was found in.
    let shareWhenFound: Double?
    /// Without the gaps.
    let periods: [PeriodShare]
    let onPeriodBefore: Change?
    let onYearBefore: Change?
    /// The most central ones.
    let articles: [ArticleLine]
    /// A character a period.
    let curve: String

    enum CodingKeys: CodingKey {
        case topic, isNew, name, phrases, share, shareWhenFound, periods, onPeriodBefore, onYearBefore, articles
    }

    init(
        _ index: Int, _ topic: TopicModel.Topic, isKept: Bool, isNew: Bool, prevalence: TopicPrevalence,
        share: Double, central: [Article]
    ) {
        self.topic = index + 1
        self.isNew = isNew
        name = topic.name
        phrases = topic.phrases
        self.share = share
        shareWhenFound = isKept ? topic.share : nil
        let totals = prevalence.totals
        periods = totals.periods.indices.compactMap { period in
            guard let level = prevalence.levels[index][period] else { return nil }
            return PeriodShare(
                period: totals.periods[period], articles: totals.articles[period], share: level.share,
                interval: level.interval, isPartial: totals.isLastPartial && period == totals.periods.count - 1)
        }
        onPeriodBefore = prevalence.onPeriodBefore[index].map(Change.init)
        onYearBefore = prevalence.onYearBefore[index].map(Change.init)
        articles = central.map(ArticleLine.init)
        curve = Curve.text(prevalence.levels[index].map { $0?.share })
    }
}

/// The articles that fit no kept topic.
struct Unfitting: Encodable {
    let fitsNoTopic: Int
    let of: Int
    /// The least fitting one first.
    let articles: [ArticleLine]

    init(_ new: NewTopics, of articles: [Article], fits: [Float]) {
        fitsNoTopic = new.articles.count
        of = articles.count
        self.articles = new.articles.sorted { (fits[$0], $0) < (fits[$1], $1) }.map { ArticleLine(articles[$0]) }
    }

    var summary: String {
        let share = fixed(Double(fitsNoTopic) / Double(of) * 100, digits: 1)
        return "new: \(fitsNoTopic) of \(of) articles (\(share)%) fit no topic; of the articles that the topics were "
            + "found in it was 5%"
    }
}

/// A series as a line of text.
enum Curve {
    private static let bars = Array("▁▂▃▄▅▆▇█")
    private static let longest = 60

    /// The last 60 values as bars up to the largest of them; a space for a gap.
    static func text(_ values: [Double?]) -> String {
        let shown = values.suffix(longest)
        let most = shown.compactMap { $0 }.max() ?? 0
        return String(
            shown.map { value in
                guard let value else { return " " }
                return bars[most > 0 ? min(7, Int(value / most * 8)) : 0]
            })
    }
}
