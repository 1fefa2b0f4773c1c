import Timeline

/// A chart of a report, independent of how it is drawn.
public struct Chart: Equatable, Sendable, Encodable {
    /// The file's name without its ending: ASCII letters and hyphens.
    public var name: String
    /// Its finding, in a few words.
    public var title: String
    /// How to read it.
    public var note: String
    public var form: Form
    /// Values are shares, shown as percentages.
    public var isShare: Bool

    public enum Form: Equatable, Sendable, Encodable {
        /// Panels over the same periods, each with its own scale from 0 on.
        case panels(TimePanels)
        /// One row per series: its share, the share's interval, and the earlier share.
        case dots([Dot])
    }

    public struct TimePanels: Equatable, Sendable, Encodable {
        public var periods: [Period]
        /// Indices of the reported periods.
        public var reported: ClosedRange<Int>
        /// The last period is not whole.
        public var isLastPartial: Bool
        public var panels: [Panel]

        private enum CodingKeys: CodingKey { case periods, isLastPartial, panels }
    }

    public struct Panel: Equatable, Sendable, Encodable {
        /// Empty for a panel that stands alone.
        public var name: String
        /// One or two; the first is what the panel is about.
        public var lines: [Line]
        public var bursts: [Burst]
    }

    public struct Line: Equatable, Sendable, Encodable {
        /// Shown at the line's end where a panel has two.
        public var name: String
        /// One value per period; nil is a gap.
        public var values: [Double?]
    }

    public struct Burst: Equatable, Sendable, Encodable {
        /// Indices of its periods.
        public var first: Int
        public var last: Int
    }

    public struct Dot: Equatable, Sendable, Encodable {
        public var name: String
        public var value: Double
        public var interval: Interval
        /// nil where there is nothing to compare with.
        public var before: Double?
        /// The change is statistically significant.
        public var isSignificant: Bool
    }
}
