import TrendNumerics

/// What counting the n-grams of texts cannot do without, and nothing else: for each n-gram of each length one hash and
/// one look at memory, which is as large as the slots of that length's n-grams and so mostly not in the cache.
///
/// - Parameter kind: as in `vectorize`, whose time this is to be compared with.
func floor(_ kind: Text, texts path: String) throws {
    let texts = try Inputs.texts(path)
    let options = try kind.options()
    let sizes = (1...options.longest).map { memory(ofLength: $0, in: texts) }
    let pieces = Parallel.chunks(of: texts.count, size: 1024)
    let ((ngrams, seen), measurement) = Measurement.of {
        var (ngrams, seen) = (0, UInt64(0))
        for (length, bits) in zip(1..., sizes) {
            let slots = [UInt64](repeating: 1, count: 1 << bits)
            let parts = Parallel.map(pieces.count, threads: 2) { piece in
                var (ngrams, seen) = (0, UInt64(0))
                slots.withUnsafeBufferPointer { slots in
                    for text in texts[pieces[piece]] {
                        forEachHash(ofLength: length, in: text) { hash in
                            seen &+= slots[Int(truncatingIfNeeded: hash >> UInt64(64 - bits))]
                            ngrams += 1
                        }
                    }
                }
                return (ngrams, seen)
            }
            for part in parts { (ngrams, seen) = (ngrams + part.0, seen &+ part.1) }
        }
        return (ngrams, seen)
    }
    try measurement.report(["ngrams": Double(ngrams), "seen": Double(seen)])
}

/// Calls `body` with the hash of every n-gram of a length. The n-gram without its last scalar is taken as hashed
/// already, as counting has its number from the length before.
@inline(__always)
private func forEachHash(ofLength length: Int, in text: [UInt32], _ body: (UInt64) -> Void) {
    guard text.count >= length else { return }
    text.withUnsafeBufferPointer { text in
        for place in 0...text.count - length {
            let prefix = length == 1 ? 0 : UInt64(text[place]) &* 0x2545_F491 ^ UInt64(text[place + length - 2])
            let key = prefix << 21 ^ UInt64(text[place + length - 1])
            body((key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15)
        }
    }
}

/// The logarithm to base 2 of the words that the slots of a length's n-grams take: three each, 60% full.
private func memory(ofLength length: Int, in texts: [[UInt32]]) -> Int {
    var known = Set<UInt64>()
    for text in texts { forEachHash(ofLength: length, in: text) { known.insert($0) } }
    var bits = 10
    while 1 << bits < known.count * 5 { bits += 1 }
    return bits
}
