import CPrefetch

/// Looks up n-grams by their keys.
///
/// The table uses open addressing with linear probing and is at most half full. Each slot of 16 bytes holds everything
/// about one n-gram, so a look-up touches memory once.
struct NGramTable: Sendable {
    struct Slot {
        var key: NGramKey
        /// The n-gram's number, from 1.
        var number: UInt32
        /// The feature's column, or −1.
        var column: Int32
    }

    /// The number of the empty n-gram, the prefix of all unigrams.
    static let root: UInt32 = 0
    /// Means "no such n-gram".
    static let none: UInt32 = .max

    private var slots: [Slot]
    private let shift: UInt64

    /// Allocates an empty table.
    ///
    /// - Parameter capacity: the maximum number of n-grams.
    init(capacity: Int) {
        var bits = 6
        while 1 << bits < 2 * capacity { bits += 1 }
        slots = Array(repeating: Slot(key: .vacant, number: NGramTable.none, column: -1), count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    /// Adds an n-gram.
    ///
    /// - Returns: false, without any change, if the key is already present.
    mutating func insert(_ key: NGramKey, number: UInt32, column: Int32) -> Bool {
        let place = withFinder { $0.place(of: key) }
        guard slots[place].key == .vacant else { return false }
        slots[place] = Slot(key: key, number: number, column: column)
        return true
    }

    /// Calls `body` with a finder; the table's memory stays in place while it runs.
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

        /// The slot of an n-gram, or one with the number `none`. Constant time.
        @inline(__always)
        func find(_ key: NGramKey) -> Slot { slots[place(of: key)] }

        /// The slot of a key, or the vacant slot where it belongs.
        @inline(__always)
        fileprivate func place(of key: NGramKey) -> Int {
            let mask = slots.count &- 1
            var place = Int(truncatingIfNeeded: key.mixed >> shift)
            while slots[place].key != key, slots[place].key != .vacant { place = (place &+ 1) & mask }
            return place
        }
    }
}
