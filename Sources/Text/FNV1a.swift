/// The hash FNV-1a of 64 bits (Fowler, Noll and Vo; RFC 9923), grown piece by piece: the same in every run and on every
/// machine, so its values may stand in files. Nothing keeps somebody from making two inputs of one value on purpose.
package struct FNV1a: Sendable {
    package var value: UInt64

    /// - Parameter start: the value to go on from; that of nothing if not given.
    package init(from start: UInt64 = 0xCBF2_9CE4_8422_2325) { value = start }

    @inlinable
    package mutating func add(_ byte: UInt8) { mix(UInt64(byte)) }

    @inlinable
    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { mix(UInt64(byte)) }
    }

    /// A scalar's four bytes, the lowest first.
    @inlinable
    package mutating func add(bytesOf scalar: UInt32) {
        for shift: UInt32 in [0, 8, 16, 24] { mix(UInt64(scalar >> shift & 0xFF)) }
    }

    /// A scalar in one step, as if it were a byte: four times as fast, for those who mix the bits once more.
    @inlinable
    package mutating func add(whole scalar: UInt32) { mix(UInt64(scalar)) }

    @inlinable
    package mutating func mix(_ bits: UInt64) { value = (value ^ bits) &* 0x100_0000_01B3 }
}
