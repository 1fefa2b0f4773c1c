import Foundation

/// Column weights that know the labels: terms that tell the labels apart weigh more.
///
/// w = ln((1 + n) / (1 + df)) · √KL(p ‖ q), where p is the distribution of the labels over the documents
/// with the term, smoothed by one document of the prior, and q is the prior distribution of the labels.
/// The Kullback–Leibler divergence is the information that the term gives on the label (supervised term
/// weighting: Debole and Sebastiani, SAC 2003; here with the divergence of the whole label distribution
/// in place of a score a label, so that one matrix serves all labels).
public enum SupervisedWeights {
    /// - Parameters:
    ///   - matrix: documents × features; only which entries are there matters.
    ///   - labels: the labels of each document, from 0; a document may have none or several.
    /// - Returns: one weight a column, 0 or more.
    /// - Complexity: entries × labels of a document; memory for features × classes counts.
    public static func weights(_ matrix: CSRMatrix, labels: [[Int]], classes: Int) -> [Float] {
        let total = Double(labels.reduce(0) { $0 + $1.count })
        var prior = [Double](repeating: 0, count: classes)
        for label in labels.joined() { prior[label] += 1 / max(total, 1) }
        var counts = [Float](repeating: 0, count: matrix.columns * classes)
        var documentFrequency = [Int](repeating: 0, count: matrix.columns)
        for row in 0..<matrix.rows {
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                let column = Int(matrix.columnIndices[entry])
                documentFrequency[column] += 1
                for label in labels[row] { counts[column * classes + label] += 1 }
            }
        }
        return (0..<matrix.columns).map { column in
            let line = counts[column * classes..<(column + 1) * classes]
            let sum = line.reduce(0.0) { $0 + Double($1) }
            var divergence = 0.0
            for (q, count) in zip(prior, line) where q > 0 {
                let p = (Double(count) + q) / (sum + 1)
                divergence += p * log(p / q)
            }
            let idf = log(Double(1 + matrix.rows) / Double(1 + documentFrequency[column]))
            return Float(idf * max(0, divergence).squareRoot())
        }
    }
}
