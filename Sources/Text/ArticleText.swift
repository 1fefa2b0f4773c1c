/// An article's text, normalized once, for all that reads it.
///
/// N-grams, phrases, names, keywords, events, watched terms and fingerprints are views of it: they take the scalars
/// or the whole value, and none of them normalizes anew.
///
/// - Complexity: making one is linear in the text. It takes 4 to 6 bytes per character beside the strings, whose
///   memory it shares with the article.
public struct ArticleText: Sendable {
    /// As it came, for sentences and for names with their capitals.
    public let title: String
    /// As it came.
    public let body: String
    /// The normalized text: title, space, body. The same as of `title + "\n" + body` in one piece.
    public let scalars: [UInt32]
    /// Where the title ends in `scalars`; 0 where there is none.
    public let titleEnd: Int

    public init(title: String, body: String) {
        self.title = title
        self.body = body
        let normalizer = TextNormalizer()
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

    /// Title and body as they came, on a line each.
    public var content: String { title.isEmpty ? body : body.isEmpty ? title : title + "\n" + body }

    /// Where the body begins in `scalars`; their end where there is none.
    package var bodyStart: Int { titleEnd == 0 ? 0 : min(titleEnd + 1, scalars.count) }
}
