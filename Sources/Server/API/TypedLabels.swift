import Foundation

/// Labels that a person typed on one line, as `LabelList` has them, but a label that is known stays whole: `医疗，器械` may
/// be one.
struct TypedLabels {
    private let known: Set<String>
    /// How many separators a label has at most; nobody's label has more, and a line has some hundred thousand.
    private static let mostWithin = 8

    init(known: some Sequence<String>) { self.known = Set(known) }

    /// The longest label that is known, at each place, else what stands up to the next separator.
    func labels(in line: String) -> [String] {
        let ends = line.indices.filter { ",，、;；".contains(line[$0]) } + [line.endIndex]
        var labels: [String] = []
        var (start, next) = (line.startIndex, 0)
        while next < ends.count {
            let last = min(next + TypedLabels.mostWithin, ends.count - 1)
            let end = (next...last).last { known.contains(trimmed(line[start..<ends[$0]])) } ?? next
            labels.append(trimmed(line[start..<ends[end]]))
            if end + 1 < ends.count { start = line.index(after: ends[end]) }
            next = end + 1
        }
        return labels.filter { !$0.isEmpty }
    }

    private func trimmed(_ text: Substring) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Labels on one line, as a form shows them.
    static func line(_ labels: [String]) -> String { labels.joined(separator: "，") }
}
