import Text
/// What an article is known by wherever it stands: its link, else a fingerprint of its normalized text.
public enum ArticleKey: Hashable, Sendable {
    case link(String)
    case fingerprint(UInt64)

    /// - Complexity: constant with a link, else linear in the text.
    public init(_ article: Article) {
        self = article.link.isEmpty ? .fingerprint(ArticleKey.fingerprint(article.content)) : .link(article.link)
    }

    /// FNV-1a over the bytes of the normalized scalars (Fowler, Noll and Vo; RFC 9923): the same on every
    /// machine. Of a million articles two differing ones share a key with a chance of 3 in 10⁸; nothing keeps
    /// somebody from making two on purpose.
    static func fingerprint(_ text: String) -> UInt64 { fingerprint(ofNormalized: TextNormalizer().scalars(of: text)) }

    /// The same of a text that is normalized already.
    public static func fingerprint(ofNormalized scalars: [UInt32]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for scalar in scalars {
            for shift: UInt32 in [0, 8, 16, 24] {
                hash = (hash ^ UInt64(scalar >> shift & 0xFF)) &* 0x100_0000_01B3
            }
        }
        return hash
    }
}
