import Numerics

/// Groups articles into stories: a text and its reposts.
///
/// MinHash signatures (Broder 1997) are split into bands, and texts that agree in a whole band are compared
/// (locality-sensitive hashing: Indyk and Motwani 1998; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets",
/// section 3.4), as are texts of the same title. Pairs that are similar enough, or of which one has the other within it,
/// belong to one story, and so do all texts connected by such pairs. Texts of one template do not: neither's lead is in
/// the other, or their figures differ.
public struct NearDuplicates: Sendable {
    /// The minimum similarity of near-duplicates' n-gram sets.
    public var similarity: Double
    /// The number of days without a text after which a story ends. A text that returns a year later in nearly the same
    /// words, such as a yearly session or a holiday, is a new story.
    public var silence: Int
    /// The number of threads.
    public var threads: Int

    /// The number of bands of a signature of 100 minima, each with 5 rows. Of the pairs with similarity 0.8 all but 1
    /// in 2,900 are compared, with 0.7 all but 1 in 40, with 0.1 one in 5,000.
    public static let bands = 20
    /// Below this number of n-grams, texts with different numbers are different stories: "第3集" is not "第4集".
    static let longTitle = 128
    /// The maximum number of mutually unlike texts of a bucket that another text is compared with. It bounds the work
    /// for texts made to collide.
    public static let comparisons = 32

    /// The maximum number of texts that share a band with another one and are compared with it by an archive, those that
    /// share most bands first.
    public static let candidates = 128

    /// A similarity of 0.8 and 31 days by default.
    public init(similarity: Double = 0.8, silence: Int = 31, threads: Int = 1) {
        self.similarity = similarity
        self.silence = silence
        self.threads = threads
    }

    /// The story number of each text.
    ///
    /// Stories are numbered from 0 in the order of their first texts, so the first text with a number leads the story.
    /// A text with nothing to compare is a story of its own.
    ///
    /// - Parameter days: the day of each text, counted from any day; nil if unknown, which counts as the day on which
    ///   the story began.
    /// - Complexity: linear in the texts except for sorting: 100 multiplications per n-gram of a fingerprint, 8 bytes
    ///   per band and text. The result is the same with any number of threads.
    public func storyNumbers(_ texts: [Fingerprint], days: [Int?]) -> [Int] {
        precondition(texts.count == days.count)
        var clusters = DisjointSets(count: texts.count)
        // Exact copies are removed first, because there may be very many of one text.
        var firstOf: [[UInt32]: [Int]] = [:]
        var distinct: [Int] = []
        for (index, text) in texts.enumerated() where !text.grams.isEmpty {
            let twins = firstOf[text.grams, default: []].prefix(NearDuplicates.comparisons)
            if let twin = twins.first(where: { areAlike(texts[$0], text) }) {
                clusters.unite(twin, index)
            } else {
                firstOf[text.grams, default: []].append(index)
                distinct.append(index)
            }
        }
        let candidates = distinct
        let keys = bandKeys(candidates.map { texts[$0] })
        let pairs = Parallel.map(keys.count, threads: threads) { self.pairs(of: texts, candidates, keys: keys[$0]) }
        for (a, b) in pairs.joined() { clusters.unite(a, b) }

        // By story, then day. A story continues while no silence is too long.
        let leads = texts.indices.map { clusters.first(of: $0) }
        let order = texts.indices.sorted { (leads[$0], days[$0] ?? .min, $0) < (leads[$1], days[$1] ?? .min, $1) }
        var stories = DisjointSets(count: texts.count)
        for (a, b) in zip(order, order.dropFirst()) where leads[a] == leads[b] {
            if let before = days[a], let after = days[b], after - before > silence { continue }
            stories.unite(a, b)
        }
        return stories.numbers()
    }

    /// Whether two texts are near-duplicates, compared directly.
    public func areAlike(_ a: Fingerprint, _ b: Fingerprint) -> Bool {
        let isShort = min(a.grams.count, b.grams.count) < NearDuplicates.longTitle
        if isShort, a.numbers != b.numbers { return false }
        guard a.isSimilar(to: b, atLeast: min(similarity, similarityWithin(a, b))) else { return false }
        return !areOfOneTemplate(a, b, isShort: isShort)
    }

    /// The minimum similarity of texts of which one is the other with something added, such as a header and a footer;
    /// above 1 where it cannot be.
    private func similarityWithin(_ a: Fingerprint, _ b: Fingerprint) -> Double {
        let (small, large) = (min(a.size, b.size), max(a.size, b.size))
        let hasSameTitle = a.title != 0 && a.title == b.title
        // A roundup has articles of several stories within it; the 78th anniversary is not the 79th.
        let growth = hasSameTitle ? NearDuplicates.growthUnderTitle : NearDuplicates.growth
        guard small >= NearDuplicates.shortestWithin, large <= growth * small, a.leadNumbers == b.leadNumbers else {
            return 2
        }
        // |A ∩ B| = c |A| makes |A ∩ B| / |A ∪ B| = c |A| / (|A| + |B| - c |A|).
        let common = (hasSameTitle ? NearDuplicates.containmentUnderTitle : NearDuplicates.containment) * small
        return common / (small + large - common)
    }

    /// Whether what two similar texts have in common is not what they are about: neither has the other's lead in it, or
    /// their figures differ.
    private func areOfOneTemplate(_ a: Fingerprint, _ b: Fingerprint, isShort: Bool) -> Bool {
        if !isShort, let figures = a.commonFigures(with: b), figures < NearDuplicates.commonFigures { return true }
        guard let first = a.leadShare(in: b), let second = b.leadShare(in: a) else { return false }
        return max(first, second) < NearDuplicates.commonLead
    }

