import Text
/// A fingerprint to recognize near-identical texts: the set of their hashed character 3-grams.
///
/// If a text has more than 256 distinct n-grams, only the 256 smallest hashes are kept. They are a uniform sample of
/// the set, and select the same part of the union of two texts (bottom-k sketch: Broder, "On the resemblance and
/// containment of documents", 1997, section 4; Cohen and Kaplan 2007). So titles are compared exactly and articles to
/// within 0.025 (the standard error at a similarity of 0.8), and neither takes more than 1 KB.
public struct Fingerprint: Equatable, Sendable {
    /// The maximum number of hashes. For texts with more n-grams the similarity is an estimate.
    static let capacity = 256
    static let gramLength = 3

    /// The distinct hashes, in ascending order.
    let grams: [UInt32]
    /// A hash of all digits and numerals in their order, and of 上 and 下, which number parts.
    let numbers: UInt64

    /// Computes the fingerprint of a text.
    ///
    /// - Parameter text: normalized scalars (`TextNormalizer.scalars(of:)`). Spaces and punctuation do not matter.
    /// - Complexity: linear in the text; one allocation.
    public init(_ text: [UInt32]) {
        var numbers: UInt64 = 0
        grams = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: text.count) { hashes in
            var count = 0
            var key: UInt64 = 0
            var length = 0
            for scalar in text where !Fingerprint.isPunctuation(scalar) {
                key = (key << 21 | UInt64(scalar)) & (1 << 63 - 1)
                length += 1
                if length >= Fingerprint.gramLength {
                    hashes[count] = UInt32(truncatingIfNeeded: Fingerprint.mix(key) >> 32)
                    count += 1
                }
                if Fingerprint.isNumeral(scalar) { numbers = Fingerprint.mix(numbers ^ UInt64(scalar)) }
            }
            if count == 0, length > 0 {
                hashes[0] = UInt32(truncatingIfNeeded: Fingerprint.mix(key) >> 32)
                count = 1
            }
            return Fingerprint.smallest(UnsafeMutableBufferPointer(rebasing: hashes[..<count]))
        }
        self.numbers = numbers
    }

    /// Whether the text has nothing to compare.
    public var isEmpty: Bool { grams.isEmpty }

    /// The Jaccard similarity of two texts' n-grams, from 0 to 1; 0 if either is empty.
    public func similarity(to other: Fingerprint) -> Double {
        let (a, b) = (grams, other.grams)
        // Counts the smallest hashes of the union, and those that both texts have.
        let limit =
            max(a.count, b.count) < Fingerprint.capacity ? a.count + b.count : Fingerprint.capacity
        var (i, j, union, common) = (0, 0, 0, 0)
        while i < a.count, j < b.count, union < limit {
            let (left, right) = (a[i], b[j])
            if left == right { common += 1 }
            if left <= right { i += 1 }
            if right <= left { j += 1 }
            union += 1
        }
        union = min(limit, union + a.count - i + b.count - j)
        return union > 0 && !a.isEmpty && !b.isEmpty ? Double(common) / Double(union) : 0
    }

    /// Whether `similarity(to:)` is at least a threshold. Ends as soon as too many n-grams differ.
    func isSimilar(to other: Fingerprint, atLeast threshold: Double) -> Bool {
        let (a, b) = (grams, other.grams)
        guard !a.isEmpty, !b.isEmpty else { return threshold <= 0 }
        let limit = max(a.count, b.count) < Fingerprint.capacity ? a.count + b.count : Fingerprint.capacity
        // The union of two sets that are similar enough has at most this size, and at most this many differ.
        let most = min(limit, Int(Double(a.count + b.count) / (1 + threshold)) + 1)
        var allowed = Int((1 - threshold) * Double(most)) + 1
        return a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                var (i, j, union, common) = (0, 0, 0, 0)
                while i < a.count, j < b.count, union < limit {
                    let (left, right) = (a[i], b[j])
                    if left == right {
                        common += 1
                    } else {
                        allowed -= 1
                        if allowed < 0 { return false }
                    }
                    if left <= right { i += 1 }
                    if right <= left { j += 1 }
                    union += 1
                }
                union = min(limit, union + a.count - i + b.count - j)
                return Double(common) / Double(union) >= threshold
            }
        }
    }

    /// The smallest distinct hashes, sorted.
    private static func smallest(_ all: UnsafeMutableBufferPointer<UInt32>) -> [UInt32] {
        var hashes = all
        // Hashes are uniform. A hash above this bound is hardly ever among the smallest and need not be sorted.
        var kept = hashes.count
        if hashes.count > 2 * capacity {
            let bound = UInt32(UInt64(UInt32.max) * UInt64(capacity + capacity / 2) / UInt64(hashes.count))
            // The small ones move to the front. The others are kept in case the small ones do not suffice.
            kept = hashes.partition { $0 > bound }
        }
        let front = distinct(UnsafeMutableBufferPointer(rebasing: hashes[..<kept]))
        if kept == hashes.count || front.count >= capacity { return front }
        return distinct(hashes)
    }

    private static func distinct(_ all: UnsafeMutableBufferPointer<UInt32>) -> [UInt32] {
        var hashes = all
        hashes.sort()
        var count = 0
        for hash in hashes where count == 0 || hash != hashes[count - 1] {
            hashes[count] = hash
            count += 1
            if count == capacity { break }
        }
        return Array(hashes[..<count])
    }

    /// Whether a scalar is a space or punctuation of Chinese or Latin text.
    @inline(__always)
    private static func isPunctuation(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return !(isDigit(scalar) || scalar >= 0x61 && scalar <= 0x7A) }
        return scalar < 0xC0 || scalar >= 0x2000 && scalar < 0x2070 || scalar >= 0x3000 && scalar < 0x3040
    }

    @inline(__always)
    private static func isNumeral(_ scalar: UInt32) -> Bool {
        if isDigit(scalar) { return true }
        switch scalar {
        // 〇一二三四五六七八九十百千上下
        case 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343,
            0x4E0A, 0x4E0B:
            return true
        default: return false
        }
    }

    /// The finalizer of SplitMix64.
    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
