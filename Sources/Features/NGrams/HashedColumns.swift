/// Columns for n-grams without a vocabulary: an n-gram's column is its hash (Weinberger, Dasgupta,
/// Langford, Smola and Attenberg, "Feature hashing for large scale multitask learning", ICML 2009,
/// without the signs, which only matter where columns are few).
///
/// Memory does not depend on the text, and texts need to be read only once. The price is that n-grams
/// share columns by chance, and that a column alone does not tell its n-gram.
///
/// The hash goes over the n-gram's scalars and has no seed, since a model file relies on it; the column
/// is its highest bits. So the columns of fewer bits are those of more bits, shifted to the right.
public struct HashedColumns: Equatable, Sendable {
    public static let bitsAllowed = 10...24

    public let bits: Int

    public var count: Int { 1 << bits }

    /// - Throws: `FeatureError.badHashBits`.
    public init(bits: Int) throws {
        guard HashedColumns.bitsAllowed.contains(bits) else { throw FeatureError.badHashBits(bits) }
        self.bits = bits
    }

    private static let empty: UInt64 = 0x243F_6A88_85A3_08D3

    /// The hash of an n-gram from that of its prefix. The product carries every bit upwards, the shift
    /// brings the high ones back down for the next scalar.
    @inline(__always)
    private static func extend(_ prefix: UInt64, by scalar: UInt32) -> UInt64 {
        (prefix ^ prefix >> 29 ^ UInt64(scalar)) &* 0x9E37_79B9_7F4A_7C15
    }

    /// Calls `body` with the column of every n-gram in a text, the place of its last scalar and its
    /// length. Linear in the text's length times the longest n-gram.
    @inline(__always)
    func forEachFeature(
        in text: UnsafeBufferPointer<UInt32>, lengths: ClosedRange<Int>, _ body: (Int32, Int, Int) -> Void
    ) {
        let shift = UInt64(64 - bits)
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: lengths.upperBound + 1) { open in
            // open[n] is the hash of the n scalars before the current place.
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

    /// Calls `body` with every column that has n-grams in a text, columns rising, and how often they
    /// stand there.
    ///
    /// - Parameter scratch: memory to work in, kept by the caller so that a text allocates nothing.
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
