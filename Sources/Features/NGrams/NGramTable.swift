import CPrefetch

/// Looks n-grams up by their keys.
///
/// Open addressing with linear probing, at most half full; all that is known of an n-gram stands in one
/// slot of 16 bytes, so that finding it touches memory once.
struct NGramTable: Sendable {
    struct Slot {
        var key: NGramKey
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

    /// - Parameter capacity: how many n-grams there will be at most.
    init(capacity: Int) {
        var bits = 6
        while 1 << bits < 2 * capacity { bits += 1 }
        slots = Array(repeating: Slot(key: .vacant, number: NGramTable.none, column: -1), count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    /// False, and nothing done, where the key is there already.
    mutating func insert(_ key: NGramKey, number: UInt32, column: Int32) -> Bool {
        let place = withFinder { $0.place(of: key) }
        guard slots[place].key == .vacant else { return false }
        slots[place] = Slot(key: key, number: number, column: column)
        return true
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
        func prefetch(_ key: NGramKey) {
            CPrefetch.prefetch(slots.baseAddress! + Int(truncatingIfNeeded: key.mixed >> shift))
        }

        /// The n-gram's slot, or one with the number `none`. Constant time.
        @inline(__always)
        func find(_ key: NGramKey) -> Slot { slots[place(of: key)] }

        /// Where a key stands, or the vacant slot where it belongs.
        @inline(__always)
        fileprivate func place(of key: NGramKey) -> Int {
            let mask = slots.count &- 1
            var place = Int(truncatingIfNeeded: key.mixed >> shift)
            while slots[place].key != key, slots[place].key != .vacant { place = (place &+ 1) & mask }
            return place
        }
    }
}
