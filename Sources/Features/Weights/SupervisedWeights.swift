import Numerics
import Foundation

/// Column weights that know the labels: terms that tell the labels apart weigh more.
///
/// w = ln((1 + n) / (1 + df)) · max over the labels of log₂(2 + a / max(1, c)), where of the documents with
/// the term a have the label and c have it not. The second factor is the relevance frequency rf (Lan, Tan,
/// Su and Lu, IEEE Transactions on Pattern Analysis and Machine Intelligence 31, 2009, section 3.3), the
/// highest of all labels, so that one matrix serves all of them. It is 1 where no document has a label and
/// never less, so a term weighs at least its idf.
public enum SupervisedWeights {
    /// - Parameters:
    ///   - matrix: documents × features; only which entries are there matters.
    ///   - labels: the labels of each document, from 0; a document may have none or several.
    /// - Returns: one weight a column, 0 or more.
    /// - Complexity: entries × labels of a document; memory for features × classes counts.
    public static func weights(_ matrix: CSRMatrix, labels: [[Int]], classes: Int) -> [Float] {
        weights(LabelCounts(matrix, labels: labels, classes: classes))
    }

    /// The same from counts that were taken document by document; 0 for columns that no document has.
    public static func weights(_ counts: LabelCounts) -> [Float] {
        let classes = counts.labels.count
        return counts.counts.withUnsafeBufferPointer { all in
            counts.documentFrequency.indices.map { column in
                let holding = counts.documentFrequency[column]
                if holding == 0 { return 0 }
                // a / c rises with a, so the most frequent label has the highest rf.
                let most = all[column * classes..<(column + 1) * classes].max() ?? 0
                let rf = log2(2 + Double(most) / Double(max(1, holding - most)))
                return Float(log(Double(1 + counts.documents) / Double(1 + holding)) * rf)
            }
        }
    }
}
