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
        weights(LabelCounts(matrix, labels: labels, classes: classes))
    }

    /// The same from counts that were taken document by document.
    public static func weights(_ counts: LabelCounts) -> [Float] {
        let total = Double(max(1, counts.labels.reduce(0, +)))
        let prior = counts.labels.map { Double($0) / total }
        let classes = prior.count
        return counts.counts.withUnsafeBufferPointer { all in
            counts.documentFrequency.indices.map { column in
                let line = all[column * classes..<(column + 1) * classes]
                let sum = line.reduce(0.0) { $0 + Double($1) }
                var divergence = 0.0
                for (q, count) in zip(prior, line) where q > 0 {
                    let p = (Double(count) + q) / (sum + 1)
                    divergence += p * log(p / q)
                }
                let holding = counts.documentFrequency[column]
                let idf = log(Double(1 + counts.documents) / Double(1 + holding))
                return Float(idf * max(0, divergence).squareRoot())
            }
        }
    }
}
