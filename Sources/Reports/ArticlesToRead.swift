import Features

/// The articles of a time that stand for it, and those that are least like what was there before.
///
/// In the space of TF-IDF rows: central is what has the highest cosine with the mean of the time's stories,
/// novel what gains most from the mean of the stories before to that of the time, and so has company now but
/// had none then. (Farthest from the past alone would be whatever is odd.)
struct ArticlesToRead: Equatable, Sendable {
    /// Indices of articles, the first one first.
    let central: [Int]
    /// By article that stands for a story of the time: how central it is.
    private let centrality: [Int: Float]
    /// None where nothing lies before.
    let novel: [Int]

    private static let most = 8

    /// - Parameters:
    ///   - texts: of all articles, normalised.
    ///   - leads: the articles that stand for their stories.
    ///   - isReported: whether an article is of the time.
    ///   - vectorizer: nil where there was nothing to learn one from.
    /// - Complexity: linear in the leads' texts.
    init(
        _ texts: [[UInt32]], leads: [Int], vectorizer: PhraseVectorizer?, isReported: (Int) -> Bool, threads: Int
    ) {
        guard let vectorizer else {
            (central, centrality, novel) = ([], [:], [])
            return
        }
        let rows = vectorizer.transform(leads.map { texts[$0] }, threads: threads)
        let own = leads.indices.filter { isReported(leads[$0]) }
        let now = ArticlesToRead.mean(rows, own)
        let then = ArticlesToRead.mean(rows, leads.indices.filter { !isReported(leads[$0]) })
        func best(_ score: (Int) -> Float) -> [Int] {
            let scores = own.map(score)
            let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
            return order.prefix(ArticlesToRead.most).filter { scores[$0] > 0 }.map { leads[own[$0]] }
        }
        let cosines = Dictionary(uniqueKeysWithValues: own.map { ($0, ArticlesToRead.product(rows, $0, now)) })
        central = best { cosines[$0]! }
        centrality = Dictionary(uniqueKeysWithValues: cosines.map { (leads[$0], $1) })
        let gain = zip(now, then).map { $0 - $1 }
        novel = own.count < leads.count ? best { ArticlesToRead.product(rows, $0, gain) } : []
    }

    /// Which of some articles is the most central one; nil where none stands for a story of the time.
    func mostCentral(_ articles: [Int]) -> Int? {
        articles.filter { centrality[$0] != nil }.max { (centrality[$0]!, $1) < (centrality[$1]!, $0) }
    }

    /// Scaled to the length 1; zeros of no rows.
    private static func mean(_ matrix: CSRMatrix, _ rows: [Int]) -> [Float] {
        var mean = [Float](repeating: 0, count: matrix.columns)
        for row in rows {
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                mean[Int(matrix.columnIndices[entry])] += matrix.values[entry]
            }
        }
        let length = mean.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        return length > 0 ? mean.map { Float(Double($0) / length) } : mean
    }

    private static func product(_ matrix: CSRMatrix, _ row: Int, _ dense: [Float]) -> Float {
        var sum: Float = 0
        for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
            sum += matrix.values[entry] * dense[Int(matrix.columnIndices[entry])]
        }
        return sum
    }
}
