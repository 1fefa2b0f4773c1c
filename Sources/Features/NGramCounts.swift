import CPrefetch

/// Counts the n-grams of one length that fall to one part of the hash space.
///
/// An n-gram's key is the number of its prefix (the n-gram without its last scalar) and its last scalar,
/// 53 bits together, so n-grams of any length are exact integers. Everything known of an n-gram stands in
/// one slot: counting one costs one touch of memory. Open addressing with linear probing, at most 60% full.
struct NGramCounts: @unchecked Sendable {
    struct Slot {
        /// `vacant`, or the key.
        var key: UInt64 = .max
        var documentFrequency: UInt32 = 0
        var occurrences: UInt32 = 0
        /// While counting, the last document that held it, from 1; then its number.
        var mark: UInt32 = 0

        var isTaken: Bool { key != NGramCounts.vacant }
    }

    private static let vacant: UInt64 = .max

    private(set) var slots: UnsafeMutableBufferPointer<Slot>
    private var shift: UInt64
    private(set) var count = 0

    /// The memory must be given back with `deallocate`.
    init() {
        slots = .allocate(capacity: 1 << 12)
        slots.initialize(repeating: Slot())
        shift = 64 - 12
    }

    func deallocate() { slots.deallocate() }

    @inline(__always)
    static func hash(_ key: UInt64) -> UInt64 { (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15 }

    @inline(__always)
    func prefetch(_ hash: UInt64) {
        CPrefetch.prefetch(slots.baseAddress! + Int(truncatingIfNeeded: hash >> shift))
    }

    @inline(__always)
    mutating func add(_ key: UInt64, hash: UInt64, document: UInt32) {
        let base = slots.baseAddress!
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash >> shift)
        while base[slot].key != key {
            if base[slot].key == NGramCounts.vacant {
                base[slot] = Slot(key: key, documentFrequency: 1, occurrences: 1, mark: document)
                count &+= 1
                if count &* 10 > slots.count &* 6 { grow() }
                return
            }
            slot = (slot &+ 1) & mask
        }
        base[slot].occurrences &+= 1
        if base[slot].mark != document {
            base[slot].mark = document
            base[slot].documentFrequency &+= 1
        }
    }

    /// The n-gram's mark; nil if it was never added.
    @inline(__always)
    func mark(_ key: UInt64, hash: UInt64) -> UInt32? {
        let base = slots.baseAddress!
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash >> shift)
        while base[slot].key != key {
            if base[slot].key == NGramCounts.vacant { return nil }
            slot = (slot &+ 1) & mask
        }
        return base[slot].mark
    }

    private mutating func grow() {
        let old = slots
        slots = .allocate(capacity: old.count * 2)
        slots.initialize(repeating: Slot())
        shift -= 1
        let mask = slots.count - 1
        for entry in old where entry.isTaken {
            var target = Int(truncatingIfNeeded: NGramCounts.hash(entry.key) >> shift)
            while slots[target].isTaken { target = (target + 1) & mask }
            slots[target] = entry
        }
        old.deallocate()
    }
}
