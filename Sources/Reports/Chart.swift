import Timeline

/// A chart of a report, independent of how it is drawn.
public struct Chart: Equatable, Sendable, Encodable {
    /// The file name without its extension: ASCII letters and hyphens.
    public var name: String
    /// The finding that the chart shows, in a few words.
    public var title: String
    /// How to read it.
    public var note: String
    public var form: Form
    /// Whether the values are shares, shown as percentages.
    public var isShare: Bool

    /// The kind of chart.
    public enum Form: Equatable, Sendable, Encodable {
        /// Panels over the same periods, each with its own scale from 0.
        case panels(TimePanels)
        /// One row per series, with its share, the interval of the share, and the earlier share.
        case dots([Dot])
        /// One row per name, with its number of articles and the earlier one.
        case bars([Bar])
    }

    /// Panels of lines over the same periods.
    public struct TimePanels: Equatable, Sendable, Encodable {
        public var periods: [Period]
        /// Indices of the reported periods.
        public var reported: ClosedRange<Int>
        /// Whether the last period is incomplete.
        public var isLastPartial: Bool
        /// The first period is not whole.
        public var isFirstPartial = false
        /// The indices of others that are incomplete.
        public var partial: Set<Int> = []
        public var panels: [Panel]

        private enum CodingKeys: CodingKey { case periods, isLastPartial, isFirstPartial, panels }
    }

    /// One panel: its lines and bursts.
    public struct Panel: Equatable, Sendable, Encodable {
        /// The panel's name; empty if it is the only panel.
        public var name: String
        /// One line, two of which the first is the panel's subject, or up to six of the same rank.
        public var lines: [Line]
        public var bursts: [Burst]
    }

    /// A line over the periods.
    public struct Line: Equatable, Sendable, Encodable {
        /// The line's name, shown at its end if the panel has several lines.
        public var name: String
        /// One value per period; `nil` is a gap.
        public var values: [Double?]
        /// By period, the id of the group of articles that a point leads to, if the report lists them; empty if it lists
        /// none.
        public var articles: [String?] = []
        /// Its bursts, where it is one of several of the same rank; those of a panel's subject are the panel's.
        public var bursts: [Burst] = []

        private enum CodingKeys: CodingKey { case name, values }

        func articles(at index: Int) -> String? { articles.indices.contains(index) ? articles[index] : nil }
    }

    /// A burst of the panel's series, as a range of periods.
    public struct Burst: Equatable, Sendable, Encodable {
        /// The index of its first period; `last` is that of its last one.
        public var first: Int
        public var last: Int
    }

    /// A row of a dot chart.
    public struct Dot: Equatable, Sendable, Encodable {
        public var name: String
        public var value: Double
        public var interval: Interval
        /// The earlier share; `nil` if there is nothing to compare with.
        public var before: Double?
        /// Whether the change is statistically significant.
        public var isSignificant: Bool
        /// The id of the group of its articles; `nil` if the report does not list them.
        public var articles: String?

        private enum CodingKeys: CodingKey { case name, value, interval, before, isSignificant }
    }

    /// A row of a bar chart.
    public struct Bar: Equatable, Sendable, Encodable {
        public var name: String
        public var articles: Int
        /// The earlier number of articles; `nil` if there is nothing to compare with.
        public var before: Int?
        /// The id of the group of its articles; `nil` if the report does not list them.
        public var group: String?

        private enum CodingKeys: CodingKey { case name, articles, before }
    }
}
