/// An article's text, normalized once for all features.
///
/// N-grams, phrases, names, keywords, events, watched terms and fingerprints are views of it. They take the scalars or
/// the whole value, and none of them normalizes again.
///
/// - Complexity: creation is linear in the text. A value takes 4 to 6 bytes per character besides the strings, whose
///   memory it shares with the article.
public struct ArticleText: Sendable {
    /// The original title, for sentences and for names with their capitals.
    public let title: String
    /// The original body.
    public let body: String
    /// The normalized text: title, space, body. It equals the normalized form of `title + "\n" + body`.
    public let scalars: [UInt32]
    /// The end of the title in `scalars`; 0 without a title.
    public let titleEnd: Int
    /// What normalized the text.
    public let normalizer: TextNormalizer

    /// Normalizes a title and a body.
    public init(title: String, body: String, by normalizer: TextNormalizer = TextNormalizer()) {
        self.title = title
        self.body = body
        self.normalizer = normalizer
        var scalars: [UInt32] = []
        if !title.isEmpty { normalizer.append(title, to: &scalars) }
        titleEnd = scalars.count
        if !body.isEmpty {
            if titleEnd > 0 { scalars.append(0x20) }
            normalizer.append(body, to: &scalars)
            // A body of white space alone leaves nothing.
            if titleEnd > 0, scalars.count == titleEnd + 1 { scalars.removeLast() }
        }
        self.scalars = scalars
    }

    /// A text that was normalized before, without its original spelling.
    package init(normalized scalars: [UInt32]) {
        (title, body, titleEnd, normalizer) = ("", "", 0, TextNormalizer())
        self.scalars = scalars
    }

    /// The original title and body, one per line.
    public var content: String { title.isEmpty ? body : body.isEmpty ? title : title + "\n" + body }

    /// The beginning of the body in `scalars`; their end without a body.
    package var bodyStart: Int { titleEnd == 0 ? 0 : min(titleEnd + 1, scalars.count) }
}
