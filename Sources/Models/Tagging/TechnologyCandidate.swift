import TrendNumerics
import Features
import Text

/// A phrase of a text that may be a technology's name: a known name, or one that a pattern proposes.
struct TechnologyCandidate {
    enum Pattern: UInt8 {
        case known
        /// A known name followed by a version.
        case version
        /// Latin words and numbers.
        case latin
        /// Chinese characters followed by a version.
        case versioned
        case quoted
        /// Chinese characters followed by 大模型, 机器人 or the like.
        case suffix
        /// Chinese characters behind 名为 or the like.
        case named
        /// Chinese characters around a Latin word, between two marks: `秘塔ai搜索`.
        case bounded
    }

    struct Place {
        var range: Range<Int>
        var pattern: Pattern
    }

    var letters: [UInt32]
    /// The index of the known name; `nil` for a new one.
    var name: Int?
    /// The occurrences, by pattern, then from left to right.
    var places: [Place]

    /// All candidates of a text, in a fixed order.
    ///
    /// - Parameter isKnown: whether a name counts as known. In learning, a name that no other record lists is unknown.
    /// - Complexity: linear in the text, except for binary searches.
    static func all(
        in text: NameText, names: TechnologyNames, isKnown: (Int) -> Bool = { _ in true }
    ) -> [TechnologyCandidate] {
        var finder = CandidateFinder(text: text)
        finder.findKnown(names, isKnown)
        text.scalars.withUnsafeBufferPointer { scalars in
            finder.findRuns(scalars)
            finder.findChinese(scalars)
            finder.findNamed(scalars)
            finder.findBounded(scalars)
        }
        return finder.candidates.filter { $0.isPlausible(in: text) }
    }

    /// Whether nothing speaks against a new name: it is not said to be a company or an institution, and it says more
    /// than what kind of thing it is, as 金融大模型 does.
    private func isPlausible(in text: NameText) -> Bool {
        if name != nil { return true }
        let stem = TechnologyWords.stem(of: letters)
        if stem.count < letters.count, TechnologyWords.isGeneric(stem) { return false }
        return !places.contains { text.namesInstitution($0.range) }
    }
}

/// Collects the candidates of one text.
private struct CandidateFinder {
    let text: NameText
    var candidates: [TechnologyCandidate] = []
    private var numbers: [[UInt32]: Int] = [:]
    /// The ranges of known names, ascending. Patterns propose nothing within them, but may propose a longer name.
    private var covered: [Range<Int>] = []

    init(text: NameText) { self.text = text }

    private mutating func add(
        _ range: Range<Int>, _ pattern: TechnologyCandidate.Pattern, _ letters: [UInt32], name: Int? = nil
    ) {
        let place = TechnologyCandidate.Place(range: range, pattern: pattern)
        if let number = numbers[letters] {
            candidates[number].places.append(place)
        } else {
            numbers[letters] = candidates.count
            candidates.append(TechnologyCandidate(letters: letters, name: name, places: [place]))
        }
    }

    private mutating func propose(_ range: Range<Int>, _ pattern: TechnologyCandidate.Pattern) {
        let first = covered.partitioningIndex { $0.upperBound > range.lowerBound }
        for known in covered[first...].prefix(while: { $0.lowerBound < range.upperBound }) {
            // `ChatGPT` does not hide `ChatGPT Edu`.
            let isInside = range.lowerBound <= known.lowerBound && known.upperBound <= range.upperBound
            guard pattern.mayContainKnown, isInside, known != range else { return }
        }
        let letters = text.letters(in: range)
        if letters.count > 1 { add(range, pattern, letters) }
    }

    mutating func findKnown(_ names: TechnologyNames, _ isKnown: (Int) -> Bool) {
        for (name, range) in names.occurrences(in: text, isKnown: isKnown) {
            if let last = covered.last, range.lowerBound < last.upperBound { continue }
            let end = endOfVersion(behind: range)
            if end > range.upperBound {
                // In 盘古大模型3.0, the version belongs to 盘古大模型, not to 大模型; the patterns find the longer name.
                guard text.scalars.withUnsafeBufferPointer({ isBoundary(range.lowerBound, $0) }) else { continue }
                let letters = text.letters(in: range.lowerBound..<end)
                let longer = names.index(of: letters).flatMap { isKnown($0) ? $0 : nil }
                add(range.lowerBound..<end, longer == nil ? .version : .known, letters, name: longer)
            } else {
                add(range, .known, names.all[name].letters, name: name)
            }
            // Where a record lists 大模型, every 百灵大模型 still is a name of its own.
            if !TechnologyWords.suffixes.contains(names.all[name].letters) { covered.append(range.lowerBound..<end) }
        }
    }

