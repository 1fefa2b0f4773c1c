/// An n-gram as one integer of 53 bits: the number of its prefix (the n-gram without its last scalar) and its last
/// scalar. N-grams of any length are therefore exact, and no strings are created.
struct NGramKey: Hashable, Sendable, BitwiseCopyable {
    let bits: UInt64

    /// Marks the empty slots of a table.
    static let vacant = NGramKey(bits: .max)

    @inline(__always)
    init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    init(prefix: UInt32, scalar: UInt32) { bits = UInt64(prefix) << 21 | UInt64(scalar) }

    @inline(__always)
    var prefix: UInt32 { UInt32(truncatingIfNeeded: bits >> 21) }

    @inline(__always)
    var scalar: UInt32 { UInt32(truncatingIfNeeded: bits & 0x1F_FFFF) }

    /// A hash. Its highest bits are mixed best, so use those for a slot.
    @inline(__always)
    var mixed: UInt64 { (bits ^ bits >> 29) &* 0x9E37_79B9_7F4A_7C15 }
}
