import Numerics
import Features

/// How good topics are, by what no fit can flatter itself with.
public enum TopicQuality {
    /// The heaviest terms of each topic.
    ///
    /// - Parameter H: terms × rank, row by row.
    /// - Returns: by topic, up to `count` columns of a weight above 0, the heaviest first.
    public static func topTerms(_ H: [Float], rank: Int, count: Int = 10) -> [[Int]] {
        (0..<rank).map { topic in
            func weight(_ term: Int) -> Float { H[term * rank + topic] }
            let terms = (0..<H.count / rank).filter { weight($0) > 0 }
            return Array(terms.sorted { (weight($1), $0) < (weight($0), $1) }.prefix(count))
        }
    }

    /// The terms that tell what each topic is about, of its 60 heaviest: the heaviest, then each time the one
    /// with the highest product of weight and mean NPMI with those before it. So terms of one topic that stand
    /// in no text together, as two turns of one stock phrase do, do not both tell it.
    ///
    /// - Parameters:
    ///   - H: terms × rank, row by row.
    ///   - X: documents × terms; a stored entry means that the document has the term.
    /// - Returns: by topic, up to `count` columns.
    /// - Complexity: topics × entries.
    public static func tellingTerms(_ H: [Float], rank: Int, in X: CSRMatrix, count: Int = 10) -> [[Int]] {
        topTerms(H, rank: rank, count: 60).enumerated().map { topic, heaviest in
            guard heaviest.count > 1 else { return heaviest }
            let meetings = Cooccurrence(heaviest, in: X)
            var chosen = [0]
            // By place, the sum of the NPMI with those chosen.
            var sums = heaviest.indices.map { meetings.npmi($0, 0) }
            var left = Array(heaviest.indices.dropFirst())
            while chosen.count < count, !left.isEmpty {
                let scores = left.map { place in
                    // Those that do not meet come last, by weight.
                    Double(H[heaviest[place] * rank + topic]) * max(1e-4, sums[place] / Double(chosen.count))
                }
                let next = left.remove(at: scores.indices.max { (scores[$0], $1) < (scores[$1], $0) }!)
                chosen.append(next)
                for place in left { sums[place] += meetings.npmi(place, next) }
            }
            return chosen.map { heaviest[$0] }
        }
    }

    /// Normalized pointwise mutual information of a topic's terms, the mean over all pairs (Lau, Newman and
    /// Baldwin, "Machine reading tea leaves", EACL 2014, section 3.2; Röder et al., WSDM 2015, C_NPMI with
    /// documents as windows).
    ///
    /// - Parameters:
    ///   - topics: the columns of each topic's terms.
    ///   - X: documents × terms; a stored entry means that the document has the term. For the windowed form
    ///     give windows as rows.
    /// - Returns: by topic, from -1 (no two terms meet) to 1 (none is without the others); nil for a topic
    ///   with fewer than two terms.
    /// - Complexity: topics × entries.
    public static func coherence(_ topics: [[Int]], in X: CSRMatrix) -> [Double?] {
        topics.map { Cooccurrence($0, in: X).coherence }
    }

    /// The share of different terms among the topics' terms (Dieng, Ruiz and Blei, TACL 2020, section 6).
    public static func diversity(_ topics: [[Int]]) -> Double {
        let all = topics.joined()
        return all.isEmpty ? 0 : Double(Set(all).count) / Double(all.count)
    }

    /// How alike two sets of topics are: the mean cosine of the best one-to-one matching, 0 for what is left
    /// over (after Greene, O'Callaghan and Cunningham, "How many topics?", ECML 2014, section 3.2, with
    /// cosines in the place of ranks).
    ///
    /// - Parameters:
    ///   - A: terms × rankA, `B` terms × rankB, over the same terms.
    public static func agreement(_ A: [Float], rank rankA: Int, _ B: [Float], rank rankB: Int) -> Double {
        matchedCosines(A, rank: rankA, B, rank: rankB).reduce(0, +) / Double(max(rankA, rankB))
    }

    /// By topic of A, its cosine with the topic of B that it is matched with; 0 for one that is left over.
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
