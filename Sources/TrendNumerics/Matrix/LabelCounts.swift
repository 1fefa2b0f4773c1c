import Foundation

/// The number of documents that contain each column, in total and per label. Column weights are computed from it.
///
/// It takes memory for columns × (classes + 1) counts, whatever the number of documents.
public struct LabelCounts: Sendable {
    /// The number of documents counted.
    public private(set) var documents = 0
    /// The number of documents with each label.
    public private(set) var labels: [Int]
    /// The number of documents that contain each column.
    public private(set) var documentFrequency: [UInt32]
    /// The number of documents that contain a column and have a label: columns × classes.
    package private(set) var counts: [UInt32]

    /// Begins with no documents.
    public init(columns: Int, classes: Int) {
        labels = Array(repeating: 0, count: classes)
        documentFrequency = Array(repeating: 0, count: columns)
        counts = Array(repeating: 0, count: columns * classes)
    }

    /// Counts all rows of a matrix.
    ///
    /// - Parameters:
    ///   - matrix: documents × features; only the positions of the entries matter.
    ///   - labels: the labels of each document, from 0; a document may have none or several.
    public init(_ matrix: CSRMatrix, labels: [[Int]], classes: Int) {
        self.init(columns: matrix.columns, classes: classes)
        matrix.withUnsafeEntries { offsets, columns, _ in
            for row in 0..<matrix.rows {
                add(UnsafeBufferPointer(rebasing: columns[offsets[row]..<offsets[row + 1]]), labels: labels[row][...])
            }
        }
    }

    /// Counts the entries of a matrix in some columns, of which the first becomes column 0.
    ///
    /// - Complexity: O(entries of the whole matrix × labels per document).
    public init(_ matrix: CSRMatrix, labels: [[Int]], classes: Int, columns piece: Range<Int>) {
        self.init(columns: piece.count, classes: classes)
        var own = [Int32]()
        matrix.withUnsafeEntries { offsets, columns, _ in
            for row in 0..<matrix.rows {
                own.removeAll(keepingCapacity: true)
                for column in columns[offsets[row]..<offsets[row + 1]] where piece.contains(Int(column)) {
                    own.append(column - Int32(piece.lowerBound))
                }
                own.withUnsafeBufferPointer { add($0, labels: labels[row][...]) }
            }
        }
    }

    /// Counts one document: its columns, each listed once, and its labels.
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

    /// The smoothed inverse document frequency of each column; 0 for a column that no document contains.
    public var idf: [Float] {
        documentFrequency.map { holding in
            holding == 0 ? 0 : Float(log(Double(1 + documents) / Double(1 + holding)) + 1)
        }
    }
}