    /// The end of the versions that directly follow a name: `turbo` after `gpt-4`, `3.0` after `盘古大模型`, and a single
    /// letter after a number, as in `rtx 4090 d`.
    private func endOfVersion(behind name: Range<Int>) -> Int {
        var end = name.upperBound
        var word = text.firstWord(from: end)
        while word < text.words.count {
            let range = text.words[word]
            let isNext =
                range.lowerBound == end
                || range.lowerBound == end + 1 && text.scalars[end] == 0x20 && end != text.titleEnd
            let isLetter =
                range.count == 1 && isDigit(text.scalars[end - 1])
                && TechnologyWords.isLetter(text.scalars[range.lowerBound])
            guard isNext, isLetter || TechnologyWords.isVersion(text.scalars[range]), !isCount(range) else { break }
            end = range.upperBound
            word += 1
        }
        return end
    }

    /// Whether a word is a number followed by a measure word.
    private func isCount(_ range: Range<Int>) -> Bool {
        TechnologyWords.isNumber(text.scalars[range]) && range.upperBound < text.scalars.count
            && TechnologyWords.measures.contains(text.scalars[range.upperBound])
    }

    /// Proposes up to four Latin words separated by single spaces, without amounts at either end. If they are a
    /// version, the Chinese characters before them are proposed with them.
    mutating func findRuns(_ scalars: UnsafeBufferPointer<UInt32>) {
        var first = 0
        while first < text.words.count {
            var next = first + 1
            while next < text.words.count, !TechnologyWords.isMatch(text.scalars[text.words[next - 1]]),
                !TechnologyWords.isMatch(text.scalars[text.words[next]]),
                text.words[next].lowerBound == text.words[next - 1].upperBound + 1,
                scalars[text.words[next - 1].upperBound] == 0x20, text.words[next - 1].upperBound != text.titleEnd
            { next += 1 }
            proposeRun(first..<next, scalars)
            first = next
        }
    }

    private mutating func proposeRun(_ run: Range<Int>, _ scalars: UnsafeBufferPointer<UInt32>) {
        func word(_ index: Int) -> ArraySlice<UInt32> { text.scalars[text.words[index]] }
        var (first, end) = (run.lowerBound, run.upperBound)
        if isCount(text.words[end - 1]) { end -= 1 }
        while first < end, TechnologyWords.isNumber(word(first)) { first += 1 }
        let start = text.words[run.lowerBound].lowerBound
        if end > run.lowerBound, first <= run.lowerBound + 1,
            TechnologyWords.isVersion(word(run.lowerBound)) || isModel(word(run.lowerBound))
        {
            proposeChinese(before: start, upTo: text.words[end - 1].upperBound, scalars)
        }
        guard first < end, end - first <= 4 else { return }
        let range = text.words[first].lowerBound..<text.words[end - 1].upperBound
        if range.count > 32
            || end - first == 1 && (TechnologyWords.isAmount(word(first)) || TechnologyWords.isMatch(word(first)))
        {
            return
        }
        // v2.0 alone names nothing.
        let letters = text.scalars[range].dropFirst(text.scalars[range.lowerBound] == 0x76 ? 1 : 0)
        guard !TechnologyWords.isNumber(letters), letters.contains(where: TechnologyWords.isLetter) else { return }
        propose(range, .latin)
    }

    /// Whether a word is one or two letters and a number, like `H1` in `宇树H1`.
    private func isModel(_ word: ArraySlice<UInt32>) -> Bool {
        let letters = word.prefix(while: TechnologyWords.isLetter).count
        return (1...2).contains(letters) && word.count > letters && TechnologyWords.isNumber(word.dropFirst(letters))
    }

    /// Proposes a version with the 2 to 7 Chinese characters before it, starting where a clause or a verb ends.
    private mutating func proposeChinese(before start: Int, upTo end: Int, _ scalars: UnsafeBufferPointer<UInt32>) {
        var place = start
        while place > 0, start - place < 7, TechnologyWords.isHan(scalars[place - 1]) {
            place -= 1
            if start - place >= 2, isBoundary(place, scalars) { return propose(place..<end, .versioned) }
        }
    }

    /// Whether a name may begin at a position: the position is not between two Chinese characters, or a verb that
    /// introduces names precedes it.
    private func isBoundary(_ place: Int, _ scalars: UnsafeBufferPointer<UInt32>) -> Bool {
        place == 0 || !TechnologyWords.isHan(scalars[place - 1]) || !TechnologyWords.isHan(scalars[place])
            || text.introduction(before: place) != nil
    }

