import Text
import TrendNumerics
import Corpus

/// The Latin words and numbers of a corpus, which are units like the characters.
struct PhraseWords: Sendable {
    /// In lexicographic order, so that numbers depend only on the words.
    private(set) var words: [String] = []
    private var numbers: [String: UInt32] = [:]
    private var isNumber: [Bool] = []

    /// The unit between phrases, which also replaces words too rare to be in one.
    static let border: UInt32 = 0
    /// The number of the first word, after the last scalar; 21 bits hold both.
    private static let first: UInt32 = 0x110000
    private static let maximumCount = 1 << 21 - Int(first)

    /// A longer run of letters and digits is no word, in scalars.
    private static let longest = 100

    /// Collects the words of texts.
    ///
    /// - Parameter minimumDocumentFrequency: words in fewer texts are left out.
    init(_ texts: [[UInt32]], minimumDocumentFrequency: Int, threads: Int) {
        let pieces = Parallel.chunks(of: texts.count, size: 1024)
        let counts = Parallel.map(pieces.count, threads: threads) { piece in
            var counts: [String: (documents: Int, last: Int)] = [:]
            for document in pieces[piece] {
                PhraseWords.forEachWord(in: texts[document]) { word in
                    let count = counts[word]
                    if count?.last != document { counts[word] = ((count?.documents ?? 0) + 1, document) }
                }
            }
            return counts.mapValues(\.documents)
        }
        var total: [String: Int] = [:]
        for piece in counts { total.merge(piece, uniquingKeysWith: +) }
        var kept = total.filter { $0.value >= minimumDocumentFrequency }.map { ($0.key, $0.value) }
        if kept.count > PhraseWords.maximumCount {
            kept.sort { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
            kept.removeLast(kept.count - PhraseWords.maximumCount)
        }
        self.init(kept.map(\.0))
    }

    init(_ words: [String]) {
        self.words = words.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
        for (index, word) in self.words.enumerated() { numbers[word] = PhraseWords.first + UInt32(index) }
        isNumber = self.words.map { !$0.unicodeScalars.contains { ScalarClass($0.value) == .letter } }
    }

    /// Takes words that may come from a file.
    ///
    /// - Returns: nil unless the words are distinct, in order and not too many.
    init?(sorted words: [String]) {
        guard words.count <= PhraseWords.maximumCount,
            zip(words, words.dropFirst()).allSatisfy({ $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) })
        else { return nil }
        self.init(words)
    }

    /// Whether a phrase can contain the unit: a character or one of the words.
    func isUnit(_ unit: UInt32) -> Bool {
        PhraseWords.isWord(unit)
            ? Int(unit - PhraseWords.first) < words.count : unit != PhraseWords.border && Unicode.Scalar(unit) != nil
    }

    /// Calls `body` with each word and number of a text, in its original spelling.
    static func forEachWord(in text: [UInt32], _ body: (String) -> Void) {
        text.withUnsafeBufferPointer { text in
            PhraseUnit.forEach(in: text) { unit in
                if unit.kind == .word, unit.range.count <= longest { body(String(scalars: text[unit.range])) }
            }
        }
    }

    static func isWord(_ unit: UInt32) -> Bool { unit >= first }

    /// Whether a unit is a number in digits.
    func isNumber(_ unit: UInt32) -> Bool { PhraseWords.isWord(unit) && isNumber[Int(unit - PhraseWords.first)] }

    /// Whether a number has several parts, as a score or a time does: `2:0`, `21-22`.
    func isScore(_ unit: UInt32) -> Bool {
        word(unit)?.unicodeScalars.contains { $0 == ":" || $0 == "-" } ?? false
    }

    enum Numeral {
        case none
        /// A Chinese numeral character.
        case character
        case digits
    }

    func numeral(_ unit: UInt32) -> Numeral {
        isNumber(unit) ? .digits : PhraseWords.numerals.contains(unit) ? .character : .none
    }

    private static let numerals = Set("〇零一二三四五六七八九十百千万亿两".unicodeScalars.map(\.value))

    /// The word of a unit; nil for a character.
    func word(_ unit: UInt32) -> String? {
        PhraseWords.isWord(unit) ? words[Int(unit - PhraseWords.first)] : nil
    }

    /// Calls `body` with each unit of a normalized text and its range.
    @inline(__always)
    func forEachUnit(in text: [UInt32], _ body: (_ unit: UInt32, _ range: Range<Int>) -> Void) {
        text.withUnsafeBufferPointer { text in
            PhraseUnit.forEach(in: text) { unit in
                switch unit.kind {
                case .character: body(text[unit.range.lowerBound], unit.range)
                case .word:
                    let isLong = unit.range.count > PhraseWords.longest
                    body(
                        isLong ? PhraseWords.border : numbers[String(scalars: text[unit.range])] ?? PhraseWords.border,
                        unit.range)
                case .border: body(PhraseWords.border, unit.range)
                }
            }
        }
    }

    /// A phrase as it is shown: with a space between two words, and none next to a character.
    func text(of phrase: some Sequence<UInt32>, spelling: (String) -> String = { $0 }) -> String {
        var text = ""
        var isAfterWord = false
        for unit in phrase {
            if let word = word(unit) {
                if isAfterWord { text += " " }
                text += spelling(word)
                isAfterWord = true
            } else {
                text.unicodeScalars.append(Unicode.Scalar(unit)!)
                isAfterWord = false
            }
        }
        return text
    }
}
