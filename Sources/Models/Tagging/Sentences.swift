/// Cuts text into sentences.
enum Sentences {
    /// The sentences of a text, without white space around them, each on one line.
    ///
    /// One ends behind 。！？；…… or !?; with the quotation marks and brackets that close there, and at a line end.
    /// A full stop of half width does not end one: it stands in numbers and names. A mark within quotation marks
    /// that stay open ends none for 100 characters, so that what is quoted stays with who says it.
    static func of(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = String.UnicodeScalarView()
        var quotes = 0
        var sinceQuote = 0
        var isEnded = false
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
            if isEnded, !closing.contains(scalar), !ending.contains(scalar) { finish() }
            if opening.contains(scalar) {
                quotes += 1
                sinceQuote = 0
            }
            if closing.contains(scalar) { quotes = max(0, quotes - 1) }
            sinceQuote += 1
            current.append(scalar.properties.generalCategory == .control ? " " : scalar)
            if ending.contains(scalar), quotes == 0 || sinceQuote > 100 {
                isEnded = true
                quotes = 0
            }
        }
        finish()
        return sentences
    }

    private static let ending = Set("。！？；!?;…".unicodeScalars)
    private static let opening = Set("“「『（《".unicodeScalars)
    private static let closing = Set("”」』）》".unicodeScalars)

    static func trimmedOfSpace(_ scalars: String.UnicodeScalarView) -> String {
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
