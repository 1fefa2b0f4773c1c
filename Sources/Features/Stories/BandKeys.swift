import TrendNumerics

/// The keys under which a text is looked for among others: near-duplicates share at least one.
///
/// A MinHash signature (Broder 1997) is cut into bands, and a key is the hash of one (locality-sensitive hashing: Indyk
/// and Motwani 1998; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", section 3.4).
///
/// | texts | bands | of the pairs with similarity 0.8, 0.85 and 0.9 are missed |
/// |---|---|---|
/// | titles: fewer than 80 n-grams | 10 of 4 minima | 1 in 190, 1 in 1,600, 1 in 43,000 |
/// | longer ones: 64 n-grams or more | 20 of 5 minima, and one key of the title | 1 in 2,900, and hardly any |
///
/// Titles that are nearly alike differ in few n-grams or in none, so that fewer bands do. A text whose partners may be
/// of both kinds has the keys of both. Archives store these keys: a change in how they are computed needs a new version
/// of the archive's schema.
public struct BandKeys: Sendable {
    /// The keys of the bands that the text has.
    public private(set) var keys: [UInt32] = []
    /// Two bits of each of a title's minima, the lower ones and the upper ones; nil for a longer text. The share of minima
    /// that two titles have in common estimates their similarity (b-bit minwise hashing: Li and König 2010).
    public private(set) var sketch: Sketch?

    /// Whether these are the keys of a title, which is like no text but those of about its length: nearly all its n-grams
    /// must be theirs.
    public var isTitle: Bool { keys.count == BandKeys.titleBands && sketch != nil }
    /// The number of keys of a title.
    public static let titleBands = short

    /// The number of different bands that keys are of.
    static let bands = short + long + 1
    private static let short = 10
    private static let long = 20
    /// A pair with a similarity of 0.8 has sizes that differ by a quarter at most. Texts within another one, which may
    /// differ by more, have 64 n-grams at least.
    private static let shortest = 64
    private static let longest = 80

    /// - Complexity: 40 multiplications for each n-gram of a title, 100 for each one of a longer text.
    public init(_ text: Fingerprint) {
        guard !text.isEmpty else { return }
        text.grams.withUnsafeBufferPointer { grams in
            if grams.count < BandKeys.longest { addShort(grams, numbers: text.numbers) }
            if grams.count >= BandKeys.shortest { addLong(grams) }
        }
        if text.grams.count >= BandKeys.shortest, let key = text.titleKey { keys.append(key) }
    }

    /// The number of the first key's band; those of the others follow.
    var firstBand: Int { sketch == nil ? BandKeys.short : 0 }

    /// Two bits of each of 40 minima.
    public struct Sketch: Equatable, Sendable {
        public var low: UInt64 = 0
        public var high: UInt64 = 0

        public init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

        /// Whether two titles may be near-duplicates. Of those with a similarity of 0.8, one pair in 9,000 is taken for
        /// others; of those with a similarity of an eighth, one in 3,800 is not.
        public func resembles(_ other: Sketch) -> Bool {
            ((low ^ other.low) | (high ^ other.high)).nonzeroBitCount <= Sketch.mostDifferent
        }

        private static let mostDifferent = 40 - 25

        @inline(__always)
        fileprivate mutating func append(_ minimum: UInt64) {
            low = low << 1 | minimum >> 32 & 1
            high = high << 1 | minimum >> 33 & 1
        }
    }

    private mutating func addShort(_ grams: UnsafeBufferPointer<UInt32>, numbers: UInt64) {
        keys.reserveCapacity(BandKeys.short)
        var sketch = Sketch(low: 0, high: 0)
        for (band, factors) in BandKeys.shortFactors.enumerated() {
            // The rows side by side: each minimum alone would wait for itself at every n-gram.
            var (a, b, c, d) = (UInt64.max, UInt64.max, UInt64.max, UInt64.max)
            for gram in grams {
                let gram = UInt64(gram)
                a = min(a, gram &* factors.0)
                b = min(b, gram &* factors.1)
                c = min(c, gram &* factors.2)
                d = min(d, gram &* factors.3)
            }
            // Titles with other numbers are other stories however alike they are.
            let key = mix(mix(mix(mix(numbers ^ UInt64(band), a), b), c), d)
            keys.append(UInt32(truncatingIfNeeded: key))
            sketch.append(a)
            sketch.append(b)
            sketch.append(c)
            sketch.append(d)
        }
        self.sketch = sketch
    }

    private mutating func addLong(_ grams: UnsafeBufferPointer<UInt32>) {
        for factors in BandKeys.longFactors {
            var (a, b, c, d, e) = (UInt64.max, UInt64.max, UInt64.max, UInt64.max, UInt64.max)
            for gram in grams {
                let gram = UInt64(gram)
                a = min(a, gram &* factors.0)
                b = min(b, gram &* factors.1)
                c = min(c, gram &* factors.2)
                d = min(d, gram &* factors.3)
                e = min(e, gram &* factors.4)
            }
            keys.append(UInt32(truncatingIfNeeded: mix(mix(mix(mix(mix(0, a), b), c), d), e)))
        }
    }

    /// Takes a minimum into a band's key. Its upper half is the hash (multiply and shift: Dietzfelbinger and others
    /// 1997).
    @inline(__always)
    private func mix(_ key: UInt64, _ minimum: UInt64) -> UInt64 {
        let mixed = (key ^ minimum >> 32) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 32
    }

    /// Odd random numbers, one for each row of each band.
    private static let longFactors: [(UInt64, UInt64, UInt64, UInt64, UInt64)] = {
        var generator = SeededGenerator(seed: 0)
        func factor() -> UInt64 { generator.next() | 1 }
        return (0..<long).map { _ in (factor(), factor(), factor(), factor(), factor()) }
    }()

    private static let shortFactors: [(UInt64, UInt64, UInt64, UInt64)] = {
        var generator = SeededGenerator(seed: 1)
        func factor() -> UInt64 { generator.next() | 1 }
        return (0..<short).map { _ in (factor(), factor(), factor(), factor()) }
    }()
}

extension Fingerprint {
    /// Nil for a text without a title and for a title so short that many texts have it.
    fileprivate var titleKey: UInt32? {
        title != 0 && lead.count >= 4 ? UInt32(truncatingIfNeeded: title >> 16) : nil
    }
}
