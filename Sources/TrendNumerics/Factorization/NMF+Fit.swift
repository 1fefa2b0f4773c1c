extension NMF {
    /// How well topics describe each document: the cosine between its row of X and its row of WH.
    ///
    /// - Parameters:
    ///   - X: documents × terms.
    ///   - W: documents × rank.
    ///   - H: terms × rank.
    /// - Returns: one cosine per document, from 0 to 1; 0 for a document without terms or topics.
    /// - Complexity: O(entries × rank + documents × rank²).
    package static func cosines(_ X: CSRMatrix, W: [Float], H: [Float], rank: Int, threads: Int) -> [Float] {
        let products = X.times(H, width: rank, pieces: ColumnPieces(X), threads: threads)
        let gram = DenseAlgebra.gram(H, width: rank, threads: threads)
        let norms = X.squaredRowNorms
        return (0..<X.rows).map { row in
            // ⟨x, wHᵀ⟩ = ⟨xH, w⟩, and ‖wHᵀ‖² = w HᵀH wᵀ.
            var inner = 0.0
            var square = 0.0
            for topic in 0..<rank where W[row * rank + topic] > 0 {
                let weight = Double(W[row * rank + topic])
                inner += weight * Double(products[row * rank + topic])
                for other in 0..<rank { square += weight * Double(W[row * rank + other]) * gram[topic * rank + other] }
            }
            let lengths = (square * Double(norms[row])).squareRoot()
            return lengths > 0 ? Float(min(1, inner / lengths)) : 0
        }
    }
}
