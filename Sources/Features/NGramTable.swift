import CPrefetch

/// Looks n-grams up by their keys: the number of the prefix (the n-gram without its last scalar) and the
/// last scalar, 53 bits together, so n-grams of any length are exact integers and no string is ever made.
///
/// Open addressing with linear probing, at most half full; all that is known of an n-gram stands in one
/// slot of 16 bytes, so that finding it touches memory once.
struct NGramTable: Sendable {
    struct Slot {
        var key: UInt64
        /// The n-gram's number, from 1.
        var number: UInt32
        /// The feature's column, or −1.
        var column: Int32
    }

    /// The number of the empty n-gram, prefix of all unigrams.
    static let root: UInt32 = 0
    /// Stands for "no such n-gram".
    static let none: UInt32 = .max

    private var slots: [Slot]
    private let shift: UInt64

    private static let vacant: UInt64 = .max

    /// - Parameter capacity: how many n-grams there will be at most.
    init(capacity: Int) {
        var bits = 6
        while 1 << bits < 2 * capacity { bits += 1 }
        slots = Array(repeating: Slot(key: NGramTable.vacant, number: NGramTable.none, column: -1), count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    @inline(__always)
    static func key(prefix: UInt32, scalar: UInt32) -> UInt64 { UInt64(prefix) << 21 | UInt64(scalar) }

    /// False, and nothing done, where the key is there already.
    mutating func insert(_ key: UInt64, number: UInt32, column: Int32) -> Bool {
        let shift = self.shift
        return slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count - 1
            var slot = Int(truncatingIfNeeded: NGramCounts.hash(key) >> shift)
            while slots[slot].key != NGramTable.vacant {
                if slots[slot].key == key { return false }
                slot = (slot + 1) & mask
            }
            slots[slot] = Slot(key: key, number: number, column: column)
            return true
        }
    }

    /// Finds n-grams in memory that stays where it is as long as `body` runs.
    @inline(__always)
    func withFinder<Result>(_ body: (Finder) -> Result) -> Result {
        slots.withUnsafeBufferPointer { body(Finder(slots: $0, shift: shift)) }
    }

    struct Finder {
        fileprivate let slots: UnsafeBufferPointer<Slot>
        fileprivate let shift: UInt64

        @inline(__always)
        func prefetch(_ key: UInt64) {
            CPrefetch.prefetch(slots.baseAddress! + Int(truncatingIfNeeded: NGramCounts.hash(key) >> shift))
        }

        /// The n-gram's slot, or one with the number `none`. Constant time.
        @inline(__always)
        func find(_ key: UInt64) -> Slot {
            let mask = slots.count &- 1
            var slot = Int(truncatingIfNeeded: NGramCounts.hash(key) >> shift)
            while slots[slot].key != key, slots[slot].key != NGramTable.vacant { slot = (slot &+ 1) & mask }
            return slots[slot]
        }
    }
}
