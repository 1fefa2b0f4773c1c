import TrendNumerics
import Features
import Text

/// The names that labeled records list, and a search for them in texts.
struct TechnologyNames: Sendable {
    struct Name: Equatable, Sendable {
        /// The letters that all spellings have in common (`NameText.letters`).
        var letters: [UInt32]
        /// The spelling that most records use.
        var text: String
        /// The number of records that list the name.
        var listed: Int
        /// The number of records whose text has the name.
        var texts: Int
        /// The number of records whose text has the name and that list it.
        var both: Int
    }

    /// The names in ascending order of letters, all distinct.
    let all: [Name]
    private let automaton: AhoCorasick
    /// The number of names of each family and the one that most records list, by the family's letters.
    private let families: [[UInt32]: (count: Int, best: Int)]
    /// The names that end in a suffix, by what stands before it: 混元大模型 by 混元.
    private let stems: [[UInt32]: [Int]]

    /// Creates a search for names.
    ///
    /// - Parameter names: names in ascending order of letters, all distinct.
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
        var stems: [[UInt32]: [Int]] = [:]
        for (index, name) in names.enumerated() {
            let stem = TechnologyWords.stem(of: name.letters)
            guard stem.count < name.letters.count, TechnologyWords.isHan(stem[0]) else { continue }
            stems[Array(stem), default: []].append(index)
        }
        self.stems = stems
    }

    private static func family(_ name: String) -> [UInt32] {
        let text = NameText(ArticleText(title: "", body: name))
        return text.letters(in: 0..<TechnologyWords.family(of: text.scalars[...]).count)
    }

    func index(of letters: [UInt32]) -> Int? {
        let index = all.partitioningIndex { !$0.letters.lexicographicallyPrecedes(letters) }
        return index < all.count && all[index].letters == letters ? index : nil
    }

    /// The other names of the family of a part of a text: their number, and the one of the whole family that most
    /// records list.
    ///
    /// - Parameter itself: the index of the part's own name, if it has one.
    func family(of range: Range<Int>, in text: NameText, besides itself: Int?) -> (count: Int, best: Int)? {
        let family = TechnologyWords.family(of: text.scalars[range])
        guard var entry = families[text.letters(in: family.startIndex..<family.endIndex)] else { return nil }
        if itself != nil { entry.count -= 1 }
        return entry.count > 0 ? entry : nil
    }

    /// The name that most records list of those whose stem a new name with a suffix begins with: 混元大模型 for
    /// 混元文生图大模型.
    func relative(of letters: [UInt32], isKnown: (Int) -> Bool = { _ in true }) -> Int? {
        let stem = TechnologyWords.stem(of: letters)
        guard stem.count < letters.count else { return nil }
        let related = (2...stem.count).flatMap { stems[Array(stem.prefix($0))] ?? [] }.filter(isKnown)
        return related.max { (all[$0].listed, $1) < (all[$1].listed, $0) }
    }

    /// The known names in a text, from left to right. At each position the longest name is taken; no name is inside
    /// another.
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

    /// All names in a text, including those inside others.
    func names(in text: NameText) -> Set<Int> {
        var found: Set<Int> = []
        automaton.forEachMatch(in: text.letters) { name, letters in
            if !found.contains(name), text.range(ofLetters: letters) != nil { found.insert(name) }
        }
        return found
    }
}
