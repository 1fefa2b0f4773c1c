import TrendNumerics
import Features

/// Measures of the quality of topics that do not depend on the objective of the fit.
public enum TopicQuality {
    /// The heaviest terms of each topic.
    ///
    /// - Parameter H: terms × rank, row by row.
    /// - Returns: up to `count` columns with a weight above 0 for each topic, the heaviest first.
    public static func topTerms(_ H: [Float], rank: Int, count: Int = 10) -> [[Int]] {
        (0..<rank).map { topic in
            func weight(_ term: Int) -> Float { H[term * rank + topic] }
            let terms = (0..<H.count / rank).filter { weight($0) > 0 }
            return Array(terms.sorted { (weight($1), $0) < (weight($0), $1) }.prefix(count))
        }
    }

    /// The most descriptive of the 60 heaviest terms of each topic.
    ///
    /// The first is the heaviest. Each further one has the highest product of its weight and its mean NPMI with those
    /// before it. Two terms of a topic that never occur in the same text, such as variants of a stock phrase, are
    /// therefore not both among the first.
    ///
    /// - Parameters:
    ///   - H: terms × rank, row by row.
    ///   - X: documents × terms; a stored entry means that the document has the term.
    /// - Returns: up to `count` columns for each topic.
    /// - Complexity: topics × entries.
    public static func tellingTerms(_ H: [Float], rank: Int, in X: CSRMatrix, count: Int = 10) -> [[Int]] {
        topTerms(H, rank: rank, count: 60).enumerated().map { topic, heaviest in
            guard heaviest.count > 1 else { return heaviest }
            return telling(heaviest, Cooccurrence(heaviest, in: X), weight: { H[$0 * rank + topic] }, count: count).map
            {
                heaviest[$0]
            }
        }
    }

    /// The coherences of the ten `tellingTerms` of each topic that has two.
    static func tellingCoherences(_ H: [Float], rank: Int, in X: CSRMatrix, threads: Int) -> [Double] {
        let heaviest = topTerms(H, rank: rank, count: 60)
        return Parallel.map(rank, threads: threads) { topic in
            let meetings = Cooccurrence(heaviest[topic], in: X)
            return meetings.coherence(
                of: telling(heaviest[topic], meetings, weight: { H[$0 * rank + topic] }, count: 10))
        }.compactMap { $0 }
    }

    /// The most descriptive of a topic's terms, the heaviest first, by their positions.
    private static func telling(
        _ heaviest: [Int], _ meetings: Cooccurrence, weight: (Int) -> Float, count: Int
    ) -> [Int] {
        guard heaviest.count > 1 else { return Array(heaviest.indices) }
        var chosen = [0]
        // The sum of the NPMI with the chosen terms, by position.
        var sums = heaviest.indices.map { meetings.npmi($0, 0) }
        var left = Array(heaviest.indices.dropFirst())
        while chosen.count < count, !left.isEmpty {
            let scores = left.map { place in
                // Terms that never occur with the chosen ones come last, by weight.
                Double(weight(heaviest[place])) * max(1e-4, sums[place] / Double(chosen.count))
            }
            let next = left.remove(at: scores.indices.max { (scores[$0], $1) < (scores[$1], $0) }!)
            chosen.append(next)
            for place in left { sums[place] += meetings.npmi(place, next) }
        }
        return chosen
    }

    /// The mean normalized pointwise mutual information of all pairs of a topic's terms (Lau, Newman and Baldwin,
    /// "Machine reading tea leaves", EACL 2014, section 3.2; Röder et al., WSDM 2015, C_NPMI with documents as
    /// windows).
    ///
    /// - Parameters:
    ///   - topics: the columns of each topic's terms.
    ///   - X: documents × terms; a stored entry means that the document has the term. For the windowed form, pass
    ///     windows as rows.
    /// - Returns: a value for each topic, from -1 (no two terms occur together) to 1 (no term occurs without the
    ///   others); `nil` for a topic with fewer than two terms.
    /// - Complexity: topics × entries.
    public static func coherence(_ topics: [[Int]], in X: CSRMatrix) -> [Double?] {
        topics.map { Cooccurrence($0, in: X).coherence }
    }

    /// The share of distinct terms among the topics' terms (Dieng, Ruiz and Blei, TACL 2020, section 6).
    public static func diversity(_ topics: [[Int]]) -> Double {
        let all = topics.joined()
        return all.isEmpty ? 0 : Double(Set(all).count) / Double(all.count)
    }

    /// The agreement of two sets of topics: the mean cosine of the best one-to-one matching, with 0 for unmatched
    /// topics (after Greene, O'Callaghan and Cunningham, "How many topics?", ECML 2014, section 3.2, with cosines in
    /// place of ranks).
    ///
    /// - Parameters:
    ///   - A: terms × rankA.
    ///   - B: terms × rankB, over the same terms.
    public static func agreement(_ A: [Float], rank rankA: Int, _ B: [Float], rank rankB: Int) -> Double {
        matchedCosines(A, rank: rankA, B, rank: rankB).reduce(0, +) / Double(max(rankA, rankB))
    }

    /// The cosine of each topic of A with the topic of B that it is matched with; 0 for an unmatched topic.
    static func matchedCosines(_ A: [Float], rank rankA: Int, _ B: [Float], rank rankB: Int) -> [Double] {
        let (lengthsA, lengthsB) = (lengths(A, rankA), lengths(B, rankB))
        var cosines = [[Double]](repeating: [Double](repeating: 0, count: rankB), count: rankA)
        for term in 0..<A.count / rankA {
            for a in 0..<rankA where A[term * rankA + a] > 0 {
                for b in 0..<rankB { cosines[a][b] += Double(A[term * rankA + a]) * Double(B[term * rankB + b]) }
            }
        }
        let size = max(rankA, rankB)
        let costs = (0..<size).map { a in
            (0..<size).map { b in
                guard a < rankA, b < rankB, lengthsA[a] > 0, lengthsB[b] > 0 else { return 0.0 }
                return -cosines[a][b] / (lengthsA[a] * lengthsB[b])
            }
        }
        let matched = Assignment.cheapest(costs)
        return (0..<rankA).map { -costs[$0][matched[$0]] }
    }

    private static func lengths(_ factor: [Float], _ rank: Int) -> [Double] {
        var squares = [Double](repeating: 0, count: rank)
        for (index, value) in factor.enumerated() { squares[index % rank] += Double(value) * Double(value) }
        return squares.map { $0.squareRoot() }
    }
}
