/// Numbers n-grams: a trie kept as one flat hash table.
///
/// An n-gram's key is the number of its prefix (the n-gram without its last scalar) and its last scalar,
/// 53 bits together, so n-grams of any length are exact integers and no string is ever made. At each
/// place of a text the n-grams of all lengths are looked up with the numbers found one place before,
/// which makes the look-ups of one place independent of each other.
///
/// Open addressing with linear probing, at most 60% full; 12 bytes a slot.
struct NGramTable {
    /// The number of the empty n-gram, prefix of all unigrams.
    static let root: UInt32 = 0
    /// Stands for "no such n-gram".
    static let none: UInt32 = .max

    private var keys: [UInt64]
    private var numbers: [UInt32]
    private var shift: UInt64
    /// N-grams numbered so far, the root among them.
    private(set) var count: Int

    private static let vacant: UInt64 = .max

    /// - Parameter capacity: how many n-grams to make room for; the table grows beyond it by itself.
    init(capacity: Int = 1 << 12) {
        var bits = 12
        while Double(1 << bits) * 0.6 < Double(capacity) { bits += 1 }
        keys = Array(repeating: NGramTable.vacant, count: 1 << bits)
        numbers = Array(repeating: 0, count: 1 << bits)
        shift = UInt64(64 - bits)
        count = 1
    }

    @inline(__always)
    static func key(prefix: UInt32, scalar: UInt32) -> UInt64 { UInt64(prefix) << 21 | UInt64(scalar) }

    @inline(__always)
    private static func hash(_ key: UInt64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: ((key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }

    /// The number of an n-gram, or `none`. Constant time.
    @inline(__always)
    func find(_ key: UInt64) -> UInt32 {
        let mask = keys.count - 1
        return keys.withUnsafeBufferPointer { keys in
            var slot = NGramTable.hash(key, shift)
            while true {
                let found = keys[slot]
                if found == key { return numbers.withUnsafeBufferPointer { $0[slot] } }
                if found == NGramTable.vacant { return NGramTable.none }
                slot = (slot + 1) & mask
            }
        }
    }

    /// The number of an n-gram, the next free one if it is new. Constant time, spread over insertions.
    @inline(__always)
    mutating func insert(_ key: UInt64) -> UInt32 {
        let mask = keys.count - 1
        var slot = NGramTable.hash(key, shift)
        while true {
            let found = keys.withUnsafeBufferPointer { $0[slot] }
            if found == key { return numbers.withUnsafeBufferPointer { $0[slot] } }
            if found == NGramTable.vacant { break }
            slot = (slot + 1) & mask
        }
        let number = UInt32(count)
        keys[slot] = key
        numbers[slot] = number
        count += 1
        if count * 10 > keys.count * 6 { grow() }
        return number
    }

    private mutating func grow() {
        let oldKeys = keys
        let oldNumbers = numbers
        keys = Array(repeating: NGramTable.vacant, count: oldKeys.count * 2)
        numbers = Array(repeating: 0, count: oldKeys.count * 2)
        shift -= 1
        let mask = keys.count - 1
        for (slot, key) in oldKeys.enumerated() where key != NGramTable.vacant {
            var target = NGramTable.hash(key, shift)
            while keys[target] != NGramTable.vacant { target = (target + 1) & mask }
            keys[target] = key
            numbers[target] = oldNumbers[slot]
        }
    }

    /// The key of every n-gram, by number; the root's is 0.
    func keysByNumber() -> [UInt64] {
        var result = [UInt64](repeating: 0, count: count)
        for (slot, key) in keys.enumerated() where key != NGramTable.vacant { result[Int(numbers[slot])] = key }
        return result
    }
}
