import Corpus

/// The windows of time that topics are found in one by one: periods, and where they have too few articles
/// several of them together.
public struct TopicWindows: Equatable, Sendable {
    public struct Window: Equatable, Sendable, CustomStringConvertible {
        public let first: Period
        public let last: Period
        /// Indices of its articles, rising.
        public let articles: [Int]

        /// `2024-05`, or `2024-05 to 2024-07`.
        public var description: String { first == last ? "\(first)" : "\(first) to \(last)" }
    }

    /// In order. A period without articles may lie between two windows.
    public let windows: [Window]
    /// Articles without a date, which are in no window.
    public let undated: Int

    /// A period with fewer than `fewest` articles is joined with those after it until they have as many; what
    /// is left at the end joins the last window.
    ///
    /// - Parameter fewest: nil takes half of what a period usually has (the median), and 30 at least: fewer
    ///   articles have fewer topics, and those that are not seen in them would pass for born or ended.
    public init(published: [CalendarDate?], by length: PeriodLength, fewest: Int? = nil) {
        var articles: [Period: [Int]] = [:]
        for (article, day) in published.enumerated() {
            if let day { articles[Period(length, of: day), default: []].append(article) }
        }
        let counts = articles.values.map(\.count).sorted()
        let fewest = fewest ?? max(30, counts.isEmpty ? 0 : counts[counts.count / 2] / 2)
        var windows: [Window] = []
        var open: Window?
        for period in articles.keys.sorted() {
            let window =
                open.map { Window(first: $0.first, last: period, articles: ($0.articles + articles[period]!).sorted()) }
                ?? Window(first: period, last: period, articles: articles[period]!)
            open = window.articles.count < fewest ? window : nil
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
