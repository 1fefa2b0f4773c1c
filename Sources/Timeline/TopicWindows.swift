import Corpus

/// The time windows in which topics are found separately: single periods, or several together where they have too few
/// articles.
public struct TopicWindows: Equatable, Sendable {
    /// One or more consecutive periods and their articles.
    public struct Window: Equatable, Sendable, CustomStringConvertible {
        /// The first period.
        public let first: Period
        /// The last period.
        public let last: Period
        /// The indices of its articles, in ascending order.
        public let articles: [Int]

        /// `2024-05`, or `2024-05 to 2024-07`.
        public var description: String { first == last ? "\(first)" : "\(first) to \(last)" }
    }

    /// In chronological order. A period without articles may lie between two windows.
    public let windows: [Window]
    /// The number of articles without a date, which are in no window.
    public let undated: Int

    /// Divides the articles into windows.
    ///
    /// A period with fewer than `minimumArticles` articles is merged with those after it until they have enough. What
    /// remains at the end joins the last window.
    ///
    /// - Parameters:
    ///   - published: the day of each article.
    ///   - length: the length of a period.
    ///   - minimumArticles: by default half of the median per period, and at least 30. Fewer articles have fewer
    ///     topics, and topics that are missing from them would look newly born or ended.
    public init(published: [CalendarDate?], by length: PeriodLength, minimumArticles: Int? = nil) {
        var articles: [Period: [Int]] = [:]
        for (article, day) in published.enumerated() {
            if let day { articles[Period(length, of: day), default: []].append(article) }
        }
        let counts = articles.values.map(\.count).sorted()
        let minimumArticles = minimumArticles ?? max(30, counts.isEmpty ? 0 : counts[counts.count / 2] / 2)
        var windows: [Window] = []
        var open: Window?
        for period in articles.keys.sorted() {
            let window =
                open.map { Window(first: $0.first, last: period, articles: ($0.articles + articles[period]!).sorted()) }
                ?? Window(first: period, last: period, articles: articles[period]!)
            open = window.articles.count < minimumArticles ? window : nil
            if open == nil { windows.append(window) }
        }
        if let open {
            if let last = windows.popLast() {
                windows.append(
                    Window(first: last.first, last: open.last, articles: (last.articles + open.articles).sorted()))
            } else {
                windows.append(open)
            }
        }
        self.windows = windows
        undated = published.count { $0 == nil }
    }
}
