import Corpus
import Features
import Foundation
import Text

/// What the training records say of words that are not technologies: how usual pairs of characters are, and which
/// keywords no record lists as a technology.
///
/// 蓝心 in 蓝心大模型 stands in few texts, 金融 in 金融大模型 in many: names are made of rarer words than descriptions. Keywords
/// that are never technologies are companies and topics; a name behind a company is often its product.
struct TechnologyUsage: Sendable, Equatable {
    /// The number of texts that have a pair of Chinese characters, if there are at least two.
    let pairs: HashedValues
    /// The number of records with a keyword that no record lists as a technology.
    let owners: HashedValues
    /// The number of records.
    let records: Int

    static let none = TechnologyUsage(pairs: HashedValues([]), owners: HashedValues([]), records: 0)

    private static let maximumPairs = 1 << 16
    private static let maximumOwners = 1 << 14
    /// The lengths of the owners that are looked for.
    private static let ownerLengths = 2...6

    init(pairs: HashedValues, owners: HashedValues, records: Int) {
        self.pairs = pairs
        self.owners = owners
        self.records = records
    }

    /// Counts the pairs of texts and the keywords of their records.
    init(_ records: [(text: NameText, keywords: Set<[UInt32]>)], names: TechnologyNames) {
        var pairs: [UInt64: Int] = [:]
        var owners: [UInt64: Int] = [:]
        for record in records {
            for pair in TechnologyUsage.pairs(of: record.text.scalars[...]) { pairs[pair, default: 0] += 1 }
            for keyword in record.keywords where names.index(of: keyword) == nil {
                owners[HashedValues.hash(0, keyword), default: 0] += 1
            }
        }
        func table(_ counts: [UInt64: Int], atLeast minimum: Int, most maximum: Int) -> HashedValues {
            let kept = counts.filter { $0.value >= minimum }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            return HashedValues(kept.prefix(maximum).map { (hash: $0.key, value: Float($0.value)) })
        }
        self.pairs = table(pairs, atLeast: 2, most: TechnologyUsage.maximumPairs)
        self.owners = table(owners, atLeast: 1, most: TechnologyUsage.maximumOwners)
        self.records = records.count
    }

    /// The keywords of a record that may be owners.
    static func keywords(of article: Article) -> Set<[UInt32]> {
        Set(article.keywords.map(NameText.letters)).filter { ownerLengths.contains($0.count) }
    }

    /// What a record itself adds to the counts, which is taken out where it is learned from.
    struct Own {
        var pairs: Set<UInt64> = []
        var owners: Set<UInt64> = []

        init() {}

        init(_ text: NameText, keywords: Set<[UInt32]>) {
            pairs = TechnologyUsage.pairs(of: text.scalars[...])
            owners = Set(keywords.map { HashedValues.hash(0, $0) })
        }
    }

    /// The different pairs of neighboring Chinese characters.
    private static func pairs(of scalars: ArraySlice<UInt32>) -> Set<UInt64> {
        Set(zip(scalars, scalars.dropFirst()).lazy.filter(areHan).map(hash))
    }

    private static func areHan(_ pair: (UInt32, UInt32)) -> Bool {
        TechnologyWords.isHan(pair.0) && TechnologyWords.isHan(pair.1)
    }

    private static func hash(_ pair: (UInt32, UInt32)) -> UInt64 {
        var hash = ScalarHash(kind: 1)
        hash.add(pair.0)
        hash.add(pair.1)
        return hash.value
    }

    /// The rarest, the mean and the most usual pair of a word: the logarithm of the share of texts that have it. Nil for
    /// a word without a pair of Chinese characters.
    func commonness(of word: ArraySlice<UInt32>, besides own: Own) -> (least: Float, mean: Float, most: Float)? {
        guard records > 0 else { return nil }
        var (least, sum, most, count) = (Float.infinity, Float(0), -Float.infinity, Float(0))
        for pair in zip(word, word.dropFirst()) where TechnologyUsage.areHan(pair) {
            let hash = TechnologyUsage.hash(pair)
            let texts = max(0, pairs.value(of: hash) - (own.pairs.contains(hash) ? 1 : 0))
            let share = log((texts + 0.5) / Float(records))
            (least, sum, most, count) = (min(least, share), sum + share, max(most, share), count + 1)
        }
        return count > 0 ? (least, sum / count, most) : nil
    }

    /// Whether an owner, a company as a rule, stands before a place, with 的 or a space between them or nothing.
    func hasOwner(before place: Int, in text: NameText, besides own: Own) -> Bool {
        guard !owners.entries.isEmpty else { return false }
        var end = place
        if end > 0, text.scalars[end - 1] == 0x7684 || text.scalars[end - 1] == 0x20 { end -= 1 }
        return TechnologyUsage.ownerLengths.contains { length in
            guard length <= end, text.isEdge(end - length) else { return false }
            let hash = HashedValues.hash(0, text.scalars[end - length..<end])
            return owners.value(of: hash) - (own.owners.contains(hash) ? 1 : 0) > 0
        }
    }
}

/// What stands beside a candidate in a list, as B beside A in A、B and A和B.
enum TechnologyNeighbor: UInt32 {
    /// A known name that most records list that have it.
    case listed
    /// A known name that they seldom list.
    case seldomListed
    /// A new name that other records have and do not list.
    case unlisted
    case new

    init(_ evidence: TechnologyEvidence) {
        self =
            evidence.listed > 0
            ? evidence.both * 2 >= max(evidence.texts, 1) ? .listed : .seldomListed
            : evidence.texts > 0 ? .unlisted : .new
    }

    /// 、和与及或
    private static let joints: Set<UInt32> = [0x3001, 0x548C, 0x4E0E, 0x53CA, 0x6216]

    /// Of each candidate the different neighbors, those on the left and those on the right.
    static func all(
        _ candidates: [TechnologyCandidate], _ evidence: [TechnologyEvidence], in text: NameText
    ) -> [(left: Set<TechnologyNeighbor>, right: Set<TechnologyNeighbor>)] {
        var starts: [Int: TechnologyNeighbor] = [:]
        var ends: [Int: TechnologyNeighbor] = [:]
        for (candidate, evidence) in zip(candidates, evidence) {
            for place in candidate.places {
                starts[place.range.lowerBound] = TechnologyNeighbor(evidence)
                ends[place.range.upperBound] = TechnologyNeighbor(evidence)
            }
        }
        return candidates.map { candidate in
            var (left, right) = (Set<TechnologyNeighbor>(), Set<TechnologyNeighbor>())
            for place in candidate.places.prefix(TechnologyFeatures.mostPlaces) {
                let (start, end) = (place.range.lowerBound, place.range.upperBound)
                if end < text.scalars.count, joints.contains(text.scalars[end]) {
                    let isSpaced = end + 1 < text.scalars.count && text.scalars[end + 1] == 0x20
                    if let next = starts[end + 1] ?? (isSpaced ? starts[end + 2] : nil) { right.insert(next) }
                }
                if start > 0, joints.contains(text.scalars[start - 1]), let last = ends[start - 1] { left.insert(last) }
            }
            return (left, right)
        }
    }
}
