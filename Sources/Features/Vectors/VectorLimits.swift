/// How much text vectors are learned from at most, and how many n-grams and pairs of them count: what decides the memory
/// that it takes.
public struct VectorLimits: Equatable, Sendable {
    /// The characters of all texts.
    public let scalars: Int
    /// The n-grams that get vectors: 16 MB of codes at the default rank.
    let ngrams: Int
    /// The pairs of n-grams up to which those met once are kept.
    let pairs: Int

    /// 300,000 titles, or 10,000 articles.
    public static let standard = VectorLimits(scalars: 10_000_000, ngrams: 1 << 17, pairs: 150_000_000)

    private init(scalars: Int, ngrams: Int, pairs: Int) {
        (self.scalars, self.ngrams, self.pairs) = (scalars, ngrams, pairs)
    }

    /// As much as can be learned within so many bytes, never more than the standard.
    public init(memory: Int) {
        let share = min(1, Double(max(0, memory)) / VectorLimits.standardMemory)
        let standard = VectorLimits.standard
        self.init(
            scalars: Int(share * Double(standard.scalars)), ngrams: max(1, Int(share * Double(standard.ngrams))),
            pairs: Int(share * Double(standard.pairs)))
    }

    /// About what the standard takes in bytes, measured on titles and on articles.
    private static let standardMemory = 1e9
}
