import Features

/// The texts of a background that are of the labeled articles' kind.
///
/// A background may hold much that no labeled article is like, and a model would give it labels all the same. A text is
/// the more alike the further it stands on the way from the mean vector of all texts to that of the labeled ones.
enum AlikeTexts {
    /// The texts that are most alike, in their order.
    ///
    /// How many is told by how far labeled articles stand themselves, each left out of the mean: where they lie among
    /// the texts like any of these, all texts are taken, and fewer the more they stand apart.
    static func choose(
        _ texts: [[UInt32]], labeled: [[UInt32]], vectors: SemanticVectors, threads: Int
    ) -> [[UInt32]] {
        guard labeled.count > 1, !texts.isEmpty else { return texts }
        let rank = vectors.rank
        let rows = vectors.rows(texts, threads: threads)
        let labeledRows = vectors.rows(labeled, threads: threads)
        let mean = sum(rows, rank).map { $0 / Float(texts.count) }
        let labeledSum = sum(labeledRows, rank)
        let direction = zip(labeledSum, mean).map { $0 / Float(labeled.count) - $1 }
        let places = texts.indices.map { product(rows, $0, direction) }
        let articles = labeled.indices.map { article in
            let own = labeledRows[article * rank..<(article + 1) * rank]
            let others = zip(zip(labeledSum, own), mean).map { ($0.0 - $0.1) / Float(labeled.count - 1) - $1 }
            return product(labeledRows, article, others)
        }
        let ascending = places.sorted()
        var (text, beyond) = (0, 0.0)
        for article in articles.sorted() {
            while text < ascending.count, ascending[text] < article { text += 1 }
            beyond += Double(ascending.count - text)
        }
        // Half of the texts are beyond an article that is like any of them.
        let share = min(1, 2 * beyond / Double(labeled.count * texts.count))
        let count = max(1, Int((share * Double(texts.count)).rounded()))
        return texts.indices.sorted { (places[$1], $0) < (places[$0], $1) }.prefix(count).sorted().map { texts[$0] }
    }

    private static func sum(_ rows: [Float], _ rank: Int) -> [Float] {
        var sum = [Float](repeating: 0, count: rank)
        for start in stride(from: 0, to: rows.count, by: rank) {
            for index in 0..<rank { sum[index] += rows[start + index] }
        }
        return sum
    }

    private static func product(_ rows: [Float], _ row: Int, _ direction: [Float]) -> Float {
        direction.indices.reduce(0) { $0 + rows[row * direction.count + $1] * direction[$1] }
    }
}
