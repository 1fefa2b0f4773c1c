import CPrefetch

/// Counts the n-grams of one length in one part of the hash space.
///
/// Each slot holds everything about one n-gram, so counting touches memory once. There are many small tables, by the
/// highest bits of the hash, since a table that grows is in memory twice. They use open addressing with linear probing
/// and are at most 60% full.
///
/// It is unchecked because one thread fills it, and threads share it only for look-ups.
struct NGramCounts: @unchecked Sendable {
    struct Slot {
        var key = NGramKey.vacant
        var documentFrequency: UInt32 = 0
        var occurrences: UInt32 = 0
        /// While counting, the last document with the n-gram, from 1; afterwards the n-gram's number.
        var mark: UInt32 = 0
        /// How many n-grams there were before this one.
        var order: UInt32 = 0

        var isTaken: Bool { key != .vacant }
    }

    private struct Table {
        var slots: UnsafeMutablePointer<Slot>
        var mask: Int
        var shift: UInt64
        var count = 0

        init(bits: Int) {
            slots = .allocate(capacity: 1 << bits)
            slots.initialize(repeating: Slot(), count: 1 << bits)
            mask = 1 << bits - 1
            shift = UInt64(64 - NGramCounts.tableBits - bits)
        }

        @inline(__always)
        func first(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> shift) & mask }

        /// The slot of a key, or the vacant slot where it belongs.
        @inline(__always)
        func slot(of key: NGramKey, hash: UInt64) -> UnsafeMutablePointer<Slot> {
            var place = first(hash)
            while slots[place].key != key, slots[place].isTaken { place = (place &+ 1) & mask }
            return slots + place
        }

        /// Takes over the n-grams of a table.
        mutating func take(_ other: Table, where isWanted: (Slot) -> Bool = { _ in true }) {
            for place in 0...other.mask where other.slots[place].isTaken && isWanted(other.slots[place]) {
                let key = other.slots[place].key
                slot(of: key, hash: key.mixed).pointee = other.slots[place]
                count &+= 1
            }
        }
    }

    private static let tableBits = 6

    private let tables: UnsafeMutableBufferPointer<Table>
    /// The number of n-grams.
    private(set) var count = 0

    /// Allocates an empty table; call `deallocate` to free it.
    init() {
        tables = .allocate(capacity: 1 << NGramCounts.tableBits)
        for index in tables.indices { tables.initializeElement(at: index, to: Table(bits: 6)) }
    }

    func deallocate() {
        for table in tables { table.slots.deallocate() }
        tables.deallocate()
    }

    @inline(__always)
    private func table(of hash: UInt64) -> UnsafeMutablePointer<Table> {
        tables.baseAddress! + Int(truncatingIfNeeded: hash >> UInt64(64 - NGramCounts.tableBits))
    }

    @inline(__always)
    func prefetch(_ hash: UInt64) {
        let table = table(of: hash)
        CPrefetch.prefetch(table.pointee.slots + table.pointee.first(hash))
    }

    /// Counts one occurrence of an n-gram in a document.
    ///
    /// - Parameter hash: the key's `mixed` bits, which callers already have.
    /// - Returns: the n-gram's `order`.
    @inline(__always)
    mutating func add(_ key: NGramKey, hash: UInt64, document: UInt32) -> UInt32 {
        let table = table(of: hash)
        let slot = table.pointee.slot(of: key, hash: hash)
        if !slot.pointee.isTaken {
            let order = UInt32(truncatingIfNeeded: count)
            slot.pointee = Slot(key: key, documentFrequency: 1, occurrences: 1, mark: document, order: order)
            noteInsertion(into: table)
            return order
        }
        slot.pointee.occurrences &+= 1
        if slot.pointee.mark != document {
            slot.pointee.mark = document
            slot.pointee.documentFrequency &+= 1
        }
        return slot.pointee.order
    }

    /// The n-gram's mark; nil if it was never added.
    @inline(__always)
    func mark(_ key: NGramKey, hash: UInt64) -> UInt32? {
        let slot = table(of: hash).pointee.slot(of: key, hash: hash)
        return slot.pointee.isTaken ? slot.pointee.mark : nil
    }

    /// Marks an n-gram that was added.
    func setMark(_ key: NGramKey, to mark: UInt32) {
        table(of: key.mixed).pointee.slot(of: key, hash: key.mixed).pointee.mark = mark
    }

    /// Calls `body` with the slots of all n-grams, in an order that depends on the hashes alone.
    func forEach(_ body: (Slot) -> Void) {
        for table in tables {
            for place in 0...table.mask where table.slots[place].isTaken { body(table.slots[place]) }
        }
    }

    /// Adds an n-gram that is not there yet, with all its counts.
    mutating func insert(_ slot: Slot) {
        let table = table(of: slot.key.mixed)
        table.pointee.slot(of: slot.key, hash: slot.key.mixed).pointee = slot
        noteInsertion(into: table)
    }

    /// Removes n-grams. The tables stay as large as they are.
    mutating func removeAll(where isRemoved: (Slot) -> Bool) {
        count = 0
        for index in tables.indices {
            let old = tables[index]
            tables[index] = Table(bits: (old.mask + 1).trailingZeroBitCount)
            tables[index].take(old) { !isRemoved($0) }
            count += tables[index].count
            old.slots.deallocate()
        }
    }

    @inline(__always)
    private mutating func noteInsertion(into table: UnsafeMutablePointer<Table>) {
        count &+= 1
        table.pointee.count &+= 1
        if table.pointee.count &* 10 > table.pointee.mask &* 6 { NGramCounts.grow(table) }
    }

    private static func grow(_ table: UnsafeMutablePointer<Table>) {
        let old = table.pointee
        table.pointee = Table(bits: (old.mask + 1).trailingZeroBitCount + 1)
        table.pointee.take(old)
        old.slots.deallocate()
    }
}
