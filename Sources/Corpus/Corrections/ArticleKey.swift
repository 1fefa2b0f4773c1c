import Text

/// What an article is known by wherever it stands: its link, else a fingerprint of its normalized text. A link that many
/// articles have, such as 无 or a home page (`Placeholder.isLink`), is none.
public enum ArticleKey: Hashable, Sendable {
    case link(String)
    case fingerprint(UInt64)

    /// - Complexity: constant with a link, else linear in the text.
    public init(_ article: Article) {
        self =
            Placeholder.isLink(article.link)
            ? .fingerprint(ArticleKey.fingerprint(ofNormalized: article.normalizer.scalars(of: article.content)))
            : .link(article.link)
    }

    /// `FNV1a` over the bytes of the normalized scalars. Of a million articles two differing ones share a key with a
    /// chance of 3 in 10⁸; nothing keeps somebody from making two on purpose.
    public static func fingerprint(ofNormalized scalars: [UInt32]) -> UInt64 {
        var hash = FNV1a()
        for scalar in scalars { hash.add(bytesOf: scalar) }
        return hash.value
    }
}
