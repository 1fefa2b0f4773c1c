import Features
import Foundation

/// A fitted logistic regression: weights, intercepts and what makes probabilities of scores.
public struct LogisticRegressionModel: Equatable, Sendable {
    public enum Kind: String, Sendable, Codable {
        /// Softmax: the probabilities of a document's classes add up to 1.
        case multinomial
        /// A logistic function a label: each label has its own probability.
        case oneVsRest
    }

    public let kind: Kind
    public let classes: Int
    /// features × classes, row by row.
    public let weights: [Float]
    /// One a class.
    public let intercepts: [Float]

    /// - Throws: `ModelError.damagedModel` unless the sizes fit and all figures are finite.
    public init(kind: Kind, features: Int, classes: Int, weights: [Float], intercepts: [Float]) throws {
        guard classes > 0, intercepts.count == classes, weights.count == features * classes else {
            throw ModelError.damagedModel("\(weights.count) weights for \(features) features and \(classes) classes")
        }
        guard weights.allSatisfy(\.isFinite), intercepts.allSatisfy(\.isFinite) else {
            throw ModelError.damagedModel("a weight is not a number")
        }
        self.kind = kind
        self.classes = classes
        self.weights = weights
        self.intercepts = intercepts
    }

    /// documents × classes, row by row.
    ///
    /// - Complexity: entries × classes.
    public func scores(_ features: CSRMatrix, threads: Int = 1) -> [Float] {
        var scores = features.times(weights, width: classes, threads: threads)
        for row in 0..<features.rows {
            for label in 0..<classes { scores[row * classes + label] += intercepts[label] }
        }
        return scores
    }

    /// documents × classes, row by row.
    public func probabilities(_ features: CSRMatrix, threads: Int = 1) -> [Float] {
        var values = scores(features, threads: threads)
        for row in 0..<features.rows {
            let range = row * classes..<(row + 1) * classes
            switch kind {
            case .oneVsRest:
                for index in range { values[index] = 1 / (1 + exp(-values[index])) }
            case .multinomial:
                let top = values[range].max()!
                var sum: Float = 0
                for index in range {
                    values[index] = exp(values[index] - top)
                    sum += values[index]
                }
                for index in range { values[index] /= sum }
            }
        }
        return values
    }
}
