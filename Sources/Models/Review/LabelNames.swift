import Text
import Corpus

/// Looks up labels by the names that people type.
struct LabelNames {
    private let labels: [String]
    private var byNormalForm: [String: String] = [:]

    init(_ labels: [String]) {
        self.labels = labels
        // If names differ only in their form, the first one wins.
        for label in labels.reversed() { byNormalForm[TextNormalizer().normalize(label)] = label }
    }

    /// The label of a name, regardless of case and width.
    func label(named name: String) -> String? { byNormalForm[TextNormalizer().normalize(name)] }

    /// The labels that may be meant by an unknown name, the closest first. A label qualifies if its edit distance is at
    /// most a third of the name's characters, or if one name contains the other.
    ///
    /// - Complexity: labels × length².
    func similar(to name: String, maximum count: Int = 3) -> [String] {
        let wanted = Array(TextNormalizer().normalize(name))
        guard wanted.count >= 2, wanted.count <= 40 else { return [] }
        let found = labels.compactMap { label -> (distance: Int, label: String)? in
            let own = Array(TextNormalizer().normalize(label))
            guard own.count >= 2, own.count <= 40 else { return nil }
            let distance = LabelNames.distance(wanted, own)
            let isInside = String(own).contains(String(wanted)) || String(wanted).contains(String(own))
            guard isInside || distance <= max(1, max(wanted.count, own.count) / 3) else { return nil }
            return (distance, label)
        }
        return found.sorted { ($0.distance, $0.label) < ($1.distance, $1.label) }.prefix(count).map(\.label)
    }

    /// The Levenshtein distance.
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (left == right ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
