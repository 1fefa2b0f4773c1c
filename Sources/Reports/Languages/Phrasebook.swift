import Corpus
import TrendNumerics
import Timeline

/// Everything in a report that depends on its language: one member per sentence or label.
///
/// Members take figures and names, never parts of sentences, so that each language orders its words as it must.
/// Names come from articles; they are already cut to the length that running text allows.
protocol Phrasebook: ChartWords, SheetWords, Sendable {
    /// A BCP 47 tag for the `lang` attribute of the page.
    var languageTag: String { get }

    // MARK: Names

    /// `2024年6月`, `June 2024`; for a span `2024年1月至6月`, `January to June 2024`.
    func name(_ months: ClosedRange<Period>) -> String
    /// Names in a table cell or a chart title.
    func list(_ names: [String]) -> String
    /// `机器人 93%：人形机器人 52%、关节 21%`: a tag with its probability, and the spans that it rests on.
    func because(_ tag: String, _ reason: String) -> String
    /// Sentences that follow each other in a paragraph.
    func sentences(_ sentences: [Prose]) -> Prose
    /// - Parameter part: nil for a report on all articles.
    func title(_ months: ClosedRange<Period>, part: Report.Part?) -> String
    func heading(_ section: ReportSection) -> String

    // MARK: Summary

    /// How many articles there are.
    ///
    /// - Parameters:
    ///   - stories: the number without reposts; equal to `articles` where there are none.
    ///   - comparison: the number of earlier articles; nil where nothing may be compared.
    func amount(_ articles: Count, stories: Int, months: ClosedRange<Period>, comparison: Int?) -> Prose
    /// How many articles there are in the days so far of a last period that is not complete.
    ///
    /// - Parameters:
    ///   - days: the reported days, as periods of a day.
    ///   - previous: the same days before; nil where there are none, but not if `yearBefore` is too.
    ///   - months: how many months are compared.
    func amountSoFar(
        _ articles: Count, stories: Int, days: ClosedRange<Period>, previous: ComparedDays?, yearBefore: ComparedDays?,
        months: Int
    ) -> Prose
    /// - Parameter industries: at least one, most articles first.
    func mostCovered(_ industries: [NamedCount]) -> Prose
    /// - Parameters:
    ///   - kind: industries or topics.
    ///   - rose: significant rises, the largest first; not empty where `fell` is.
    ///   - months: how many months are compared.
    func changes(
        _ kind: SeriesFamily.Kind, rose: Largest<NamedChange>, fell: Largest<NamedChange>, months: Int
    ) -> Prose
    func noChanges(_ kind: SeriesFamily.Kind, months: Int) -> String
    /// - Parameter terms: watched terms that were found.
    func watched(_ terms: [NamedCount]) -> Prose
    /// - Parameter phrases: that no earlier article has, each with the day on which it was first seen.
    func newPhrases(_ phrases: Largest<(name: String, day: String)>) -> String
    /// - Parameters:
    ///   - incomplete: the months whose data are incomplete.
    ///   - months: how many months are reported.
    func notCompared(_ incomplete: ClosedRange<Period>, months: Int) -> String
    /// - Parameter gaps: reported months without articles.
    func notCompared(without gaps: [ClosedRange<Period>], months: Int) -> String
    func notCompared(withPart months: Int) -> String
    /// No article is of the months before, though the data begin earlier.
    func notCompared(withNone months: Int) -> String
    /// So many articles have no date.
    func undated(_ count: Int) -> String
    /// A model cannot tell these industries, so wide are the intervals of their shares.
    func untold(_ industries: Largest<String>) -> String
    /// - Parameter last: the last month that has articles.
    func withoutArticles(_ months: ClosedRange<Period>, last: Period) -> String
    /// - Parameters:
    ///   - until: the last day of the data.
    ///   - previous: the days that are compared.
    func comparedSameDays(until: Period, previous: ClosedRange<Period>, months: Int) -> String
    var tooFewArticles: String { get }

