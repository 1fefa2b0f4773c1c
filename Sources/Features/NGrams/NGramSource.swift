/// The n-grams of one length in texts, as far as they can be frequent.
struct NGramSource: Sendable {
    let length: Int
    let texts: [[UInt32]]
    /// The beginning of each document in the concatenated texts; the last element is their end.
    let starts: [Int]
    /// By position in the concatenated texts: the number of the n-gram one shorter, 0 for none; nil for single scalars.
    let previous: [UInt32]?

    /// The number of pieces of the hash space.
    static let buckets: UInt64 = 1 << 16

    @inline(__always)
    static func bucket(of hash: UInt64) -> UInt64 { hash >> 16 & (buckets - 1) }

    /// The part of the hash space, out of several equal ones, that a hash belongs to.
    @inline(__always)
    static func part(of hash: UInt64, _ parts: Int) -> Int {
        Int(truncatingIfNeeded: (bucket(of: hash) &* UInt64(parts)) >> 16)
    }

    /// The buckets of a part.
    static func buckets(of part: Int, _ parts: Int) -> Range<UInt64> {
        func start(_ part: Int) -> UInt64 { (UInt64(part) * buckets + UInt64(parts) - 1) / UInt64(parts) }
        return start(part)..<start(part + 1)
    }

    /// Calls `body` with the key, its hash, the document and the position of every n-gram whose prefix and suffix are
    /// in the previous level, in order. `prefetch` is called a few n-grams ahead.
    @inline(__always)
    func forEachKey(
        documents: Range<Int>, isWanted: (_ hash: UInt64) -> Bool, prefetch: (UInt64) -> Void,
        _ body: (_ key: NGramKey, _ hash: UInt64, _ document: Int, _ place: Int) -> Void
    ) {
        let ahead = 32
        withUnsafeTemporaryAllocation(of: (key: NGramKey, hash: UInt64, place: Int).self, capacity: ahead) { pending in
            for document in documents {
                let start = starts[document]
                texts[document].withUnsafeBufferPointer { text in
                    (previous ?? []).withUnsafeBufferPointer { numbers in
                        var filled = 0
                        var place = 0
                        let end = text.count - length + 1
                        while place < end {
                            while place < end, filled < ahead {
                                var prefix: UInt32 = 0
                                if length > 1 {
                                    prefix = numbers[start &+ place]
                                    if prefix == 0 || numbers[start &+ place &+ 1] == 0 {
                                        place &+= 1
                                        continue
                                    }
                                }
                                let key = NGramKey(prefix: prefix, scalar: text[place &+ length &- 1])
                                let hash = key.mixed
                                if isWanted(hash) {
                                    prefetch(hash)
                                    pending[filled] = (key, hash, start &+ place)
                                    filled &+= 1
                                }
                                place &+= 1
                            }
                            for index in 0..<filled {
                                body(pending[index].key, pending[index].hash, document, pending[index].place)
                            }
                            filled = 0
                        }
                    }
                }
            }
        }
    }
}
