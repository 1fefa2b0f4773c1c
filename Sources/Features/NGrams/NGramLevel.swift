import Numerics

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
    /// number of threads. See `NGramShare` for what is done where there are too many of them.
    ///
    /// - Parameters:
    ///   - starts: the beginning of each document in the concatenated texts; the last element is their end.
    ///   - previous: the level of n-grams one shorter; nil for single scalars.
    ///   - mostCounted: the number of distinct n-grams that may be in memory at a time.
    ///   - survey: what `keeps` has to know of an n-gram before any is kept; nil where it decides on each by itself,
    ///     and gets no surveys.
    ///   - keeps: selects n-grams, given the surveys of all n-grams of the length.
    init(
        length: Int, texts: [[UInt32]], starts: [Int], previous: NGramLevel?, threads: Int,
        mostCounted: Int = NGramLevel.mostCounted,
        survey: (@Sendable (NGramCounts.Slot, inout NGramSurvey) -> Void)? = nil,
        keeps: (NGramSurvey) -> @Sendable (NGramCounts.Slot) -> Bool
    ) {
        let parts = max(1, threads)
        let source = NGramSource(length: length, texts: texts, starts: starts, previous: previous?.numbers)
        let limit = max(1, mostCounted / parts)
        let early = survey == nil ? keeps(NGramSurvey()) : nil
        var shares = Parallel.map(parts, threads: threads) { part in
            NGramShare(of: (part, parts), in: source, limit: limit, survey: survey, keeps: early)
        }
        let isKept: @Sendable (NGramCounts.Slot) -> Bool
        if let early {
            isKept = early
        } else {
            isKept = keeps(shares.reduce(into: NGramSurvey()) { $0.add($1.survey) })
            let again = shares.indices.filter { !shares[$0].isWhole }
            let recounted = Parallel.map(again.count, threads: threads) { [shares] index in
                shares[again[index]].counts.deallocate()
                return NGramShare(of: (again[index], parts), in: source, limit: limit, survey: nil, keeps: isKept)
            }
            for (share, counted) in zip(again, recounted) { shares[share] = counted }
        }
        let counts = shares.map(\.counts)
        defer { for part in counts { part.deallocate() } }

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
                source.forEachKey(
                    documents: pieces[piece], isWanted: { _ in true },
                    prefetch: { tables[NGramSource.part(of: $0, parts)].prefetch($0) }
                ) { key, hash, _, place in
                    target[place] = tables[NGramSource.part(of: hash, parts)].mark(key, hash: hash) ?? 0
                }
            }
            count = total
        }
    }

    /// Frees the numbers by position, which are no longer needed.
    mutating func forgetPlaces() { numbers = [] }

    /// So many n-grams take 0.5 GB. News of 100 MB has fewer.
    static let mostCounted = 10_000_000
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
