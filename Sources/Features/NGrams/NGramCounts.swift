import CPrefetch

/// Counts the n-grams of one length in one part of the hash space.
///
/// Each slot holds everything about one n-gram, so counting touches memory once. The table uses open addressing with
/// linear probing and is at most 60% full.
///
/// It is unchecked because one thread fills it, and threads share it only for look-ups.
struct NGramCounts: @unchecked Sendable {
    struct Slot {
        var key = NGramKey.vacant
        var documentFrequency: UInt32 = 0
        var occurrences: UInt32 = 0
        /// While counting, the last document with the n-gram, from 1; afterwards the n-gram's number.
        var mark: UInt32 = 0

        var isTaken: Bool { key != .vacant }
    }

    private(set) var slots: UnsafeMutableBufferPointer<Slot>
    private var shift: UInt64
    private(set) var count = 0

    /// Allocates an empty table; call `deallocate` to free it.
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

    /// The slot of a key, or the vacant slot where it belongs.
    @inline(__always)
    private func place(of key: NGramKey, hash: UInt64) -> Int {
        let base = slots.baseAddress!
        let mask = slots.count &- 1
        var place = Int(truncatingIfNeeded: hash >> shift)
        while base[place].key != key, base[place].isTaken { place = (place &+ 1) & mask }
        return place
    }

    /// Counts one occurrence of an n-gram in a document.
    ///
    /// - Parameter hash: the key's `mixed` bits, which callers already have.
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

    /// Adds an n-gram that is not there yet, with all its counts.
    mutating func insert(_ slot: Slot) {
        slots[place(of: slot.key, hash: slot.key.mixed)] = slot
        count &+= 1
        if count &* 10 > slots.count &* 6 { grow() }
    }

    /// Removes n-grams. The table stays as large as it is.
    mutating func removeAll(where isRemoved: (Slot) -> Bool) {
        let old = slots
        slots = .allocate(capacity: old.count)
        slots.initialize(repeating: Slot())
        count = 0
        for slot in old where slot.isTaken && !isRemoved(slot) {
            slots[place(of: slot.key, hash: slot.key.mixed)] = slot
            count &+= 1
        }
        old.deallocate()
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
