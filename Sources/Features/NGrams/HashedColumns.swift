/// Columns for n-grams without a vocabulary: the column of an n-gram is its hash.
///
/// This is feature hashing (Weinberger, Dasgupta, Langford, Smola and Attenberg, "Feature hashing for large scale
/// multitask learning", ICML 2009), without the signs, which only matter if there are few columns.
///
/// Memory does not depend on the text, and texts have to be read only once. In return, n-grams share columns by
/// chance, and a column does not reveal its n-gram.
///
/// The hash is computed over the n-gram's scalars. It has no seed, because model files rely on it. The column is the
/// hash's highest bits, so the columns with fewer bits are those with more bits, shifted to the right.
public struct HashedColumns: Equatable, Sendable {
    /// The allowed numbers of bits.
    public static let bitsAllowed = 10...24

    /// The number of bits of a column.
    public let bits: Int

    /// The number of columns, 2 to the power of `bits`.
    public var count: Int { 1 << bits }

    /// Takes a number of bits.
    ///
    /// - Throws: `FeatureError.badHashBits` unless it is one of `bitsAllowed`.
    public init(bits: Int) throws {
        guard HashedColumns.bitsAllowed.contains(bits) else { throw FeatureError.badHashBits(bits) }
        self.bits = bits
    }

    private static let empty: UInt64 = 0x243F_6A88_85A3_08D3

    /// The hash of an n-gram, from the hash of its prefix. The product carries every bit upward; the shift brings the
    /// high bits down again for the next scalar.
    @inline(__always)
    private static func extend(_ prefix: UInt64, by scalar: UInt32) -> UInt64 {
        (prefix ^ prefix >> 29 ^ UInt64(scalar)) &* 0x9E37_79B9_7F4A_7C15
    }

    /// Calls `body` with the column of every n-gram in a text, the position of its last scalar and its length.
    ///
    /// - Complexity: the length of the text times that of the longest n-gram.
    @inline(__always)
    func forEachFeature(
        in text: UnsafeBufferPointer<UInt32>, lengths: ClosedRange<Int>, _ body: (Int32, Int, Int) -> Void
    ) {
        let shift = UInt64(64 - bits)
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: lengths.upperBound + 1) { open in
            // open[n] is the hash of the n scalars before the current position.
            open.initialize(repeating: HashedColumns.empty)
            for place in 0..<text.count {
                let scalar = text[place]
                var length = min(lengths.upperBound, place + 1)
                while length >= 1 {
                    let hash = HashedColumns.extend(open[length - 1], by: scalar)
                    open[length] = hash
                    if length >= lengths.lowerBound { body(Int32(truncatingIfNeeded: hash >> shift), place, length) }
                    length -= 1
                }
            }
        }
    }

    /// Calls `body` with every column that occurs in a text, in ascending order, and its count.
    ///
    /// - Parameter scratch: memory that the caller keeps, so that a text needs no allocation.
    @inline(__always)
    public func forEachCount(
        in text: [UInt32], options: TFIDFOptions, scratch: inout [UInt32], _ body: (Int32, Int) -> Void
    ) {
        scratch.removeAll(keepingCapacity: true)
        text.withUnsafeBufferPointer { text in
            forEachFeature(in: text, lengths: options.shortest...options.longest) { column, _, _ in
                scratch.append(UInt32(bitPattern: column))
            }
        }
        scratch.sort()
        scratch.withUnsafeBufferPointer { sorted in
            var start = 0
            while start < sorted.count {
                var end = start + 1
                while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
                body(Int32(bitPattern: sorted[start]), end - start)
                start = end
            }
        }
    }
}
