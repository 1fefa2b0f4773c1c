import Corpus
import Reports
import Timeline

/// What an archive holds.
public struct Overview: Codable, Sendable {
    public struct Month: Codable, Sendable {
        public let month: Period
        public let articles: Int
        public let stories: Int
        /// The data begin or end within it.
        public let isPartial: Bool
    }

    /// Repeats of an article are not counted.
    public let articles: Int
    /// Those without a date, which are in no month.
    public let undated: Int
    /// The first and the last day of the articles, as ISO 8601; empty where none has a date.
    public let days: [String]
    public let months: [Month]
    /// The most frequent first, with what changed in them.
    public let industries: [WatchedTrend]
    /// How sure the industries of the articles are.
    public let certainty: [NameCount]
    /// Articles that a person should look at: no model has tagged them, or none is sure.
    public let toReview: Int

    init(_ view: ArchiveView) {
        let totals = view.totals(by: .month)
        var places = [[Int32]](repeating: [], count: view.industries.names.count)
        for place in 0..<Int32(view.count) {
            for name in view.industries[Int(place)] { places[Int(name)].append(place) }
        }
        let series = view.industries.names.indices.sorted {
            (places[$1].count, view.industries.names[$0]) < (places[$0].count, view.industries.names[$1])
        }.map { view.series(view.industries.names[$0], of: places[$0], in: totals) }
        articles = view.count
        undated = totals.undated
        days = view.days
        months = totals.periods.indices.map { index in
            Month(
                month: totals.periods[index], articles: totals.articles[index], stories: totals.stories[index],
                isPartial: totals.isPartial(index))
        }
        industries = SeriesTrend.find(in: series).map(WatchedTrend.init)
        certainty = ArticleFacets(view, nil).certainty
        toReview = view.certainty.count(where: \.wantsReview)
    }
}

extension ArchiveView {
    /// The months with articles, in order.
    public func months() -> [String] {
        let totals = totals(by: .month)
        return zip(totals.periods, totals.articles).filter { $1 > 0 }.map { $0.0.description }
    }

    private var last: CalendarDate? { newest.first.flatMap { corpus.published[Int($0)] } }

    /// So many days up to the last article; nil where no article has a date.
    public func lastDays(_ count: Int) -> DayRange? {
        last.flatMap { try? DayRange(from: Period(.day, of: $0).adding(1 - count), to: Period(.day, of: $0)) }
    }

    /// The first and the last day of the articles.
    fileprivate var days: [String] {
        guard let last,
            let first = newest.last(where: { corpus.published[Int($0)] != nil }).flatMap({ corpus.published[Int($0)] })
        else { return [] }
        return [first.description, last.description]
    }
}

extension Overview: TabularResult {
    public var text: String { sheets.map { $0.table.plain() }.joined(separator: "\n") }

    public func json() throws -> String { try jsonLines([self]) }

    public var sheets: [Report.NamedTable] {
        var table = Table([
            .init("month", isDate: true), .init("articles", isNumber: true), .init("stories", isNumber: true),
            .init("note"),
        ])
        for month in months {
            table.append([
                month.month.description, "\(month.articles)", "\(month.stories)", month.isPartial ? "partial" : "",
            ])
        }
        return [.init(name: "months", table: table)]
    }
}
