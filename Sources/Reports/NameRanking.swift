import TrendNumerics

/// The most frequent of the names that articles have.
enum NameRanking {
    /// The most frequent names, the most frequent first, and how many names there are.
    ///
    /// - Parameters:
    ///   - names: by article.
    ///   - counts: what is known of other articles.
    static func ranked(
        _ names: [[String]], and counts: [String: Int] = [:], most: Int = .max
    ) -> (names: [String], count: Int) {
        var counts = counts
        for name in names.lazy.flatMap({ $0.count > 1 ? Array(Set($0)) : $0 }) { counts[name, default: 0] += 1 }
        let most = min(most, counts.count)
        return (counts.first(most) { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key), counts.count)
    }

    /// The names that a table shows.
    static func most(_ names: [[String]]) -> [String] { ranked(names, most: shown).names }

    private static let shown = 20
}
