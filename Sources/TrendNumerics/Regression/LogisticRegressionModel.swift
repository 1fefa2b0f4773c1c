import Foundation

/// A fitted logistic regression: weights and intercepts, and the link from scores to probabilities.
public struct LogisticRegressionModel: Equatable, Sendable {
    /// The link from scores to probabilities.
    public enum Kind: String, Sendable, Codable {
        /// Softmax: the probabilities of a document's classes add up to 1.
        case multinomial
        /// One logistic function per label: each label has its own probability.
        case oneVsRest
    }

    /// The link from scores to probabilities.
    public let kind: Kind
    /// The number of classes or labels.
    public let classes: Int
    /// features × classes, row by row.
    public let weights: [Float]
    /// One per class.
    public let intercepts: [Float]

    /// Trained weights stay far below; sums of millions of their squares stay finite.
    private static let largest: Float = 1e15

    /// Takes the parameters of a model.
    ///
    /// - Throws: `NumericsError.damagedModel` unless the sizes match and all parameters are of a size that training
    ///   gives, so that sums and products of them are finite.
    public init(kind: Kind, features: Int, classes: Int, weights: [Float], intercepts: [Float]) throws {
        guard classes > 0, intercepts.count == classes, weights.count == features * classes else {
            throw NumericsError.damagedModel("\(weights.count) weights for \(features) features and \(classes) classes")
        }
        guard weights.allSatisfy({ abs($0) <= LogisticRegressionModel.largest }),
            intercepts.allSatisfy({ abs($0) <= LogisticRegressionModel.largest })
        else {
            throw NumericsError.damagedModel("a weight is not a number, or beyond what training gives")
        }
        self.kind = kind
        self.classes = classes
        self.weights = weights
        self.intercepts = intercepts
    }

    /// Scores Wᵀx + b: documents × classes, row by row; the same bits with any number of threads.
    ///
    /// - Parameters:
    ///   - features: documents × features, the first ones.
    ///   - dense: the other features of the documents, documents × width, row by row. Their part is a product of
    ///     matrices.
    /// - Complexity: O(entries × classes).
    public func scores(_ features: CSRMatrix, dense: [Float] = [], threads: Int = 1) -> [Float] {
        let width = features.rows > 0 ? dense.count / features.rows : 0
        precondition(dense.count == features.rows * width)
        precondition(weights.count == (features.columns + width) * classes || features.rows == 0)
        return [Float](unsafeUninitializedCapacity: features.rows * classes) { output, count in
            count = features.rows * classes
            nonisolated(unsafe) let scores = output
            let pieces = Parallel.chunks(of: features.rows, size: 1024)
            _ = Parallel.map(pieces.count, threads: threads) { piece in
                weights.withUnsafeBufferPointer { weights in
                    features.withUnsafeEntries { offsets, columns, values in
                        for row in pieces[piece] {
                            let entries = offsets[row]..<offsets[row + 1]
                            score(
                                UnsafeBufferPointer(rebasing: columns[entries]),
                                UnsafeBufferPointer(rebasing: values[entries]), weights.baseAddress!,
                                into: scores.baseAddress! + row * classes)
                        }
                    }
                    guard width > 0 else { return }
                    dense.withUnsafeBufferPointer { dense in
                        DenseAlgebra.multiply(
                            dense.baseAddress! + pieces[piece].lowerBound * width, rows: pieces[piece].count,
                            inner: width, by: weights.baseAddress! + features.columns * classes, width: classes,
                            into: scores.baseAddress! + pieces[piece].lowerBound * classes, isAdded: true)
                    }
                }
            }
        }
    }

    /// Computes one row of scores, eight classes at a time in registers.
    @inline(__always)
    private func score(
        _ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Float>, _ weights: UnsafePointer<Float>,
        into scores: UnsafeMutablePointer<Float>
    ) {
        let width = MemoryLayout<Float>.size * classes
        let lanes = Lanes.scalarCount
        var label = 0
        while label < classes {
            if classes >= lanes {
                // The last eight may overlap the ones before. Overlapping scores are computed twice, with the same
                // bits.
                label = min(label, classes - lanes)
                var sum = Lanes.zero
                let base = UnsafeRawPointer(weights + label)
                for entry in columns.indices {
                    sum +=
                        values[entry] * base.loadUnaligned(fromByteOffset: Int(columns[entry]) * width, as: Lanes.self)
                }
                for lane in 0..<lanes { scores[label + lane] = sum[lane] + intercepts[label + lane] }
                label += lanes
            } else {
                var sum: Float = 0
                for entry in columns.indices { sum += values[entry] * weights[Int(columns[entry]) * classes + label] }
                scores[label] = sum + intercepts[label]
                label += 1
            }
        }
    }

    /// Probabilities: documents × classes, row by row.
    ///
    /// - Complexity: O(entries × classes).
    public func probabilities(_ features: CSRMatrix, threads: Int = 1) -> [Float] {
        kind.probabilities(scores(features, threads: threads), classes: classes)
    }
}

extension LogisticRegressionModel.Kind {
    /// The probabilities of scores: documents × classes, row by row.
    package func probabilities(_ scores: consuming [Float], classes: Int) -> [Float] {
        var values = scores
        values.withUnsafeMutableBufferPointer { values in
            switch self {
            case .oneVsRest:
                for index in values.indices { values[index] = 1 / (1 + exp(-values[index])) }
            case .multinomial:
                for start in stride(from: 0, to: values.count, by: classes) {
                    let range = start..<start + classes
                    let top = values[range].max()!
                    var sum: Float = 0
                    for index in range {
                        values[index] = exp(values[index] - top)
                        sum += values[index]
                    }
                    for index in range { values[index] /= sum }
                }
            }
        }
        return values
    }
}
