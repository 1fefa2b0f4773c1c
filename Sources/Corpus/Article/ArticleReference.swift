/// An article as results name it: enough for a reader to recognize and open it.
public struct ArticleReference: Codable, Equatable, Sendable {
    /// The headline: the title, or the beginning of the text.
    public var title: String
    public var link: String
    /// ISO 8601; nil for an article without a date.
    public var date: String?
    /// File and line of the record.
    public var origin: String

    public init(title: String, link: String = "", date: String? = nil, origin: String = "") {
        self.title = title
        self.link = link
        self.date = date
        self.origin = origin
    }

    /// A source as it is named, else the host of a link.
    public static func sourceName(_ source: String, link: String) -> String {
        if !source.isEmpty { return source }
        guard let start = link.range(of: "://")?.upperBound else { return "" }
        return link[start...].prefix { $0 != "/" && $0 != "?" && $0 != ":" }.lowercased()
    }

    public init(_ article: Article) {
        self.init(
            title: article.headline, link: article.link, date: article.published?.day.description,
            origin: article.origin.description)
    }
}
