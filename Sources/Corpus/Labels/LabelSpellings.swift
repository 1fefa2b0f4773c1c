import Text

/// Labels that differ only in the width of signs or in spaces, `科技（硬件）` and `科技(硬件)`, of which a corpus means one.
public enum LabelSpellings {
    /// A label that was taken for another one.
    public struct Joined: Equatable, Sendable, Codable {
        public let spelling: String
        /// What it is called now.
        public let label: String
        /// The articles with the spelling.
        public let articles: Int
    }

    /// Which spellings give way to which.
    ///
    /// - Parameters:
    ///   - counts: the number of articles with each label.
    ///   - known: labels whose spelling is settled, such as those of a model.
    /// - Returns: by spelling. A known spelling stays, else the most frequent one, else the first in order.
    /// - Complexity: linear in the labels but for sorting a number of each; 24 bytes per label.
    public static func joined(_ counts: [String: Int], known: [String] = []) -> [Joined] {
        let known = Set(known)
        let spellings = shared(counts.keys, known.lazy.filter { counts[$0] == nil })
        var joined: [Joined] = []
        for group in spellings.values where group.count > 1 {
            let best = group.min { a, b in
                let (first, second) = (known.contains(a), known.contains(b))
                if first != second { return first }
                let (more, fewer) = (counts[a] ?? 0, counts[b] ?? 0)
                return more != fewer ? more > fewer : a < b
            }!
            for spelling in group where spelling != best && !known.contains(spelling) {
                joined.append(Joined(spelling: spelling, label: best, articles: counts[spelling] ?? 0))
            }
        }
        return joined.sorted { ($1.articles, $0.spelling) < ($0.articles, $1.spelling) }
    }

    /// Labels that differ only in case, the most frequent group first, and within it the most frequent label: nobody knows
    /// whether they are meant to differ.
    ///
    /// - Parameter labels: those of all articles.
    public static func alike(_ labels: some Sequence<String>) -> [[String]] {
        var counts: [String: Int] = [:]
        for label in labels { counts[label, default: 0] += 1 }
        let groups = Dictionary(grouping: counts.keys, by: LabelName.looseKey).values.filter { $0.count > 1 }
        func frequency(_ group: [String]) -> Int { group.reduce(0) { $0 + counts[$1]! } }
        return groups.map { group in group.sorted { (counts[$1]!, $0) < (counts[$0]!, $1) } }
            .sorted { (frequency($1), $0[0]) < (frequency($0), $1[0]) }
    }

    /// The labels by their keys, without most of those whose key no other label has.
    private static func shared(
        _ counted: some Collection<String>, _ others: some Sequence<String>
    ) -> [String: [String]] {
        var labels: [(hash: UInt64, label: String)] = []
        labels.reserveCapacity(counted.count)
        func add(_ label: String) {
            var hash = FNV1a()
            hash.add(LabelName.key(label).utf8)
            labels.append((hash.value, label))
        }
        for label in counted { add(label) }
        for label in others { add(label) }
        labels.sort { $0.hash < $1.hash }
        var shared: [String: [String]] = [:]
        for (index, entry) in labels.enumerated() {
            let isAlone =
                (index == 0 || labels[index - 1].hash != entry.hash)
                && (index + 1 == labels.count || labels[index + 1].hash != entry.hash)
            if !isAlone { shared[LabelName.key(entry.label), default: []].append(entry.label) }
        }
        return shared
    }

    /// Joins the labels of articles.
    ///
    /// - Parameter known: as in `joined`.
    public static func join(_ articles: inout [Article], known: [String] = []) -> [Joined] {
        var counts: [String: Int] = [:]
        for article in articles where article.normalizer.version > .one {
            for label in article.industries { counts[label, default: 0] += 1 }
        }
        let joined = joined(counts, known: known)
        let names = Dictionary(uniqueKeysWithValues: joined.map { ($0.spelling, $0.label) })
        guard !names.isEmpty else { return [] }
        for index in articles.indices where articles[index].normalizer.version > .one {
            articles[index].industries = renamed(articles[index].industries, names)
        }
        return joined
    }

    /// Labels by their new names, each once, in their order.
    public static func renamed(_ labels: [String], _ names: [String: String]) -> [String] {
        guard labels.contains(where: { names[$0] != nil }) else { return labels }
        var renamed: [String] = []
        for label in labels.map({ names[$0] ?? $0 }) where !renamed.contains(label) { renamed.append(label) }
        return renamed
    }
}