    /// A text within another one has at least this number of n-grams, and this share of them is in the other.
    private static let shortestWithin = 64.0
    private static let containment = 0.95
    private static let containmentUnderTitle = 0.9
    /// How much longer the other one may be; under the same title more.
    private static let growth = 1.6
    private static let growthUnderTitle = 3.0
    /// Of texts of one story at least one has this share of its lead in the other, and of the figures of the one with
    /// fewer the other one has this share.
    private static let commonLead = 0.15
    private static let commonFigures = 0.5

    /// Appends a hash of each band's minima, and one of the title. Texts that share such a key are worth comparing.
    ///
    /// Archives store these keys. A change in how they are computed needs a new version of the archive's schema.
    public static func appendBandKeys(of text: Fingerprint, to keys: inout [UInt32]) {
        text.grams.withUnsafeBufferPointer { grams in
            for factors in NearDuplicates.factors {
                // The rows side by side: each minimum alone would wait for itself at every n-gram.
                var (a, b, c, d, e) = (UInt64.max, UInt64.max, UInt64.max, UInt64.max, UInt64.max)
                for gram in grams {
                    let gram = UInt64(gram)
                    a = min(a, gram &* factors.0)
                    b = min(b, gram &* factors.1)
                    c = min(c, gram &* factors.2)
                    d = min(d, gram &* factors.3)
                    e = min(e, gram &* factors.4)
                }
                let key = mix(mix(mix(mix(mix(0, a), b), c), d), e)
                keys.append(UInt32(truncatingIfNeeded: key))
            }
        }
        if let key = titleKey(of: text) { keys.append(key) }
    }

    /// Takes a minimum into a band's key. Its upper half is the hash (multiply and shift: Dietzfelbinger and others
    /// 1997).
    @inline(__always)
    private static func mix(_ key: UInt64, _ minimum: UInt64) -> UInt64 {
        let mixed = (key ^ minimum >> 32) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 32
    }

    /// Nil for a text without a title and for a title so short that many texts have it.
    private static func titleKey(of text: Fingerprint) -> UInt32? {
        text.title != 0 && text.lead.count >= shortestTitle ? UInt32(truncatingIfNeeded: text.title >> 16) : nil
    }

    private static let shortestTitle = 4

    /// The texts by band, then by title, each with its key in the upper half and its position in the lower one.
    private func bandKeys(_ texts: [Fingerprint]) -> [[UInt64]] {
        let bands = NearDuplicates.bands
        let chunks = Parallel.chunks(of: texts.count, size: 1024)
        let parts = Parallel.map(chunks.count, threads: threads) { chunk in
            var keys: [UInt32] = []
            keys.reserveCapacity(chunks[chunk].count * (bands + 1))
            for text in texts[chunks[chunk]] {
                NearDuplicates.appendBandKeys(of: text, to: &keys)
                if keys.count % (bands + 1) == bands { keys.append(0) }
            }
            return keys
        }
        let all = Array(parts.joined())
        var keys = (0..<bands).map { band in
            texts.indices.map { UInt64(all[$0 * (bands + 1) + band]) << 32 | UInt64($0) }
        }
        keys.append(
            texts.indices.compactMap { index in
                NearDuplicates.titleKey(of: texts[index]).map { UInt64($0) << 32 | UInt64(index) }
            })
        return keys
    }

    /// Near-duplicates that share a bucket of a band.
    private func pairs(
        of texts: [Fingerprint], _ candidates: [Int], keys: [UInt64]
    ) -> [(Int, Int)] {
        // By key, then by position.
        let order = keys.sorted()
        var pairs: [(Int, Int)] = []
        var leads: [Int] = []
        var bucket: UInt64?
        for entry in order {
            let text = candidates[Int(entry & 0xFFFF_FFFF)]
            if entry >> 32 != bucket {
                bucket = entry >> 32
                leads.removeAll(keepingCapacity: true)
            }
            if let lead = leads.first(where: { areAlike(texts[$0], texts[text]) }) {
                pairs.append((lead, text))
            } else if leads.count < NearDuplicates.comparisons {
                leads.append(text)
            }
        }
        return pairs
    }

    /// Odd random numbers, one for each row of each band.
    private static let factors: [(UInt64, UInt64, UInt64, UInt64, UInt64)] = {
        var generator = SeededGenerator(seed: 0)
        func factor() -> UInt64 { generator.next() | 1 }
        return (0..<bands).map { _ in (factor(), factor(), factor(), factor(), factor()) }
    }()
}

/// Disjoint sets of items (union–find with path halving: Tarjan and van Leeuwen 1984). The first item of a set
/// represents it, whatever the order of the unions.
private struct DisjointSets {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    mutating func first(of item: Int) -> Int {
        var item = item
        while parent[item] != item {
            parent[item] = parent[parent[item]]
            item = parent[item]
        }
        return item
    }

    /// The number of each item's set; sets are numbered from 0 in the order of their first items.
    mutating func numbers() -> [Int] {
        var numbers: [Int] = []
        numbers.reserveCapacity(parent.count)
        var next = 0
        for item in parent.indices {
            let lead = first(of: item)
            numbers.append(lead == item ? next : numbers[lead])
            if lead == item { next += 1 }
        }
        return numbers
    }

    mutating func unite(_ a: Int, _ b: Int) {
        let (a, b) = (first(of: a), first(of: b))
        parent[max(a, b)] = min(a, b)
    }
}
