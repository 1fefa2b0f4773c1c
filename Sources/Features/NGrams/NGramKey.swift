/// An n-gram as one integer: the number of its prefix (the n-gram without its last scalar) and its last
/// scalar, 53 bits together. So n-grams of any length are exact, and no string is ever made.
struct NGramKey: Hashable, Sendable, BitwiseCopyable {
    let bits: UInt64

    /// Stands in the slots of a table that hold no n-gram.
    static let vacant = NGramKey(bits: .max)

    @inline(__always)
    init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    init(prefix: UInt32, scalar: UInt32) { bits = UInt64(prefix) << 21 | UInt64(scalar) }

    @inline(__always)
    var prefix: UInt32 { UInt32(truncatingIfNeeded: bits >> 21) }

    @inline(__always)
    var scalar: UInt32 { UInt32(truncatingIfNeeded: bits & 0x1F_FFFF) }

    /// Mixed best in the highest bits, which are the ones to take a table's slot from.
    @inline(__always)
    var mixed: UInt64 { (bits ^ bits >> 29) &* 0x9E37_79B9_7F4A_7C15 }
}
