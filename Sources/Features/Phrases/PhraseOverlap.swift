import TrendNumerics
/// Counts how often phrases occur by themselves where others overlap them.
struct PhraseOverlap {
    let trie: PhraseTrie
    /// One per phrase.
    let occurrences: [Int]

    /// How often a phrase occurs by itself, and how often a more frequent phrase crosses one of its ends. All other
    /// occurrences are inside longer phrases.
    struct Counts: Equatable {
        var free: Int32 = 0
        var cut: Int32 = 0
    }

    /// Counts per phrase. In `发展中国家` the phrase `中国` is inside a longer one; in `中方愿同` the frequent `中方` cuts `方愿同`.
    ///
    /// - Complexity: linear in the units, and in the phrases found in them times their length.
    func counts(in texts: [[UInt32]], threads: Int) -> [Counts] {
        let pieces = Parallel.chunks(of: texts.count, size: max(1024, (texts.count + 15) / 16))
        let counts = Parallel.map(pieces.count, threads: threads) { piece in
            var counts = [Counts](repeating: Counts(), count: occurrences.count)
            for text in texts[pieces[piece]] { count(text, into: &counts) }
            return counts
        }
        return occurrences.indices.map { phrase in
            counts.reduce(into: Counts()) {
                $0.free += $1[phrase].free
                $0.cut += $1[phrase].cut
            }
        }
    }

    private struct Match {
        var phrase: Int
        var start: Int
        var end: Int
        /// No longer phrase begins at the same position.
        var isLongest: Bool
    }

    private func count(_ text: [UInt32], into counts: inout [Counts]) {
        var matches: [Match] = []
        // By boundary before each unit: the frequency of the most frequent phrase that crosses it.
        var across = [Int](repeating: 0, count: text.count + 1)
        text.withUnsafeBufferPointer { units in
            trie.withFinder { finder in
                for start in units.indices {
                    let first = matches.count
                    trie.forEachMatch(in: units, from: start, finder) { phrase, end in
                        matches.append(Match(phrase: phrase, start: start, end: end, isLongest: false))
                        for boundary in start + 1..<end {
                            across[boundary] = max(across[boundary], occurrences[phrase])
                        }
                    }
                    if matches.count > first { matches[matches.count - 1].isLongest = true }
                }
            }
        }
        // The farthest end of the phrases that begin earlier.
        var reach = 0
        var index = 0
        while index < matches.count {
            let start = matches[index].start
            var farthest = reach
            while index < matches.count, matches[index].start == start {
                let match = matches[index]
                farthest = max(farthest, match.end)
                index += 1
                guard match.isLongest, match.end > reach else { continue }
                if max(across[start], across[match.end]) > occurrences[match.phrase] {
                    counts[match.phrase].cut += 1
                } else {
                    counts[match.phrase].free += 1
                }
            }
            reach = farthest
        }
    }
}
