import TrendNumerics
import Foundation

/// Column weights that use the labels: terms that discriminate between labels weigh more.
///
/// w = ln((1 + n) / (1 + df)) · max over the labels of log₂(2 + a / max(1, c)), where a of the documents with the term
/// have the label and c do not. The second factor is the relevance frequency rf (Lan, Tan, Su and Lu, IEEE
/// Transactions on Pattern Analysis and Machine Intelligence 31, 2009, section 3.3). The maximum over all labels lets
/// one matrix serve all of them. rf is at least 1, its value if no document has a label, so every term weighs at least
/// its idf.
public enum SupervisedWeights {
    /// Computes the weights from a matrix.
    ///
    /// - Parameters:
    ///   - matrix: documents × features; only the positions of the entries matter.
    ///   - labels: the labels of each document, from 0; a document may have none or several.
    ///   - classes: the number of labels.
    /// - Returns: one weight per column, at least 0.
    /// - Complexity: O(entries × labels per document); memory for features × classes counts.
    public static func weights(_ matrix: CSRMatrix, labels: [[Int]], classes: Int) -> [Float] {
        weights(LabelCounts(matrix, labels: labels, classes: classes))
    }

    /// Computes the weights from counts; 0 for columns that no document contains.
    public static func weights(_ counts: LabelCounts) -> [Float] {
        let classes = counts.labels.count
        return counts.counts.withUnsafeBufferPointer { all in
            counts.documentFrequency.indices.map { column in
                let holding = counts.documentFrequency[column]
                if holding == 0 { return 0 }
                // a / c rises with a, so the most frequent label has the highest rf.
                let maximum = all[column * classes..<(column + 1) * classes].max() ?? 0
                let rf = log2(2 + Double(maximum) / Double(max(1, holding - maximum)))
                return Float(log(Double(1 + counts.documents) / Double(1 + holding)) * rf)
            }
        }
    }
}
