import CPrefetch

/// Counts the n-grams of one length that fall to one part of the hash space.
///
/// Everything known of an n-gram stands in one slot: counting one costs one touch of memory. Open
/// addressing with linear probing, at most 60% full.
///
/// Unchecked, because one thread fills it and threads share it only to look n-grams up.
struct NGramCounts: @unchecked Sendable {
    struct Slot {
        var key = NGramKey.vacant
        var documentFrequency: UInt32 = 0
        var occurrences: UInt32 = 0
        /// While counting, the last document that held it, from 1; then its number.
        var mark: UInt32 = 0

        var isTaken: Bool { key != .vacant }
    }

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
    func prefetch(_ hash: UInt64) {
        CPrefetch.prefetch(slots.baseAddress! + Int(truncatingIfNeeded: hash >> shift))
    }

    /// Where a key stands, or the vacant slot where it belongs.
    @inline(__always)
    private func place(of key: NGramKey, hash: UInt64) -> Int {
        let base = slots.baseAddress!
        let mask = slots.count &- 1
        var place = Int(truncatingIfNeeded: hash >> shift)
        while base[place].key != key, base[place].isTaken { place = (place &+ 1) & mask }
        return place
    }

    /// - Parameter hash: the key's `mixed` bits, which callers have at hand.
    @inline(__always)
    mutating func add(_ key: NGramKey, hash: UInt64, document: UInt32) {
        let slot = slots.baseAddress! + place(of: key, hash: hash)
        if !slot.pointee.isTaken {
            slot.pointee = Slot(key: key, documentFrequency: 1, occurrences: 1, mark: document)
            count &+= 1
            if count &* 10 > slots.count &* 6 { grow() }
            return
        }
        slot.pointee.occurrences &+= 1
        if slot.pointee.mark != document {
            slot.pointee.mark = document
            slot.pointee.documentFrequency &+= 1
        }
    }

    /// The n-gram's mark; nil if it was never added.
    @inline(__always)
    func mark(_ key: NGramKey, hash: UInt64) -> UInt32? {
        let slot = slots[place(of: key, hash: hash)]
        return slot.isTaken ? slot.mark : nil
    }

    private mutating func grow() {
        let old = slots
        slots = .allocate(capacity: old.count * 2)
        slots.initialize(repeating: Slot())
        shift -= 1
        for entry in old where entry.isTaken { slots[place(of: entry.key, hash: entry.key.mixed)] = entry }
        old.deallocate()
    }
}
