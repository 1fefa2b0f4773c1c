import TrendNumerics

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
    /// Counting leaves at each position which n-gram it met, so that its number need not be looked up.
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
        // Shares leave the codes of their n-grams here, which become numbers.
        let total = starts[starts.count - 1]
        numbers = [UInt32](repeating: 0, count: total)
        var shares = numbers.withUnsafeMutableBufferPointer { codes in
            nonisolated(unsafe) let codes = codes
            return Parallel.map(parts, threads: threads) { part in
                NGramShare(of: (part, parts), in: source, limit: limit, survey: survey, keeps: early, codes: codes)
            }
        }
        let isKept: @Sendable (NGramCounts.Slot) -> Bool
        if let early {
            isKept = early
        } else {
            isKept = keeps(shares.reduce(into: NGramSurvey()) { $0.add($1.survey) })
            let again = shares.indices.filter { !shares[$0].isWhole }
            let recounted = numbers.withUnsafeMutableBufferPointer { codes in
                nonisolated(unsafe) let codes = codes
                return Parallel.map(again.count, threads: threads) { [shares] index in
                    shares[again[index]].counts.deallocate()
                    return NGramShare(
                        of: (again[index], parts), in: source, limit: limit, survey: nil, keeps: isKept, codes: codes)
                }
            }
            for (share, counted) in zip(again, recounted) { shares[share] = counted }
        }
        let counts = shares.map(\.counts)
        var kept = Parallel.map(parts, threads: threads) { part in
            var kept: [KeptNGram] = []
            counts[part].forEach { slot in
                if isKept(slot) { kept.append(KeptNGram(slot, code: NGramShare.code(slot.order, of: (part, parts)))) }
            }
            return kept
        }.flatMap { $0 }
        kept.sortByKey()
        if shares.allSatisfy(\.isWhole) {
            let codes = (counts.map(\.count).max() ?? 0) * parts + 1
            for part in counts { part.deallocate() }
            renumber(kept, codes: codes, threads: threads)
        } else {
            lookUpNumbers(kept, of: counts, in: source, threads: threads)
            for part in counts { part.deallocate() }
        }
        prefixes = kept.map { NGramKey(bits: $0.key).prefix }
        scalars = kept.map { NGramKey(bits: $0.key).scalar }
        documentFrequency = kept.map(\.documentFrequency)
        occurrences = kept.map(\.occurrences)
    }

    /// Turns the codes at the positions into numbers.
    private mutating func renumber(_ kept: [KeptNGram], codes: Int, threads: Int) {
        var numberOfCode = [UInt32](repeating: 0, count: codes)
        for (place, entry) in kept.enumerated() { numberOfCode[Int(entry.code)] = UInt32(place + 1) }
        let pieces = Parallel.chunks(of: numbers.count, size: 1 << 16)
        numbers.withUnsafeMutableBufferPointer { numbers in
            nonisolated(unsafe) let numbers = numbers
            _ = Parallel.map(pieces.count, threads: threads) { [numberOfCode] piece in
                numberOfCode.withUnsafeBufferPointer { numberOfCode in
                    for place in pieces[piece] { numbers[place] = numberOfCode[Int(numbers[place])] }
                }
            }
        }
    }

    /// Looks up the number of every n-gram, where the texts have so many n-grams that they were counted piece by piece.
    private mutating func lookUpNumbers(
        _ kept: [KeptNGram], of counts: [NGramCounts], in source: NGramSource, threads: Int
    ) {
        let parts = counts.count
        for part in counts { part.forEach { part.setMark($0.key, to: 0) } }
        for (place, entry) in kept.enumerated() {
            let key = NGramKey(bits: entry.key)
            counts[NGramSource.part(of: key.mixed, parts)].setMark(key, to: UInt32(place + 1))
        }
        let pieces = Parallel.chunks(of: source.texts.count, size: 1024)
        numbers.withUnsafeMutableBufferPointer { numbers in
            numbers.update(repeating: 0)
            nonisolated(unsafe) let numbers = numbers
            _ = Parallel.map(pieces.count, threads: threads) { piece in
                source.forEachKey(
                    documents: pieces[piece], isWanted: { _ in true },
                    prefetch: { counts[NGramSource.part(of: $0, parts)].prefetch($0) }
                ) { key, hash, _, place in
                    numbers[place] = counts[NGramSource.part(of: hash, parts)].mark(key, hash: hash) ?? 0
                }
            }
        }
    }

    /// Frees the numbers by position, which are no longer needed.
    mutating func forgetPlaces() { numbers = [] }

    /// So many n-grams take 0.5 GB. News of 100 MB has fewer.
    static let mostCounted = 10_000_000
}

/// The counts of an n-gram that is kept.
private struct KeptNGram {
    let key: UInt64
    let documentFrequency: UInt32
    let occurrences: UInt32
    /// What counting left where it begins.
    let code: UInt32

    init(_ slot: NGramCounts.Slot, code: UInt32) {
        key = slot.key.bits
        documentFrequency = slot.documentFrequency
        occurrences = slot.occurrences
        self.code = code
    }
}

extension [KeptNGram] {
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
