import Foundation

/// In how many documents each column stands, altogether and by label: what column weights are made of.
///
/// Memory for columns × (classes + 1) counts, whatever the number of documents.
public struct LabelCounts: Sendable {
    public private(set) var documents = 0
    /// One a class: documents with the label.
    public private(set) var labels: [Int]
    /// One a column.
    public private(set) var documentFrequency: [UInt32]
    /// columns × classes.
    package private(set) var counts: [UInt32]

    public init(columns: Int, classes: Int) {
        labels = Array(repeating: 0, count: classes)
        documentFrequency = Array(repeating: 0, count: columns)
        counts = Array(repeating: 0, count: columns * classes)
    }

    /// - Parameters:
    ///   - matrix: documents × features; only which entries are there matters.
    ///   - labels: the labels of each document, from 0; a document may have none or several.
    public init(_ matrix: CSRMatrix, labels: [[Int]], classes: Int) {
        self.init(columns: matrix.columns, classes: classes)
        matrix.withUnsafeEntries { offsets, columns, _ in
            for row in 0..<matrix.rows {
                add(UnsafeBufferPointer(rebasing: columns[offsets[row]..<offsets[row + 1]]), labels: labels[row][...])
            }
        }
    }

    /// Counts one document: the columns it has, each once, and its labels.
    public mutating func add(_ columns: UnsafeBufferPointer<Int32>, labels own: ArraySlice<Int>) {
        documents += 1
        for label in own { labels[label] += 1 }
        let classes = labels.count
        documentFrequency.withUnsafeMutableBufferPointer { frequency in
            counts.withUnsafeMutableBufferPointer { counts in
                for column in columns {
                    frequency[Int(column)] += 1
                    for label in own { counts[Int(column) * classes + label] += 1 }
                }
            }
        }
    }

    /// The smoothed idf of each column, 0 for columns that no document has.
    public var idf: [Float] {
        documentFrequency.map { holding in
            holding == 0 ? 0 : Float(log(Double(1 + documents) / Double(1 + holding)) + 1)
        }
    }
}
