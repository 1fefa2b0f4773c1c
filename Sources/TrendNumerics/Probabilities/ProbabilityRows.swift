/// The probabilities of an item's labels. Those near 0 are left out, so a row takes a few bytes however many labels
/// there are.
public struct ProbabilityRow: Equatable, Sendable {
    /// Label and probability of each entry, packed; labels ascend.
    package let entries: [UInt32]

    /// The least probability that is kept.
    package static let least = 0.001
    /// The number of labels that a row can tell apart.
    package static let maximumLabels = 1 << 16

    /// Keeps the probabilities that are not near 0, and the highest one in any case.
    ///
    /// - Parameter probabilities: one per label, from 0 to 1; at most `maximumLabels`. NaN counts as 0.
    package init(_ probabilities: UnsafeBufferPointer<Double>) {
        precondition(probabilities.count <= ProbabilityRow.maximumLabels)
        var best = 0
        for label in probabilities.indices where probabilities[label] > probabilities[best] { best = label }
        var size = 0
        for label in probabilities.indices where probabilities[label] >= ProbabilityRow.least || label == best {
            size += 1
        }
        entries = [UInt32](unsafeUninitializedCapacity: size) { entries, count in
            for label in probabilities.indices where probabilities[label] >= ProbabilityRow.least || label == best {
                let probability = probabilities[label]
                entries[count] = ProbabilityRow.pack(label, probability.isNaN ? 0 : probability)
                count += 1
            }
        }
    }

    package init(_ probabilities: [Double]) {
        self = probabilities.withUnsafeBufferPointer { ProbabilityRow($0) }
    }

    package static func pack(_ label: Int, _ probability: Double) -> UInt32 {
        UInt32(label) << 16 | UInt32((min(1, max(0, probability)) * 65535).rounded())
    }

    package static func label(_ entry: UInt32) -> Int { Int(entry >> 16) }
    package static func probability(_ entry: UInt32) -> Double { Double(entry & 0xFFFF) / 65535 }
}

/// The rows of many items, one after another.
public struct ProbabilityRows: Equatable, Sendable {
    package private(set) var ends: [Int] = []
    package private(set) var entries: [UInt32] = []

    package init() {}

    /// The number of rows.
    package var count: Int { ends.count }

    package mutating func append(_ row: ProbabilityRow) {
        entries += row.entries
        ends.append(entries.count)
    }

    /// The places of a row's entries.
    package func places(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

    /// Takes stored rows.
    ///
    /// - Returns: nil unless the sizes match, every label is below `labels`, and the labels of a row ascend.
    package init?(sizes: [UInt16], entries: [UInt32], labels: Int) {
        var end = 0
        for size in sizes {
            let start = end
            end += Int(size)
            guard end <= entries.count else { return nil }
            for place in start..<end {
                guard ProbabilityRow.label(entries[place]) < labels else { return nil }
                guard place == start || entries[place - 1] >> 16 < entries[place] >> 16 else { return nil }
            }
            ends.append(end)
        }
        guard end == entries.count else { return nil }
        self.entries = entries
    }

    /// The number of entries of each row.
    package var sizes: [UInt16] { (0..<count).map { UInt16(places($0).count) } }
}
