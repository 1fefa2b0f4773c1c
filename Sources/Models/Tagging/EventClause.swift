import Features
import Text

/// A clause of a sentence or a title.
struct EventClause {
    /// As the article has it, with the mark that ends it.
    let text: String
    /// The normalized text.
    let scalars: ArraySlice<UInt32>
    let pairs: Set<LetterPair>
    let kinds: EventWords.Kinds
    /// The number of letters and digits.
    let letters: Int

    init(text: String, scalars: ArraySlice<UInt32>) {
        self.text = text
        self.scalars = scalars
        pairs = LetterPair.all(in: scalars)
        var kinds = EventWords.kinds(pairs)
        if EventWords.tellsOfPassing(scalars) { kinds.formUnion([.announcement, .act]) }
        self.kinds = kinds
        letters = scalars.reduce(0) { $0 + (EventClause.isLetter($1) ? 1 : 0) }
    }

    /// The clauses of a sentence, without those that have no letter. Quotations and brackets are not cut.
    ///
    /// - Parameter normalized: the normalized sentence. Clauses are cut from it alongside, so that none is normalized
    ///   again, except where the marks of the two do not match.
    static func all(in sentence: String, _ normalized: ArraySlice<UInt32>) -> [EventClause] {
        clauses(cut(sentence.unicodeScalars.map(\.value)[...]), cut(normalized))
    }

    /// The clauses of a title, which spaces and dashes part too, except spaces between Latin words.
    ///
    /// - Parameter normalized: the normalized title.
    static func all(inTitle title: String, _ normalized: ArraySlice<UInt32>) -> [EventClause] {
        func cut(_ scalars: ArraySlice<UInt32>) -> [ArraySlice<UInt32>] {
            scalars.indices.split { index in
                switch scalars[index] {
                case 0x20, 0x3000:
                    index == scalars.startIndex || index + 1 == scalars.endIndex || scalars[index - 1] > 0x7F
                        || scalars[index + 1] > 0x7F
                case 0x2014: true
                default: isEnd(scalars, index)
                }
            }.map { scalars[$0.startIndex..<$0.endIndex] }
        }
        return clauses(cut(title.unicodeScalars.map(\.value)[...]), cut(normalized))
    }

    private static func clauses(_ pieces: [ArraySlice<UInt32>], _ normalized: [ArraySlice<UInt32>]) -> [EventClause] {
        let parts =
            normalized.count == pieces.count
            ? normalized : pieces.map { TextNormalizer().scalars(of: String(scalars: $0))[...] }
        return zip(pieces, parts).map { EventClause(text: trimmed($0), scalars: $1) }.filter { $0.letters > 0 }
    }

    /// Cuts after each mark outside of quotations and brackets.
    private static func cut(_ scalars: ArraySlice<UInt32>) -> [ArraySlice<UInt32>] {
        var pieces: [ArraySlice<UInt32>] = []
        let isBalanced = scalars.reduce(0) { $0 + depth($1) } == 0
        var (start, open) = (scalars.startIndex, 0)
        for index in scalars.indices {
            if isBalanced { open = max(0, open + depth(scalars[index])) }
            guard open == 0, isEnd(scalars, index) else { continue }
            pieces.append(scalars[start...index])
            start = index + 1
        }
        if start < scalars.endIndex { pieces.append(scalars[start...]) }
        return pieces
    }

    /// ，。！？；：, and the half-width forms except in numbers.
    private static func isEnd(_ scalars: ArraySlice<UInt32>, _ index: Int) -> Bool {
        switch scalars[index] {
        case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0x21, 0x3F, 0x3B: return true
        case 0xFF0C, 0xFF1A, 0x2C, 0x3A: return index + 1 >= scalars.endIndex || !isDigit(folded(scalars[index + 1]))
        default: return false
        }
    }

    private static func depth(_ scalar: UInt32) -> Int {
        switch scalar {
        case 0x201C, 0x300C, 0x300E, 0x300A, 0xFF08, 0x28: 1
        case 0x201D, 0x300D, 0x300F, 0x300B, 0xFF09, 0x29: -1
        default: 0
        }
    }

    private static func folded(_ scalar: UInt32) -> UInt32 { 0xFF01...0xFF5E ~= scalar ? scalar - 0xFEE0 : scalar }

    private static func trimmed(_ scalars: ArraySlice<UInt32>) -> String {
        Sentences.trimmedOfSpace(String(scalars: scalars).unicodeScalars[...])
    }

    static func isLetter(_ scalar: UInt32) -> Bool {
        scalar >= 0x4E00 && scalar <= 0x9FFF || scalar >= 0x61 && scalar <= 0x7A || isDigit(scalar)
    }

    // MARK: What it says

    private var firstLetter: UInt32? { scalars.first(where: EventClause.isLetter) }

    /// Whether it begins with a verb or a word that needs the subject of a clause before it.
    var lacksSubject: Bool {
        guard let first = firstLetter, let start = scalars.firstIndex(of: first) else { return true }
        if EventWords.continuations.contains(first) || EventWords.bareVerbs.contains(first) { return true }
        guard start + 1 < scalars.endIndex else { return false }
        return EventWords.kinds(LetterPair(first, scalars[start + 1])).contains(.act)
    }

    /// Whether it is a judgment on what was said before it, such as 这也是首个开源模型.
    var isJudgment: Bool {
        guard let first = firstLetter, EventWords.pointers.contains(first) else { return false }
        return scalars.prefix(8).contains(EventWords.copula)
    }

    /// Whether it is a date alone, such as 5月9日.
    var isTime: Bool { letters <= EventTime.longest && EventTime(in: text)?.isWhole == true }

    /// Whether it ends with a verb that says that something is said in the next clause.
    var announces: Bool {
        let last = Array(scalars.filter(EventClause.isLetter).suffix(2))
        return last.count == 2
            && (EventWords.saying.contains(LetterPair(last[0], last[1])) || EventWords.sayingEnds.contains(last[1]))
    }

    var beginsWithCircumstance: Bool { firstLetter.map(EventWords.circumstances.contains) ?? false }
    var beginsWithContinuation: Bool { firstLetter.map(EventWords.continuations.contains) ?? false }
    var hasFigure: Bool { scalars.contains(where: isDigit) }
    var hasLatin: Bool { scalars.contains { $0 >= 0x61 && $0 <= 0x7A } }
    var hasDocument: Bool { scalars.contains(0x300A) }
}
