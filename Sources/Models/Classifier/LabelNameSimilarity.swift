import Text
import Corpus
import Foundation

/// The similarity of labels by their names.
///
/// A name is the set of its Chinese characters and Latin words. A unit of many labels, such as 智能, says little about
/// two labels that share it, so units are weighted by their inverse label frequency.
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

    /// The share of the shorter name that is in the longer one, from 0 to 1; at 1 one name contains the other.
    func similarity(_ first: Int, _ second: Int) -> Double {
        // The units are sorted, because a sum in the order of a set would differ from run to run.
        func weight(_ units: Set<String>) -> Double { units.sorted().reduce(0) { $0 + weights[$1]! } }
        let shorter = min(weight(units[first]), weight(units[second]))
        return shorter > 0 ? min(1, weight(units[first].intersection(units[second])) / shorter) : 0
    }
}
