/// The 64-bit FNV-1a hash (Fowler, Noll and Vo; RFC 9923), computed piece by piece.
///
/// It is the same in every run and on every machine, so files may contain its values. It is not cryptographic: anyone
/// can construct two inputs with the same value.
package struct FNV1a: Sendable {
    /// The hash of everything added so far.
    package var value: UInt64

    /// Begins a hash.
    ///
    /// - Parameter start: the value to continue from; by default that of the empty input.
    package init(from start: UInt64 = 0xCBF2_9CE4_8422_2325) { value = start }

    /// Adds one byte.
    @inlinable
    package mutating func add(_ byte: UInt8) { mix(UInt64(byte)) }

    /// Adds bytes in order.
    @inlinable
    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { mix(UInt64(byte)) }
    }

    /// The same for bytes in memory, whatever the caller is compiled like: half of what an import hashes are records.
    package mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes { mix(UInt64(byte)) }
    }

    /// Adds a scalar's four bytes, the lowest first.
    @inlinable
    package mutating func add(bytesOf scalar: UInt32) {
        for shift: UInt32 in [0, 8, 16, 24] { mix(UInt64(scalar >> shift & 0xFF)) }
    }

    /// Adds a scalar in one step, as if it were a byte: four times as fast, for callers that mix the bits again.
    @inlinable
    package mutating func add(whole scalar: UInt32) { mix(UInt64(scalar)) }

    /// Adds bits in one step of the hash.
    @inlinable
    package mutating func mix(_ bits: UInt64) { value = (value ^ bits) &* 0x100_0000_01B3 }
}
