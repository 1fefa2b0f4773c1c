import Features
import TrendNumerics

/// Texts as the estimators' calls pass them: the scalars of all documents one after another.
struct DocumentTexts: @unchecked Sendable {
    /// All documents' scalars.
    let scalars: UnsafePointer<UInt32>
    /// Where each document begins, and the end of the last one.
    let offsets: UnsafePointer<Int64>
    let count: Int
    /// The replacement of each scalar below its count; others stay.
    let folding: UnsafeBufferPointer<UInt32>
    /// Whether n-grams stay within words, as with scikit-learn's analyzer `char_wb`.
    let staysInWords: Bool

    /// The documents as scikit-learn's analyzers see them, ready to be counted.
    func prepared(threads: Int) -> [[UInt32]] {
        let pieces = Parallel.chunks(of: count, size: 1024)
        return Parallel.map(pieces.count, threads: threads) { piece in
            pieces[piece].map { staysInWords ? words(of: $0) : text(of: $0) }
        }.flatMap { $0 }
    }

    private func document(_ index: Int) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: scalars + Int(offsets[index]), count: Int(offsets[index + 1] - offsets[index]))
    }

    @inline(__always)
    private func folded(_ scalar: UInt32) -> UInt32 {
        scalar < folding.count ? folding[Int(scalar)] : scalar
    }

    /// A text in which two or more characters of space are one blank.
    private func text(of index: Int) -> [UInt32] {
        let document = document(index)
        return [UInt32](unsafeUninitializedCapacity: document.count) { output, count in
            var place = 0
            while place < document.count {
                if isSpace(document[place]) {
                    var end = place + 1
                    while end < document.count, isSpace(document[end]) { end += 1 }
                    output[count] = end - place > 1 ? 0x20 : document[place]
                    place = end
                } else {
                    output[count] = folded(document[place])
                    place += 1
                }
                count += 1
            }
        }
    }

    /// The words of a text, each between blanks, with separators between them.
    private func words(of index: Int) -> [UInt32] {
        let document = document(index)
        var words: [UInt32] = []
        words.reserveCapacity(document.count + 8)
        var isInside = false
        for scalar in document {
            if isSpace(scalar) {
                if isInside { words.append(0x20) }
                isInside = false
            } else {
                if !isInside {
                    if !words.isEmpty { words.append(NGramCounter.separator) }
                    words.append(0x20)
                }
                isInside = true
                words.append(folded(scalar))
            }
        }
        if isInside { words.append(0x20) }
        return words
    }
}

/// Whether Python counts a scalar as space, in `str.split` and in the regular expression `\s`.
@inline(__always)
private func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x9...0xD, 0x1C...0x1F, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
}
