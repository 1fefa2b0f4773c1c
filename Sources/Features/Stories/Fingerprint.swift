import Text

/// A fingerprint to recognize near-identical texts: the set of their hashed character 3-grams, with those of the title
/// and the figures by themselves, which tell texts of one template apart.
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
    /// The number of distinct n-grams of the text, an estimate above `capacity`.
    let size: Double
    /// The same of the lead alone; 0 for none.
    let leadNumbers: UInt64
    /// A hash of the title; 0 for none.
    let title: UInt64
    /// A hash of what follows the title; 0 for no title, and for less than makes a text one of its kind.
    let body: UInt64
    /// The distinct hashes of the n-grams of the lead, which is the title, else the first sentence, in ascending order;
    /// behind them those of the figures.
    let marks: [UInt32]
    let leadCount: Int

    var lead: ArraySlice<UInt32> { marks[..<leadCount] }
    var figures: ArraySlice<UInt32> { marks[leadCount...] }

    /// The minimum number of n-grams of a body with a hash. Shorter ones may be what a site shows in place of a text.
    private static let shortestBody = 256
    /// The maximum number of n-grams of the lead and of figures.
    static let leadCapacity = 48
    static let figureCapacity = 32

    /// Computes the fingerprint of an article's text.
    public init(_ text: ArticleText) { self.init(text.scalars, titleEnd: text.titleEnd) }

    /// Computes the fingerprint of a text.
    ///
    /// - Parameters:
    ///   - text: normalized scalars (`TextNormalizer.scalars(of:)`). Spaces and punctuation do not matter.
    ///   - titleEnd: the end of the title in it; 0 for a text without one.
    /// - Complexity: linear in the text; two allocations.
    public init(_ text: [UInt32], titleEnd: Int = 0) {
        var numbers: UInt64 = 0
        var (title, leadNumbers, body): (UInt64, UInt64, UInt64) = (0, 0, 0)
        var bodyStart = Int.max
        var size = 0.0
        var figures = Figures()
        var marks: [UInt32] = []
        grams = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: text.count) { hashes in
            var count = 0
            var key: UInt64 = 0
            var length = 0
            let leadEnd = titleEnd > 0 ? titleEnd : Fingerprint.firstSentence(text)
            func endLead() {
                leadNumbers = numbers
                var lead = Array(hashes[..<count])
                marks = lead.withUnsafeMutableBufferPointer {
                    Fingerprint.distinct($0, limit: Fingerprint.leadCapacity)
                }
                if titleEnd > 0, count > 0 {
                    title = hashes[..<count].reduce(1) { Fingerprint.mix($0 ^ UInt64($1)) }
                    bodyStart = count + Fingerprint.gramLength - 1
                }
            }
            for place in text.indices {
                if place == leadEnd { endLead() }
                let scalar = text[place]
                let isNumeral = Fingerprint.isNumeral(scalar)
                figures.add(scalar, isNumeral: isNumeral)
                if Fingerprint.isPunctuation(scalar) { continue }
                key = (key << 21 | UInt64(scalar)) & (1 << 63 - 1)
                length += 1
                if length >= Fingerprint.gramLength {
                    hashes[count] = UInt32(truncatingIfNeeded: Fingerprint.mix(key) >> 32)
                    count += 1
                }
                if isNumeral { numbers = Fingerprint.mix(numbers ^ UInt64(scalar)) }
            }
            if leadEnd == text.count { endLead() }
            if count == 0, length > 0 {
                hashes[0] = UInt32(truncatingIfNeeded: Fingerprint.mix(key) >> 32)
                count = 1
            }
            if count - Fingerprint.shortestBody >= bodyStart {
                // In any order, so that it costs an addition each.
                body = hashes[bodyStart..<count].reduce(1) { $0 &+ UInt64($1) &* UInt64($1 | 1) }
            }
            let grams = Fingerprint.smallest(UnsafeMutableBufferPointer(rebasing: hashes[..<count]))
            size = Fingerprint.size(grams)
            return grams
        }
        leadCount = marks.count
        marks += figures.finished()
        self.marks = marks
        self.numbers = numbers
        self.title = title
        self.body = body
        self.leadNumbers = leadNumbers
        self.size = size
    }

    /// How many n-grams a text has. Of hashes that are spread evenly, the greatest of those kept says it.
    static func size(_ grams: [UInt32]) -> Double {
        grams.count < capacity
            ? Double(grams.count) : Double(capacity - 1) / (Double(grams[grams.count - 1]) + 1) * 0x1p32
    }

    /// The end of the first sentence, within a few lines.
    private static func firstSentence(_ text: [UInt32]) -> Int {
        let limit = min(text.count, 120)
        // 。 ! ?
        return text[..<limit].firstIndex { $0 == 0x3002 || $0 == 0x21 || $0 == 0x3F } ?? limit
    }

    /// Gathers the hashes of a text's figures: runs of two or more digits or numerals.
    private struct Figures {
        private var hashes: [UInt32] = []
        private var key: UInt64 = 0
        private var length = 0

        @inline(__always)
        mutating func add(_ scalar: UInt32, isNumeral: Bool) {
            if isNumeral {
                key = Fingerprint.mix(key ^ UInt64(scalar))
                length += 1
            } else if length > 0, scalar != 0x2E {
                end()
            }
        }

        private mutating func end() {
            if length >= 2 { hashes.append(UInt32(truncatingIfNeeded: key >> 32)) }
            (key, length) = (0, 0)
        }

        mutating func finished() -> [UInt32] {
            end()
            return hashes.withUnsafeMutableBufferPointer { Fingerprint.distinct($0, limit: Fingerprint.figureCapacity) }
        }
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

    /// The share of some of this text's hashes that another text has, as far as the other's sample tells.
    ///
    /// - Returns: nil where it tells of fewer than three.
    func leadShare(in other: Fingerprint) -> Double? {
        Fingerprint.share(of: lead, in: other.grams[...], isSample: other.grams.count == Fingerprint.capacity)
    }

    /// The share of the figures that both texts have among those of the text with fewer; nil for fewer than four.
    func commonFigures(with other: Fingerprint) -> Double? {
        let (few, many) =
            figures.count <= other.figures.count ? (figures, other.figures) : (other.figures, figures)
        guard few.count >= 4 else { return nil }
        return Fingerprint.share(of: few, in: many, isSample: many.count == Fingerprint.figureCapacity)
    }

    private static func share(of wanted: ArraySlice<UInt32>, in all: ArraySlice<UInt32>, isSample: Bool) -> Double? {
        var (tested, found) = (0, 0)
        var place = all.startIndex
        for hash in wanted {
            while place < all.endIndex, all[place] < hash { place += 1 }
            // Beyond the greatest hash of a sample nothing is known.
            if place == all.endIndex, isSample { break }
            tested += 1
            if place < all.endIndex, all[place] == hash { found += 1 }
        }
        return tested >= 3 ? Double(found) / Double(tested) : nil
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

    /// The smallest distinct hashes of a few, which are sorted in place.
    private static func distinct(_ all: UnsafeMutableBufferPointer<UInt32>, limit: Int = capacity) -> [UInt32] {
        var hashes = all
        if hashes.count <= 4 * capacity { sortSpread(hashes) } else { hashes.sort() }
        var count = 0
        for hash in hashes where count == 0 || hash != hashes[count - 1] {
            hashes[count] = hash
            count += 1
            if count == limit { break }
        }
        return Array(hashes[..<count])
    }

    /// Sorts a few hashes. They are spread evenly, so buckets put nearly all in their places, and an insertion sort
    /// has little left to do.
    private static func sortSpread(_ hashes: UnsafeMutableBufferPointer<UInt32>) {
        let count = hashes.count
        guard count > 1, let greatest = hashes.max() else { return }
        let shift = UInt32(max(0, 24 - greatest.leadingZeroBitCount))
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count + 257) { space in
            // Where each bucket of the upper eight bits begins; while it is filled, where its next hash goes.
            let starts = UnsafeMutableBufferPointer(rebasing: space[..<257])
            let unsorted = UnsafeMutableBufferPointer(rebasing: space[257...])
            starts.initialize(repeating: 0)
            _ = unsorted.initialize(from: hashes)
            for hash in unsorted { starts[Int(hash >> shift) + 1] += 1 }
            for bucket in 1...256 { starts[bucket] += starts[bucket - 1] }
            for hash in unsorted {
                let bucket = Int(hash >> shift)
                hashes[Int(starts[bucket])] = hash
                starts[bucket] += 1
            }
        }
        for place in 1..<count {
            let hash = hashes[place]
            var hole = place
            while hole > 0, hashes[hole - 1] > hash {
                hashes[hole] = hashes[hole - 1]
                hole -= 1
            }
            hashes[hole] = hash
        }
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
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
