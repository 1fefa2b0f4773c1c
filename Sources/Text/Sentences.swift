/// Cuts text into sentences.
package enum Sentences {
    /// The sentences of a text, without white space around them, each on one line.
    ///
    /// One ends behind 。！？；…… or !?; with the quotation marks and brackets that close there, and at a line end.
    /// A full stop of half width does not end one: it stands in numbers and names. A mark within quotation marks
    /// that stay open ends none for 100 characters, so that what is quoted stays with who says it.
    package static func of(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = String.UnicodeScalarView()
        var quotes = 0
        var sinceQuote = 0
        var isEnded = false
        func isIn(_ marks: [Unicode.Scalar], _ scalar: Unicode.Scalar) -> Bool {
            // No mark is among the Chinese characters.
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

    package static func trimmedOfSpace(_ scalars: String.UnicodeScalarView) -> String {
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
