import TrendNumerics
import Features
import Foundation

/// The number of documents that contain each of a few terms, and each pair of them.
struct Cooccurrence {
    private let terms: Int
    private let documents: Int
    /// terms × terms; the diagonal has the number of documents with the term.
    private var counts: [Int32]

    /// Counts terms and pairs of terms.
    ///
    /// - Parameter X: documents × terms; a stored entry means that the document has the term.
    /// - Complexity: entries, plus the square of the number of terms in each document.
    init(_ terms: [Int], in X: CSRMatrix) {
        self.terms = terms.count
        documents = X.rows
        counts = Array(repeating: 0, count: terms.count * terms.count)
        var places = [Int32](repeating: -1, count: X.columns)
        for (place, term) in terms.enumerated() { places[term] = Int32(place) }
        var found: [Int] = []
        X.withUnsafeEntries { offsets, columns, _ in
            for row in 0..<X.rows {
                found.removeAll(keepingCapacity: true)
                for entry in offsets[row]..<offsets[row + 1] {
                    let place = places[Int(columns[entry])]
                    if place >= 0 { found.append(Int(place)) }
                }
                for a in found { for b in found { counts[a * terms.count + b] += 1 } }
            }
        }
    }

    /// The normalized pointwise mutual information of two terms, ln(p(a, b) / (p(a) p(b))) / −ln p(a, b), with its
    /// limits at p(a, b) = 0 and 1.
    ///
    /// - Parameters:
    ///   - together: the number of documents with both terms.
    ///   - a: the number of documents with the first term.
    ///   - b: the number of documents with the second term.
    ///   - documents: the number of documents.
    static func npmi(together: Int, _ a: Int, _ b: Int, of documents: Int) -> Double {
        if together == 0 { return -1 }
        if together == documents { return 1 }
        let (both, documents) = (Double(together), Double(documents))
        return log(both * documents / (Double(a) * Double(b))) / -log(both / documents)
    }

    /// The NPMI of two of the terms, by their positions.
    func npmi(_ a: Int, _ b: Int) -> Double {
        Cooccurrence.npmi(together: count(a, b), count(a, a), count(b, b), of: documents)
    }

    private func count(_ a: Int, _ b: Int) -> Int { Int(counts[a * terms + b]) }

    /// The mean NPMI of all pairs; `nil` for fewer than two terms.
    var coherence: Double? { coherence(of: Array(0..<terms)) }

    /// The mean NPMI of all pairs of some of the terms, by their positions; `nil` for fewer than two.
    func coherence(of places: [Int]) -> Double? {
        guard places.count >= 2 else { return nil }
        let sum = places.indices.reduce(0.0) { sum, a in places[..<a].reduce(sum) { $0 + npmi(places[a], $1) } }
        return sum / Double(places.count * (places.count - 1) / 2)
    }
}
