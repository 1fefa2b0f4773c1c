import Text
import TrendNumerics

/// Groups articles into stories: a text and its reposts.
///
/// Texts that share one of their `BandKeys` are compared. Pairs that are similar enough, or of which one has the other within it,
/// belong to one story, and so do all texts connected by such pairs. Texts of one template do not: neither's lead is in
/// the other, or their figures differ, and so do their bodies.
public struct NearDuplicates: Sendable {
    /// The minimum similarity of near-duplicates' n-gram sets.
    public var similarity: Double
    /// The number of days without a text after which a story ends. A text that returns a year later in nearly the same
    /// words, such as a yearly session or a holiday, is a new story.
    public var silence: Int
    /// The number of threads.
    public var threads: Int

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

    /// The story number of each text, by its fingerprint.
    public func storyNumbers(_ texts: [ArticleText], days: [Int?]) -> [Int] {
        storyNumbers(Parallel.map(texts.count, threads: threads) { Fingerprint(texts[$0]) }, days: days)
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
    /// their figures differ. One body under two headlines is one story.
    private func areOfOneTemplate(_ a: Fingerprint, _ b: Fingerprint, isShort: Bool) -> Bool {
        if a.body != 0, a.body == b.body { return false }
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

    /// The texts by band, each with its key in the upper half and its position in the lower one.
    private func bandKeys(_ texts: [Fingerprint]) -> [[UInt64]] {
        let chunks = Parallel.chunks(of: texts.count, size: 1024)
        let parts = Parallel.map(chunks.count, threads: threads) { chunk in
            var bands = [[UInt64]](repeating: [], count: BandKeys.bands)
            for index in chunks[chunk] {
                let own = BandKeys(texts[index])
                for (offset, key) in own.keys.enumerated() {
                    bands[own.firstBand + offset].append(UInt64(key) << 32 | UInt64(index))
                }
            }
            return bands
        }
        return (0..<BandKeys.bands).map { band in parts.flatMap { $0[band] } }
    }

    /// Near-duplicates that share a bucket of a band.
    private func pairs(
        of texts: [Fingerprint], _ candidates: [Int], keys: [UInt64]
    ) -> [(Int, Int)] {
        // By key, then by position.
        let order = keys.sorted()
        var pairs: [(Int, Int)] = []
        var leads = BucketLeads()
        for entry in order {
            let text = candidates[Int(entry & 0xFFFF_FFFF)]
            let lead = leads.lead(of: text, in: entry >> 32) { areAlike(texts[$0], texts[text]) }
            if lead != text { pairs.append((lead, text)) }
        }
        return pairs
    }
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
