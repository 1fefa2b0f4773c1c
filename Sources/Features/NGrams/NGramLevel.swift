import Numerics
import CPrefetch

/// The n-grams of one length that are features or begin features, in lexicographic order.
struct NGramLevel {
    /// By position in the level: the number of the prefix in the previous level, from 1; 0 in the first level.
    private(set) var prefixes: [UInt32] = []
    /// By position in the level: the last scalar.
    private(set) var scalars: [UInt32] = []
    /// By position in the level: the number of documents with the n-gram.
    private(set) var documentFrequency: [UInt32] = []
    /// By position in the level: the number of occurrences in all documents.
    private(set) var occurrences: [UInt32] = []
    /// By position in the concatenated texts: the number, from 1, of the n-gram that begins there; 0 for none.
    private(set) var numbers: [UInt32]

    var count: Int { scalars.count }

    /// Counts, selects and numbers the n-grams of a length.
    ///
    /// If an n-gram occurs in enough documents, so do its prefix and its suffix. All others are not even counted
    /// (Agrawal and Srikant, "Fast algorithms for mining association rules", VLDB 1994). Each thread counts the
    /// n-grams of its own part of the hash space. So nothing has to be merged, and the result does not depend on the
    /// number of threads.
    ///
    /// - Parameters:
    ///   - starts: the beginning of each document in the concatenated texts; the last element is their end.
    ///   - previous: the level of n-grams one shorter; nil for single scalars.
    ///   - keeps: selects n-grams, given the document frequencies and occurrences of all n-grams of the length.
    init(
        length: Int, texts: [[UInt32]], starts: [Int], previous: NGramLevel?, threads: Int,
        keeps: ([NGramCounts]) -> (NGramCounts.Slot) -> Bool
    ) {
        let parts = max(1, threads)
        let counts = Parallel.map(parts, threads: threads) { part in
            var counts = NGramCounts()
            NGramLevel.forEachKey(
                length: length, texts: texts, starts: starts, documents: texts.indices, previous: previous?.numbers,
                of: (part, parts), prefetch: { counts.prefetch($0) }
            ) { key, hash, document, _ in
                counts.add(key, hash: hash, document: UInt32(document + 1))
            }
            return counts
        }
        defer { for part in counts { part.deallocate() } }

        let isKept = keeps(counts)
        var kept: [KeyedPlace] = []
        for part in counts.indices {
            for index in counts[part].slots.indices where counts[part].slots[index].isTaken {
                let slot = counts[part].slots[index]
                counts[part].slots[index].mark = 0
                if isKept(slot) {
                    kept.append(KeyedPlace(key: slot.key.bits, part: UInt32(part), index: UInt32(index)))
                }
            }
        }
        kept.sortByKey()
        for (place, entry) in kept.enumerated() {
            let slot = counts[Int(entry.part)].slots[Int(entry.index)]
            prefixes.append(slot.key.prefix)
            scalars.append(slot.key.scalar)
            documentFrequency.append(slot.documentFrequency)
            occurrences.append(slot.occurrences)
            counts[Int(entry.part)].slots[Int(entry.index)].mark = UInt32(place + 1)
        }

        let total = starts[starts.count - 1]
        let tables = counts
        numbers = [UInt32](unsafeUninitializedCapacity: total) { buffer, count in
            buffer.initialize(repeating: 0)
            nonisolated(unsafe) let target = buffer
            let pieces = Parallel.chunks(of: texts.count, size: 1024)
            _ = Parallel.map(pieces.count, threads: threads) { piece in
                NGramLevel.forEachKey(
                    length: length, texts: texts, starts: starts, documents: pieces[piece],
                    previous: previous?.numbers, of: nil,
                    prefetch: { tables[NGramLevel.part(of: $0, parts)].prefetch($0) }
                ) { key, hash, _, place in
                    target[place] = tables[NGramLevel.part(of: hash, parts)].mark(key, hash: hash) ?? 0
                }
            }
            count = total
        }
    }

    /// Frees the numbers by position, which are no longer needed.
    mutating func forgetPlaces() { numbers = [] }

    @inline(__always)
    private static func part(of hash: UInt64, _ parts: Int) -> Int {
        Int(truncatingIfNeeded: (hash >> 16 & 0xFFFF) &* UInt64(parts) >> 16)
    }

    /// Calls `body` with the key, its hash, the document and the position of every n-gram whose prefix and suffix are
    /// in the previous level, in order. `prefetch` is called a few n-grams ahead.
    @inline(__always)
    private static func forEachKey(
        length: Int, texts: [[UInt32]], starts: [Int], documents: Range<Int>, previous: [UInt32]?,
        of share: (part: Int, parts: Int)?, prefetch: (UInt64) -> Void,
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
                                if share == nil || NGramLevel.part(of: hash, share!.parts) == share!.part {
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

/// The location of a key's counts.
private struct KeyedPlace {
    var key: UInt64
    var part: UInt32
    var index: UInt32
}

extension [KeyedPlace] {
    /// Radix sort with 11 bits per pass, the lowest first.
    fileprivate mutating func sortByKey() {
        var combined: UInt64 = 0
        for entry in self { combined |= entry.key }
        var source = self
        var target = self
        var shift: UInt64 = 0
        while combined >> shift > 0 {
            var starts = [Int](repeating: 0, count: 1 << 11)
            for entry in source { starts[Int(entry.key >> shift & 0x7FF)] += 1 }
            var sum = 0
            for digit in starts.indices {
                let count = starts[digit]
                starts[digit] = sum
                sum += count
            }
            for entry in source {
                let digit = Int(entry.key >> shift & 0x7FF)
                target[starts[digit]] = entry
                starts[digit] += 1
            }
            swap(&source, &target)
            shift += 11
        }
        self = source
    }
}
