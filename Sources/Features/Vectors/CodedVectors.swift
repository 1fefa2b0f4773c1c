/// Vectors as bytes: each number as a share of the vector's largest, in 127ths.
package struct CodedVectors: Sendable {
    package private(set) var codes: [Int8]
    /// The largest number of each vector.
    package private(set) var largest: [Float]

    /// - Parameter vectors: vectors × rank, row by row.
    package init(_ vectors: [Float], rank: Int) {
        codes = [Int8](repeating: 0, count: vectors.count)
        largest = []
        for start in stride(from: 0, to: vectors.count, by: rank) {
            let top = vectors[start..<start + rank].reduce(0) { max($0, abs($1)) }
            largest.append(top)
            guard top > 0 else { continue }
            for index in start..<start + rank { codes[index] = Int8((vectors[index] * 127 / top).rounded()) }
        }
    }
}
