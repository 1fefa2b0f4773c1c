/// Running text in which figures lead to the articles behind them.
///
/// Interpolate text with `\(name)`, and a figure that leads to articles with `\(count)`, a `Count`. The text is stored
/// unescaped; each writer escapes it for its own format.
public struct Prose: Equatable, Sendable, Encodable, ExpressibleByStringInterpolation {
    /// A piece of text, perhaps with a link to articles.
    public struct Run: Equatable, Sendable, Encodable {
        public var text: String
        /// The id of the `ArticleGroup` that a figure counts.
        public var articles: String?
    }

    public private(set) var runs: [Run]

    public init(_ text: String) { runs = [Run(text: text)] }

    public init(stringLiteral text: String) { self.init(text) }

    public init(stringInterpolation: StringInterpolation) { runs = stringInterpolation.runs }

    public struct StringInterpolation: StringInterpolationProtocol {
        var runs: [Run] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { runs.append(Run(text: text)) }
        }

        public mutating func appendInterpolation(_ text: String) { appendLiteral(text) }

        public mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }

        public mutating func appendInterpolation(_ prose: Prose) { runs += prose.runs }

        mutating func appendInterpolation(_ count: Count) {
            runs.append(Run(text: String(count.number), articles: count.group))
        }
    }

    /// The plain text, without links.
    public var text: String { runs.map(\.text).joined() }

    static func + (a: Prose, b: Prose) -> Prose { "\(a)\(b)" }
}

extension Sequence<Prose> {
    func joined(separator: String) -> Prose {
        var joined = Prose("")
        for (index, prose) in enumerated() { joined = index == 0 ? prose : joined + Prose(separator) + prose }
        return joined
    }
}

/// A count in running text, and the `Report.ArticleGroup` behind it.
struct Count: Equatable, Sendable {
    let number: Int
    /// The id of the group; `nil` if there are no articles to lead to.
    let group: String?
}
