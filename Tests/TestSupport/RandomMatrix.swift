import TrendNumerics

extension CSRMatrix {
    /// A matrix of small whole numbers, about a third of them 0.
    public static func random(rows: Int, columns: Int) -> CSRMatrix {
        var (offsets, indices, values): ([Int], [Int32], [Float]) = ([0], [], [])
        for _ in 0..<rows {
            for column in 0..<columns where Int.random(in: 0..<3) > 0 {
                indices.append(Int32(column))
                values.append(Float(Int.random(in: 1...9)))
            }
            offsets.append(values.count)
        }
        return CSRMatrix(columns: columns, rowOffsets: offsets, columnIndices: indices, values: values)
    }

    public var dense: [[Float]] {
        (0..<rows).map { row in
            var line = [Float](repeating: 0, count: columns)
            for entry in rowOffsets[row]..<rowOffsets[row + 1] { line[Int(columnIndices[entry])] = values[entry] }
            return line
        }
    }
}

/// A seeded generator: the finalizer of SplitMix64 over a Weyl sequence.
public struct WeylGenerator: RandomNumberGenerator {
    public var state: UInt64

    public init(state: UInt64) { self.state = state }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        let mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        return mixed ^ mixed >> 31
    }
}

/// The Unicode scalars of a text, as the feature extractors read them.
public func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
