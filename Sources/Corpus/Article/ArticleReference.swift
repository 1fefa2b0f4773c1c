import Text

/// An article as results name it: enough for a reader to recognize and open it.
///
/// For readers of another machine an encoder leaves the folders out of its origin (`CodingUserInfoKey.hidesFolders`).
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

    private enum CodingKeys: CodingKey { case title, link, date, origin }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(title, forKey: .title)
        try container.encode(link, forKey: .link)
        try container.encodeIfPresent(date, forKey: .date)
        let hidesFolders = encoder.userInfo[.hidesFolders] as? Bool == true
        try container.encode(hidesFolders ? file : origin, forKey: .origin)
    }

    /// Its origin without the folders on the way to the file.
    public var file: String { String(origin.split(separator: "/").last ?? "") }

    /// A source as it is named, else the host of a link.
    ///
    /// - Parameter version: that of the reading; archives keep such names.
    public static func sourceName(
        _ source: String, link: String, version: TextNormalizer.Version = .newest
    ) -> String {
        if !source.isEmpty { return source }
        return version > .three ? LinkHost.of(link) : LinkHost.behindScheme(of: link)
    }

    public init(_ article: Article) {
        self.init(
            title: article.headline, link: article.link, date: article.published?.day.description,
            origin: article.origin.description)
    }
}

extension CodingUserInfoKey {
    /// Whether origins of articles are encoded without folders.
    package static let hidesFolders = CodingUserInfoKey(rawValue: "hidesFolders")!
}
