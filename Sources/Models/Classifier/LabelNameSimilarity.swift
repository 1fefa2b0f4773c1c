import Text
import Corpus
import Foundation

/// How alike the names of labels are.
///
/// A name is its Chinese characters and Latin words. What many labels have in common, such as 智能, says
/// little of two that share it, so each weighs by its inverse label frequency.
struct LabelNameSimilarity {
    private let units: [Set<String>]
    private let weights: [String: Double]

    init(_ labels: [String]) {
        let normalizer = TextNormalizer()
        units = labels.map { label in
            var units: Set<String> = []
            var word = ""
            for scalar in normalizer.scalars(of: label).compactMap(Unicode.Scalar.init) {
                let isWord = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                if isWord {
                    word.unicodeScalars.append(scalar)
                    continue
                }
                if !word.isEmpty { units.insert(word) }
                word = ""
                if scalar.properties.isAlphabetic { units.insert(String(scalar)) }
            }
            if !word.isEmpty { units.insert(word) }
            return units
        }
        var frequency: [String: Int] = [:]
        for unit in units.joined() { frequency[unit, default: 0] += 1 }
        weights = frequency.mapValues { pow(log(Double(labels.count + 1) / Double($0)), 2) }
    }

    /// How much of the shorter name is in the longer one, from 0 to 1 (one contains the other).
    func similarity(_ first: Int, _ second: Int) -> Double {
        // Sorted, since sums in a set's order would differ from run to run.
        func weight(_ units: Set<String>) -> Double { units.sorted().reduce(0) { $0 + weights[$1]! } }
        let shorter = min(weight(units[first]), weight(units[second]))
        return shorter > 0 ? min(1, weight(units[first].intersection(units[second])) / shorter) : 0
    }
}