    // MARK: Sections

    /// How to read shares, marks and intervals.
    func shares(isSingleLabel: Bool, falseDiscoveryRate: Double) -> String
    /// How far the model's industries can be trusted, and what is done about it.
    func estimatedShares(_ trust: HeldOutTrust) -> String
    /// The industries are a model's, and their shares are counted all the same.
    var countedShares: String { get }
    /// The same where the articles were chosen by their industries.
    var countedSharesOfPart: String { get }
    /// The row of articles of which the model is not sure.
    var uncertain: String { get }
    /// Only the industries with the most articles are counted.
    func rareIndustries(counted: Int, leftOut: Int) -> String
    /// - Parameter limit: the probability from which the model is sure.
    func uncertainNote(limit: Double) -> String
    func topics(_ count: Int) -> String
    /// Follows on what topics are: they were found and counted in a sample of the stories of earlier periods.
    func topicSample(_ stories: Int, of all: Int) -> String
    func keptTopics(_ note: KeptTopicsNote) -> String
    func noTopics(_ reason: TopicFailure) -> String
    /// - Parameters:
    ///   - bursts: of watched terms.
    ///   - isLastJudged: whether the last month has all of its days.
    func bursts(_ bursts: [NamedBurst], in months: ClosedRange<Period>, isLastJudged: Bool) -> String
    func emerging(in months: ClosedRange<Period>) -> String
    func noEarlierArticles(_ month: Period) -> String
    /// What a list of phrases holds.
    ///
    /// - Parameter isNew: phrases that no earlier article has, in place of known ones that rose.
    func emerging(isNew: Bool, isEmpty: Bool) -> String
    var emergingOfIndustries: String { get }
    /// Whether a phrase is new or surging, in a table.
    func emergence(isNew: Bool) -> String
    /// What a source is.
    var sources: String { get }
    /// How many of the articles of the reported months count toward some series.
    ///
    /// - Parameter listed: how many count toward one that is listed; equal to `articles` where all are.
    func coverage(_ kind: SeriesFamily.Kind, articles: Int, listed: Int, of all: Int) -> String
    var spellings: String { get }
    var centralArticles: String { get }
    var novelArticles: String { get }

    // MARK: Tables

    var columns: ColumnHeadings { get }
    /// The heading of the months compared with: `上月`, `前 6 个月`.
    func previousColumn(months: Int) -> String
    func column(_ kind: SeriesFamily.Kind) -> String
    /// The heading of the CSV column with a column's links.
    func linkColumn(_ column: String) -> String
    func verdict(_ verdict: SeriesFamily.Verdict) -> String
    var noData: String { get }
    var incomplete: String { get }
    /// - Parameter isNew: the month is one of those reported.
    func firstMonth(_ month: Period, isNew: Bool) -> String

    // MARK: Charts

    var allArticlesLine: String { get }
    var storiesLine: String { get }
    /// - Parameter mean: articles per earlier month; nil where there is none to compare with.
    func volumeChart(_ articles: Int, mean: Int?, months: ClosedRange<Period>) -> String
    /// - Parameter previous: articles of the same days before; nil where there are none.
    func volumeChartSoFar(_ articles: Int, previous: Int?, days: ClosedRange<Period>, months: Int) -> String
    func volumeNote(partial: PartialMonths) -> String
    /// Both lists are empty where no change is significant.
    func changeChart(_ kind: SeriesFamily.Kind, rose: Largest<String>, fell: Largest<String>) -> String
    func largestShareChart(_ name: String) -> String
    /// - Parameter comparison: how many months the earlier shares cover; nil where there are none.
    func changeNote(months: ClosedRange<Period>, comparison: Int?) -> String
    func burstChart(_ names: Largest<String>, months: ClosedRange<Period>) -> String
    var tooFewChart: String { get }
    /// The title of curves none of which has an article in the reported months.
    var emptyChart: String { get }
    /// The title of curves without a burst.
    ///
    /// - Parameter isJudged: whether a burst would have been seen.
    func curveChart(_ name: String, share: Double, months: ClosedRange<Period>, isJudged: Bool) -> String
    /// Added to the note on a chart that does not draw all series.
    func drawn(_ count: Int, of all: Int) -> String
    func curveNote(hasBursts: Bool, partial: PartialMonths) -> String
    /// Added to the note on a chart of so many days or weeks that it draws the means of their months.
    var meansOfMonths: String { get }
    /// A chart in words, for notebooks that show no pictures.
    func chartText(title: String, note: String) -> String