    /// Proposes quoted phrases, and phrases with a typical ending of names.
    mutating func findChinese(_ scalars: UnsafeBufferPointer<UInt32>) {
        for place in scalars.indices {
            switch scalars[place] {
            // “ 《 「
            case 0x201C, 0x300A, 0x300C:
                let end =
                    scalars[(place + 1)...].prefix(15).firstIndex { [0x201D, 0x300B, 0x300D].contains($0) } ?? place
                let range = place + 1..<max(end, place + 1)
                if range.count >= 2, scalars[range].allSatisfy(isPartOfName) { propose(range, .quoted) }
            // 大 模 智 网 算 机: the first characters of the suffixes.
            case 0x5927, 0x6A21, 0x667A, 0x7F51, 0x7B97, 0x673A:
                // In 大模型, 模型 is not a suffix of its own.
                if place > 0, scalars[place] == 0x6A21, scalars[place - 1] == 0x5927 { continue }
                for suffix in TechnologyWords.suffixes where scalars[place...].starts(with: suffix) {
                    proposeSuffixed(place..<place + suffix.count, scalars)
                }
            default: continue
            }
        }
    }

    /// Proposes a suffix with the characters before it, back to where a clause or a verb ends or a function character
    /// stands: two to four of them, or up to seven behind a word that introduces names.
    private mutating func proposeSuffixed(_ end: Range<Int>, _ scalars: UnsafeBufferPointer<UInt32>) {
        for length in 1...7 {
            let start = end.lowerBound - length
            guard start >= 0, TechnologyWords.isHan(scalars[start]), !TechnologyWords.noName.contains(scalars[start])
            else { return }
            guard length > 1 else { continue }
            let isWhole =
                isBoundary(start, scalars)
                || start > 0 && PhraseUnit.functionCharacters.contains(scalars[start - 1])
            guard isWhole else { continue }
            if length <= 4 || text.introduction(before: start) != nil { propose(start..<end.upperBound, .suffix) }
            return
        }
    }

    /// Proposes the 2 to 6 Chinese characters behind a verb of naming, up to a mark or a word that ends a name.
    mutating func findNamed(_ scalars: UnsafeBufferPointer<UInt32>) {
        for place in scalars.indices where TechnologyWords.namingStarts.contains(scalars[place]) {
            guard let verb = TechnologyWords.naming.first(where: scalars[place...].starts) else { continue }
            // 更名为 and 改名为 tell of stations and companies.
            if place > 0, TechnologyWords.renaming.contains(scalars[place - 1]) { continue }
            var start = place + verb.count
            if start < scalars.count, scalars[start] == 0x201C || scalars[start] == 0x300A { start += 1 }
            let end =
                scalars[start...].prefix(7).firstIndex {
                    !TechnologyWords.isHan($0) || TechnologyWords.nameEnds.contains($0)
                }
            guard let end, (2...6).contains(end - start),
                TechnologyWords.nameEnds.contains(scalars[end])
            else { continue }
            propose(start..<end, .named)
        }
    }

    /// Proposes a Latin word with 2 to 4 Chinese characters before it and the noun of a product behind it, if marks
    /// enclose them.
    mutating func findBounded(_ scalars: UnsafeBufferPointer<UInt32>) {
        for word in text.words {
            let before = scalars[..<word.lowerBound].reversed().prefix(5).prefix(while: TechnologyWords.isHan).count
            let behind = scalars[word.upperBound...].prefix(4).prefix(while: TechnologyWords.isHan).count
            guard (2...4).contains(before), (2...3).contains(behind),
                TechnologyWords.isLetter(scalars[word.lowerBound]),
                scalars[word].allSatisfy({ TechnologyWords.isLetter($0) || isDigit($0) })
            else { continue }
            let range = word.lowerBound - before..<word.upperBound + behind
            guard TechnologyWords.productEndings.contains(Array(scalars[word.upperBound..<range.upperBound])),
                !scalars[range.lowerBound..<word.lowerBound].contains(where: TechnologyWords.noName.contains)
            else { continue }
            guard range.lowerBound > 0, range.upperBound < scalars.count,
                TechnologyWords.openers.contains(scalars[range.lowerBound - 1]),
                TechnologyWords.closers.contains(scalars[range.upperBound])
            else { continue }
            propose(range, .bounded)
        }
    }

    private func isPartOfName(_ scalar: UInt32) -> Bool {
        TechnologyWords.isHan(scalar) || TechnologyWords.isLetter(scalar) || isDigit(scalar)
            || [0x20, 0x2D, 0x2E, 0xB7, 0x2B].contains(scalar)
    }
}

extension TechnologyCandidate.Pattern {
    /// Whether a candidate of this pattern may be longer than a known name within it.
    fileprivate var mayContainKnown: Bool { [.latin, .versioned, .suffix].contains(self) }
}

extension NameText {
    /// The verb that introduces a name at a position, with 了 or the like between them.
    func introduction(before place: Int) -> [UInt32]? {
        func ending(_ words: [[UInt32]], at end: Int) -> [UInt32]? {
            words.first { $0.count <= end && scalars[end - $0.count..<end].elementsEqual($0) }
        }
        if let verb = ending(TechnologyWords.introductions, at: place) { return verb }
        guard let filler = ending(TechnologyWords.fillers, at: place) else { return nil }
        return ending(TechnologyWords.introductions, at: place - filler.count)
    }
}
