import TrendNumerics
import Features

/// The distinct phrases of each article.
struct PhraseRows: Sendable {
    private var offsets = [0]
    private var phrases: [Int32] = []

    /// Finds the phrases of all texts.
    ///
    /// - Complexity: that of finding the phrases; 4 bytes per article and phrase in it.
    init(_ lexicon: PhraseLexicon, in texts: [[UInt32]], threads: Int) {
        offsets.reserveCapacity(texts.count + 1)
        let pieces = Parallel.chunks(of: texts.count, size: 1024)
        let found = Parallel.map(pieces.count, threads: threads) { piece in
            var (ends, phrases): ([Int], [Int32]) = ([], [])
            for text in texts[pieces[piece]] {
                let start = phrases.count
                for occurrence in lexicon.occurrences(in: text, overlapping: true) {
                    phrases.append(Int32(occurrence.phrase))
                }
                phrases[start...].sort()
                var end = start
                for place in start..<phrases.count where end == start || phrases[place] != phrases[end - 1] {
                    phrases[end] = phrases[place]
                    end += 1
                }
                phrases.removeLast(phrases.count - end)
                ends.append(end)
            }
            return (ends, phrases)
        }
        for (ends, own) in found {
            let start = phrases.count
            offsets += ends.map { start + $0 }
            phrases += own
        }
    }

    /// The phrases of an article, in ascending order.
    subscript(article: Int) -> ArraySlice<Int32> { phrases[offsets[article]..<offsets[article + 1]] }
}