    // MARK: Articles behind figures

    var groupsHeading: String { get }
    func groupHeading(_ title: String, count: Int) -> String
    func allArticles(_ months: ClosedRange<Period>) -> String
    func articles(of name: String, in months: ClosedRange<Period>) -> String
    var centralGroup: String { get }
    var novelGroup: String { get }
    func hiddenArticles(_ count: Int, group: String) -> String
    func hiddenRows(_ count: Int, table: String) -> String
    func separateTable(_ table: String, rows: Int) -> String

    // MARK: Methods and data

    /// Which articles the report is on, and how many it leaves out.
    func part(_ part: Report.Part) -> String
    func records(_ data: ReportFacts.DataNotes, lastMonth: Period) -> String
    func dates(_ data: ReportFacts.DataNotes) -> String
    /// - Parameter reposts: how many of the articles are reposts or near-duplicates.
    func reposts(_ reposts: Int, of articles: Int) -> String
    /// - Parameters:
    ///   - score: on articles held out in training; nil where none was measured.
    ///   - isSingleLabel: the score is the accuracy, else micro-averaged F1.
    func model(documents: Int, labels: Int, score: Double?, isSingleLabel: Bool) -> String
    var keptTags: String { get }
    /// Neither now nor earlier has a model tagged an article.
    var noTags: String { get }
    func agreement(documents: Int, precision: Double, recall: Double, f1: Double) -> String
    /// How shares of tagged articles are estimated.
    var estimation: String { get }
    func methods(minimumStories: Int, falseDiscoveryRate: Double) -> String
}

struct NamedCount: Equatable, Sendable {
    let name: String
    let count: Count
    var isBursting = false
    var verdict = SeriesFamily.Verdict.unclear
}

/// Days that the reported ones are compared with.
struct ComparedDays: Equatable, Sendable {
    /// As periods of a day.
    let days: ClosedRange<Period>
    let articles: Int
}

/// The largest of several items, and how many there are.
struct Largest<Item: Sendable>: Sendable {
    let items: [Item]
    let count: Int

    /// - Parameter all: the largest first.
    init(_ most: Int, of all: [Item]) { (items, count) = (Array(all.prefix(most)), all.count) }

    var isEmpty: Bool { items.isEmpty }
    /// How many are not among the items.
    var more: Int { count - items.count }

    func map<Other: Sendable>(_ transform: (Item) -> Other) -> Largest<Other> {
        Largest<Other>(items.map(transform), of: count)
    }

    private init(_ items: [Item], of count: Int) { (self.items, self.count) = (items, count) }
}

/// A burst of a watched term.
struct NamedBurst: Equatable, Sendable {
    let name: String
    let periods: ClosedRange<Period>
    /// Whether it has not ended with the last period that is judged.
    let isOpen: Bool
    let strength: Double
}

struct NamedChange: Equatable, Sendable {
    let name: String
    /// Of the shares, from −1 to 1.
    let difference: Double
}

/// The headings of table columns.
struct ColumnHeadings: Sendable {
    let month, days, articles, allArticles, sampledArticles, stories, perDay, note: String
    let share, countedShare, change, verdict, interval, yearOnYear, sample: String
    let rank, firstMonth: String
    let phrase, spelling, before, firstSeen, example: String
    let id, date, title, industries, probabilities, reasons, source, story, record: String
}
