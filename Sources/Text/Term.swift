/// A term that texts are searched for, under all its spellings: what `trend watch`, `find` and `report` take.
///
/// Case, width, white space and invisible characters do not matter: "Scaling Law", "ｓｃａｌｉｎｇ　ｌａｗ" and "ScalingLaw"
/// are one spelling, and a line end within a Chinese word does not hide it. Latin words and numbers match as a whole:
/// "AI" is found neither in "OpenAI" nor in "AIGC", and "GPT-4" not in "GPT-40". A word ends at a digit ("GPT-4o"),
/// at a version ("DeepSeekV4") and where a word of capitals and small letters goes on with a capital ("DeepSeekCoder").
///
/// A text is searched as its normalizer has it: traditional characters count as simplified ones where it says so.
public struct Term: Equatable, Sendable {
    /// The spellings as they were written, none of them empty; at least one.
    public let names: [String]
    private let normalizer: TextNormalizer
    /// Normalized, without blanks and invisible characters.
    package let spellings: [[UInt32]]
    /// Normalized, with blanks.
    package let normalized: [[UInt32]]

    /// - Parameters:
    ///   - text: one or more spellings, separated by `|`.
    ///   - normalizer: that of the texts to be searched; texts of another one take longer.
    /// - Returns: nil where there is no spelling in it.
    public init?(_ text: String, by normalizer: TextNormalizer = TextNormalizer()) {
        self.normalizer = normalizer
        var names: [String] = []
        var spellings: [[UInt32]] = []
        var normalized: [[UInt32]] = []
        for part in text.split(whereSeparator: { $0 == "|" || $0 == "｜" }) {
            let scalars = normalizer.scalars(of: String(part))
            let spelling = scalars.filter { !Term.isPassedOver($0) }
            guard !spelling.isEmpty else { continue }
            names.append(String(part))
            spellings.append(spelling)
            normalized.append(scalars)
        }
        guard !names.isEmpty else { return nil }
        (self.names, self.spellings, self.normalized) = (names, spellings, normalized)
    }

    /// Where one of the spellings stands in a text, the first place of the first spelling that does; nil for none.
    ///
    /// - Returns: a part of the text's scalars.
    /// - Complexity: linear in the text for each spelling. Only where a spelling is followed by a letter is the text as
    ///   it came looked at, for its capitals.
    public func place(in text: ArticleText) -> Range<Int>? {
        guard text.normalizer == normalizer else {
            return Term(names.joined(separator: "|"), by: text.normalizer)?.place(in: text)
        }
        var original: [UInt32]?
        for spelling in spellings {
            var doubtful: [Range<Int>] = []
            if let place = first(spelling, in: text.scalars, titleEnd: text.titleEnd, &doubtful) { return place }
            guard !doubtful.isEmpty else { continue }
            if original == nil { original = Term.original(of: text) }
            if let index = firstAtCapital(spelling, in: original!) {
                return doubtful[min(index, doubtful.count - 1)]
            }
        }
        return nil
    }

    // MARK: The normalized text

    /// - Parameter doubtful: gets the places at which a letter follows, which end a word or not by its capital.
    private func first(
        _ spelling: [UInt32], in text: [UInt32], titleEnd: Int, _ doubtful: inout [Range<Int>]
    ) -> Range<Int>? {
        text.withUnsafeBufferPointer { text in
            let first = spelling[0]
            for start in text.indices where text[start] == first {
                guard let end = end(of: spelling, in: text, from: start) else { continue }
                // The title's end parts words as a full stop does.
                if start < titleEnd, end > titleEnd { continue }
                switch edge(behind: spelling[spelling.count - 1], in: text, at: end) {
                case .word: return start..<end
                case .letter: doubtful.append(start..<end)
                case .inside: continue
                }
            }
            return nil
        }
    }

    /// Where a spelling ends that begins at a place; nil where it does not stand there or a word is under way before it.
    private func end(
        of spelling: [UInt32], in text: UnsafeBufferPointer<UInt32>, from start: Int
    ) -> Int? {
        var before = start - 1
        while before >= 0, isInvisible(text[before]) { before -= 1 }
        if before >= 0, Term.continues(folded(text[before]), spelling[0]) { return nil }
        var place = start + 1
        for scalar in spelling.dropFirst() {
            while place < text.count, Term.isPassedOver(folded(text[place])) { place += 1 }
            guard place < text.count, folded(text[place]) == scalar else { return nil }
            place += 1
        }
        return place
    }

    private enum Edge {
        /// The word or number ends here.
        case word
        /// A letter follows a letter: another word, unless it is a capital.
        case letter
        /// The word or number goes on.
        case inside
    }

    private func edge(behind last: UInt32, in text: UnsafeBufferPointer<UInt32>, at end: Int) -> Edge {
        var next = end
        while next < text.count, isInvisible(text[next]) { next += 1 }
        guard next < text.count, Term.continues(last, folded(text[next])) else { return .word }
        if isDigit(last) { return .inside }
        // DeepSeekV4
        let isVersion = folded(text[next]) == 0x76 && next + 1 < text.count && isDigit(folded(text[next + 1]))
        return isVersion ? .word : .letter
    }

    // MARK: The text as it came

    /// Title and body, with a scalar between them that no spelling has.
    private static func original(of text: ArticleText) -> [UInt32] {
        (text.title + "\n").unicodeScalars.map(\.value) + [0] + text.body.unicodeScalars.map(\.value)
    }

    /// - Returns: which of the places at which a letter follows is the first where a capital begins another word.
    private func firstAtCapital(_ spelling: [UInt32], in text: [UInt32]) -> Int? {
        text.withUnsafeBufferPointer { text in
            var index = 0
            for start in text.indices where folded(text[start]) == spelling[0] {
                guard let end = end(of: spelling, in: text, from: start),
                    edge(behind: spelling[spelling.count - 1], in: text, at: end) == .letter
                else { continue }
                if beginsWord(in: text, at: end) { return index }
                index += 1
            }
            return nil
        }
    }

    /// `Seek|Coder`, `AI|Agent`; not `AI|GC`, nor `IP|Os`.
    private func beginsWord(in text: UnsafeBufferPointer<UInt32>, at end: Int) -> Bool {
        guard Term.isCapital(text[end]) else { return false }
        if !Term.isCapital(text[end - 1]) { return true }
        var small = end + 1
        while small < text.count, small < end + 3, Term.isLetter(text[small]), !Term.isCapital(text[small]) {
            small += 1
        }
        return small == end + 3
    }

    private static func isCapital(_ scalar: UInt32) -> Bool { 0x41...0x5A ~= scalar || 0xFF21...0xFF3A ~= scalar }

    private func folded(_ scalar: UInt32) -> UInt32 { normalizer.folded(scalar) }

    // MARK: Scalars

    /// Blanks and invisible characters.
    @inline(__always)
    package static func isPassedOver(_ scalar: UInt32) -> Bool { scalar == 0x20 || isInvisible(scalar) }

    /// Whether two neighboring scalars belong to one Latin word or one number.
    private static func continues(_ a: UInt32, _ b: UInt32) -> Bool {
        isLetter(a) && isLetter(b) || isDigit(a) && isDigit(b)
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        scalar >= 0x61 && scalar <= 0x7A || scalar >= 0xC0 && scalar < 0x250
    }
}
