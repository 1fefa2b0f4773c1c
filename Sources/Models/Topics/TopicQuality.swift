import Features
import Foundation

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

    /// Normalised pointwise mutual information of a topic's terms, the mean over all pairs (Lau, Newman and
    /// Baldwin, "Machine reading tea leaves", EACL 2014, section 3.2; Röder et al., WSDM 2015, C_NPMI with
    /// documents as windows).
    ///
    /// - Parameters:
    ///   - topics: the columns of each topic's terms.
    ///   - X: documents × terms; a stored entry means that the document has the term. For the windowed form
    ///     give windows as rows.
    /// - Returns: by topic, from -1 (no two terms meet) to 1 (none is without the others); nil for a topic
    ///   with fewer than two terms.
    /// - Complexity: entries + topics × terms² × documents of a term.
    public static func coherence(_ topics: [[Int]], in X: CSRMatrix) -> [Double?] {
        let documents = postings(of: Set(topics.joined()), in: X)
        let total = Double(X.rows)
        return topics.map { terms in
            guard terms.count >= 2 else { return nil }
            var sum = 0.0
            var pairs = 0
            for (index, a) in terms.enumerated() {
                for b in terms[..<index] {
                    sum += npmi(
                        Double(documents[a]!.count), Double(documents[b]!.count),
                        both: Double(common(documents[a]!, documents[b]!)), of: total)
                    pairs += 1
                }
            }
            return sum / Double(pairs)
        }
    }

    /// ln(p(a, b) / (p(a) p(b))) / -ln p(a, b), with its limits at 0 and 1.
    private static func npmi(_ a: Double, _ b: Double, both: Double, of total: Double) -> Double {
        if both == 0 { return -1 }
        if both == total { return 1 }
        return log(both * total / (a * b)) / -log(both / total)
    }

    /// The documents of each of the terms, rising.
    private static func postings(of terms: Set<Int>, in X: CSRMatrix) -> [Int: [Int32]] {
        var isWanted = [Bool](repeating: false, count: X.columns)
        for term in terms { isWanted[term] = true }
        var documents = Dictionary(uniqueKeysWithValues: terms.map { ($0, [Int32]()) })
        for row in 0..<X.rows {
            for entry in X.rowOffsets[row]..<X.rowOffsets[row + 1] {
                let term = Int(X.columnIndices[entry])
                if isWanted[term] { documents[term]!.append(Int32(row)) }
            }
        }
        return documents
    }

    /// How many numbers two rising lists share.
    private static func common(_ a: [Int32], _ b: [Int32]) -> Int {
        var (i, j, count) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] { count += 1 }
            let (atA, atB) = (a[i], b[j])
            if atA <= atB { i += 1 }
            if atB <= atA { j += 1 }
        }
        return count
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
        return -matched.enumerated().reduce(0.0) { $0 + costs[$1.offset][$1.element] } / Double(size)
    }

    private static func lengths(_ factor: [Float], _ rank: Int) -> [Double] {
        var squares = [Double](repeating: 0, count: rank)
        for (index, value) in factor.enumerated() { squares[index % rank] += Double(value) * Double(value) }
        return squares.map { $0.squareRoot() }
    }
}
