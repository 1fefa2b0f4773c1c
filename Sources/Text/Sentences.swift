/// Splits text into sentences.
package enum Sentences {
    /// The sentences of a text, each on one line, without surrounding white space.
    ///
    /// A sentence ends after 。！？；…… or !?; with the quotation marks and brackets that close there, and at a line end.
    /// A half-width full stop does not end one, because it occurs in numbers and names. An ending mark inside open
    /// quotation marks does not end one within 100 characters of the opening mark, so that a quotation stays with its
    /// speaker.
    package static func of(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = String.UnicodeScalarView()
        var quotes = 0
        var sinceQuote = 0
        var isEnded = false
        func isIn(_ marks: [Unicode.Scalar], _ scalar: Unicode.Scalar) -> Bool {
            // None of the marks is a Chinese character.
            !(0x4E00...0x9FFF).contains(scalar.value) && marks.contains(scalar)
        }
        func finish() {
            let sentence = trimmedOfSpace(current)
            if !sentence.isEmpty { sentences.append(sentence) }
            current = String.UnicodeScalarView()
            isEnded = false
        }
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}" {
                finish()
                quotes = 0
                continue
            }
            if isEnded, !isIn(closing, scalar), !isIn(ending, scalar) { finish() }
            if isIn(opening, scalar) {
                quotes += 1
                sinceQuote = 0
            }
            if isIn(closing, scalar) { quotes = max(0, quotes - 1) }
            sinceQuote += 1
            current.append(scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value ? " " : scalar)
            if isIn(ending, scalar), quotes == 0 || sinceQuote > 100 {
                isEnded = true
                quotes = 0
            }
        }
        finish()
        return sentences
    }

    private static let ending = Array("。！？；!?;…".unicodeScalars)
    private static let opening = Array("“「『（《".unicodeScalars)
    private static let closing = Array("”」』）》".unicodeScalars)

    /// The scalars without white space at either end.
    package static func trimmedOfSpace(_ scalars: String.UnicodeScalarView) -> String {
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
