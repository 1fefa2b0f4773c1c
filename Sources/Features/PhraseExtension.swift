/// Grows n-grams into the phrases they are fragments of.
///
/// A fragment hardly ever stands without the character that completes it: `工智能` not without `人`. So a
/// string takes in a neighbouring character for as long as nearly all documents that hold the string
/// hold the longer one too, over the n-grams of a vocabulary.
public struct PhraseExtension: Sendable {
    /// The n-grams by the n-gram that remains without their last and without their first character.
    private let following: [[UInt32]: [(scalar: UInt32, count: Int)]]
    private let preceding: [[UInt32]: [(scalar: UInt32, count: Int)]]
    private let longest: Int

    /// A longer string that has this share of the documents of a shorter one takes its place.
    private static let completeShare = 0.6
    /// In Chinese characters; a Latin word of three letters is about as long as one.
    private static let longestPhrase = 10.0

    private static func length(of phrase: [UInt32]) -> Double {
        phrase.reduce(0) { $0 + ($1 < 0x80 ? 0.35 : 1) }
    }

    private static func isLetter(_ scalar: UInt32) -> Bool { scalar >= 0x61 && scalar <= 0x7A }

    /// Whether a letter at an end of the phrase mostly has another letter beyond it.
    private func isInsideWord(_ phrase: [UInt32], documents: Int) -> Bool {
        func letters(_ neighbours: [(scalar: UInt32, count: Int)]?) -> Bool {
            let count = (neighbours ?? []).reduce(0) { $0 + (PhraseExtension.isLetter($1.scalar) ? $1.count : 0) }
            return 2 * count > documents
        }
        let window = min(phrase.count, longest - 1)
        return PhraseExtension.isLetter(phrase.last!) && letters(following[Array(phrase.suffix(window))])
            || PhraseExtension.isLetter(phrase.first!) && letters(preceding[Array(phrase.prefix(window))])
    }

    /// - Parameter documentFrequency: one a column.
    public init(_ vectorizer: TFIDFVectorizer, documentFrequency: [Int]) {
        var following: [[UInt32]: [(UInt32, Int)]] = [:]
        var preceding: [[UInt32]: [(UInt32, Int)]] = [:]
        for column in 0..<vectorizer.vocabulary.count {
            let scalars = vectorizer.vocabulary.ngram(column).unicodeScalars.map(\.value)
            guard scalars.count > 1 else { continue }
            let count = documentFrequency[column]
            following[Array(scalars.dropLast()), default: []].append((scalars.last!, count))
            preceding[Array(scalars.dropFirst()), default: []].append((scalars.first!, count))
        }
        self.following = following
        self.preceding = preceding
        longest = vectorizer.options.longest
    }

    /// The phrase that an n-gram belongs to; the n-gram itself where it is whole. Nil for a part of many
    /// Latin words.
    public func phrase(of ngram: String, documents: Int) -> String? {
        var phrase = ngram.unicodeScalars.map(\.value)
        var documents = documents
        while PhraseExtension.length(of: phrase) < PhraseExtension.longestPhrase {
            let window = min(phrase.count, longest - 1)
            let after = following[Array(phrase.suffix(window))]?.max { $0.count < $1.count }
            let before = preceding[Array(phrase.prefix(window))]?.max { $0.count < $1.count }
            let best = max(after?.count ?? 0, before?.count ?? 0)
            guard best > 0, Double(best) >= PhraseExtension.completeShare * Double(documents) else { break }
            if let after, after.count == best {
                phrase.append(after.scalar)
            } else if let before {
                phrase.insert(before.scalar, at: 0)
            }
            documents = min(documents, best)
        }
        guard !isInsideWord(phrase, documents: documents) else { return nil }
        var view = String.UnicodeScalarView()
        for value in phrase { view.append(Unicode.Scalar(value)!) }
        return String(view).trimmingSpaces
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var view = self[...]
        while view.first == " " { view.removeFirst() }
        while view.last == " " { view.removeLast() }
        return String(view)
    }
}
