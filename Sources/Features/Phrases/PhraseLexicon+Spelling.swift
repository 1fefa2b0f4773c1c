import TrendNumerics
import Text

extension PhraseLexicon {
    /// The same phrases in the most frequent spelling of the texts: `GPT-4o` for `gpt-4o`, 百模大戰 for 百模大战 where
    /// most texts have it so.
    ///
    /// - Parameter texts: texts whose original spelling is read.
    /// - Complexity: linear in the texts; those with traditional characters are searched for the phrases once more.
    public func spelled(as texts: [ArticleText], threads: Int = 1) -> PhraseLexicon {
        let wanted = Set(phrases.flatMap { $0.units.compactMap(words.word) })
        let pieces = Parallel.chunks(of: texts.count, size: 1024)
        let counted = Parallel.map(pieces.count, threads: threads) { piece in
            var counts = SpellingCounts()
            for text in texts[pieces[piece]] { counts.add(text, wanted, self) }
            return counts
        }
        let counts = counted.reduce(into: SpellingCounts()) { $0.add($1) }
        let latin = counts.mostFrequentWords
        let chinese = counts.mostFrequentCharacters(of: self)
        var lexicon = self
        for phrase in phrases.indices {
            var text = words.text(of: phrases[phrase].units) { latin[$0] ?? $0 }
            if let characters = chinese[phrase] { text = text.replacingCharacters(by: characters) }
            lexicon.phrases[phrase].text = text
        }
        return lexicon
    }
}

/// How often words and phrases are spelled one way or another.
private struct SpellingCounts {
    /// By spelling of a Latin word.
    private var words: [String: Int] = [:]
    /// By phrase, and by its Chinese characters where one of them is no simplified one.
    private var characters: [Int: [[UInt32]: Int]] = [:]

    /// - Parameter wanted: the Latin words, in small letters.
    mutating func add(_ text: ArticleText, _ wanted: Set<String>, _ lexicon: PhraseLexicon) {
        let normalizer = text.normalizer
        for part in [text.title, text.body] {
            let scalars = part.unicodeScalars.map(\.value)
            if !wanted.isEmpty {
                PhraseWords.forEachWord(in: scalars) { word in
                    if wanted.contains(word.lowercased()) { words[word, default: 0] += 1 }
                }
            }
            guard scalars.contains(where: { isChinese($0) && normalizer.folded($0) != $0 }) else { continue }
            for found in lexicon.occurrences(in: scalars.map(normalizer.folded), overlapping: true) {
                let own = scalars[found.range].filter(isChinese)
                if own.contains(where: { normalizer.folded($0) != $0 }) {
                    characters[found.phrase, default: [:]][own, default: 0] += 1
                }
            }
        }
    }

    mutating func add(_ other: SpellingCounts) {
        words.merge(other.words, uniquingKeysWith: +)
        characters.merge(other.characters) { $0.merging($1, uniquingKeysWith: +) }
    }

    /// By the word in small letters.
    var mostFrequentWords: [String: String] {
        var best: [String: (count: Int, spelling: String)] = [:]
        for (spelling, count) in words {
            let known = best[spelling.lowercased()]
            if known == nil || (known!.count, spelling) < (count, known!.spelling) {
                best[spelling.lowercased()] = (count, spelling)
            }
        }
        return best.mapValues(\.spelling)
    }

    /// By phrase; none for phrases that have simplified characters more often.
    func mostFrequentCharacters(of lexicon: PhraseLexicon) -> [Int: [UInt32]] {
        var best: [Int: [UInt32]] = [:]
        for (phrase, spellings) in characters {
            let (own, count) = spellings.max {
                $0.value != $1.value ? $0.value < $1.value : $1.key.lexicographicallyPrecedes($0.key)
            }!
            if 2 * count > lexicon.phrases[phrase].occurrences { best[phrase] = own }
        }
        return best
    }
}

private func isChinese(_ scalar: UInt32) -> Bool { 0x3400...0x9FFF ~= scalar }

extension String {
    /// With other Chinese characters, one for each of its own in order.
    fileprivate func replacingCharacters(by characters: [UInt32]) -> String {
        var next = characters.makeIterator()
        return String(scalars: unicodeScalars.map { isChinese($0.value) ? next.next() ?? $0.value : $0.value })
    }
}
