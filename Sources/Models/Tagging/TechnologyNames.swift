import Features
import Text

/// The names that labeled records list, and finding them in texts.
struct TechnologyNames: Sendable {
    struct Name: Equatable, Sendable {
        /// What is the same in all spellings (`NameText.letters`).
        var letters: [UInt32]
        /// The spelling most records use.
        var text: String
        /// Records that list the name.
        var listed: Int
        /// Records whose text has the name.
        var texts: Int
        /// Records whose text has the name and that list it.
        var both: Int
    }

    /// By rising letters, all different.
    let all: [Name]
    private let automaton: AhoCorasick
    /// By the letters of a family: how many names it has and the one that most records list.
    private let families: [[UInt32]: (count: Int, best: Int)]

    /// - Parameter names: by rising letters, all different.
    init(_ names: [Name]) {
        all = names
        automaton = AhoCorasick(sorted: names.map(\.letters))
        var families: [[UInt32]: (count: Int, best: Int)] = [:]
        families.reserveCapacity(names.count)
        for (index, name) in names.enumerated() {
            var entry = families[TechnologyNames.family(name.text)] ?? (0, index)
            entry.count += 1
            if names[entry.best].listed < name.listed { entry.best = index }
            families[TechnologyNames.family(name.text)] = entry
        }
        self.families = families
    }

    private static func family(_ name: String) -> [UInt32] {
        let text = NameText(ArticleText(title: "", body: name))
        return text.letters(in: 0..<TechnologyWords.family(of: text.scalars[...]).count)
    }

    func index(of letters: [UInt32]) -> Int? {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].letters.lexicographicallyPrecedes(letters) { low = middle + 1 } else { high = middle }
        }
        return low < all.count && all[low].letters == letters ? low : nil
    }

    /// The other names of the family of a part of a text: how many, and the most listed of all.
    ///
    /// - Parameter itself: the index of the part's own name, if it has one.
    func family(of range: Range<Int>, in text: NameText, besides itself: Int?) -> (count: Int, best: Int)? {
        let family = TechnologyWords.family(of: text.scalars[range])
        guard var entry = families[text.letters(in: family.startIndex..<family.endIndex)] else { return nil }
        if itself != nil { entry.count -= 1 }
        return entry.count > 0 ? entry : nil
    }

    /// The names of a text that are known: from left to right the longest at each place, none in another.
    func occurrences(in text: NameText, isKnown: (Int) -> Bool) -> [(name: Int, range: Range<Int>)] {
        var found: [(name: Int, range: Range<Int>)] = []
        automaton.forEachMatch(in: text.letters) { name, letters in
            if isKnown(name), let range = text.range(ofLetters: letters) { found.append((name, range)) }
        }
        found.sort { ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound) }
        var end = 0
        found.removeAll { _, range in
            defer { end = max(end, range.upperBound) }
            return range.lowerBound < end
        }
        return found
    }

    /// All names of a text, those within others too.
    func names(in text: NameText) -> Set<Int> {
        var found: Set<Int> = []
        automaton.forEachMatch(in: text.letters) { name, letters in
            if !found.contains(name), text.range(ofLetters: letters) != nil { found.insert(name) }
        }
        return found
    }
}
