/// Splits text into sentences.
package enum Sentences {
    /// The sentences of a text, each on one line, without surrounding white space.
    ///
    /// A sentence ends after 。！？；…… or !?; with the quotation marks and brackets that close there, and at a line end.
    /// A half-width full stop does not end one, because it occurs in numbers and names. An ending mark inside open
    /// quotation marks does not end one within 100 characters of the opening mark, so that a quotation stays with its
    /// speaker.
    package static func of(_ text: String) -> [String] {
        let scalars = text.unicodeScalars
        var sentences: [String] = []
        var start = scalars.startIndex
        var hasControls = false
        var quotes = 0
        var sinceQuote = 0
        var isEnded = false
        func finish(_ end: String.UnicodeScalarView.Index) {
            let piece = scalars[start..<end]
            let sentence = trimmedOfSpace(hasControls ? withoutControls(piece) : piece)
            if !sentence.isEmpty { sentences.append(sentence) }
            start = end
            hasControls = false
            isEnded = false
        }
        var next = start
        while next < scalars.endIndex {
            let place = next
            let scalar = scalars[place].value
            scalars.formIndex(after: &next)
            // Chinese characters, which are most of a text, are neither marks nor controls.
            if scalar >= 0x4E00, scalar <= 0x9FFF {
                if isEnded { finish(place) }
                sinceQuote += 1
                continue
            }
            if scalar == 0x0A || scalar == 0x0D || scalar == 0x2028 || scalar == 0x2029 {
                finish(place)
                start = next
                quotes = 0
                continue
            }
            if isEnded, !isClosing(scalar), !isEnding(scalar) { finish(place) }
            if isOpening(scalar) {
                quotes += 1
                sinceQuote = 0
            }
            if isClosing(scalar) { quotes = max(0, quotes - 1) }
            sinceQuote += 1
            if isControl(scalar) { hasControls = true }
            if isEnding(scalar), quotes == 0 || sinceQuote > 100 {
                isEnded = true
                quotes = 0
            }
        }
        finish(scalars.endIndex)
        return sentences
    }

    /// 。！？；!?;…
    private static func isEnding(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0x21, 0x3F, 0x3B, 0x2026: true
        default: false
        }
    }

    /// “「『（《
    private static func isOpening(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x201C, 0x300C, 0x300E, 0xFF08, 0x300A: true
        default: false
        }
    }

    /// ”」』）》
    private static func isClosing(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x201D, 0x300D, 0x300F, 0xFF09, 0x300B: true
        default: false
        }
    }

    private static func isControl(_ scalar: UInt32) -> Bool { scalar < 0x20 || 0x7F...0x9F ~= scalar }

    private static func withoutControls(_ piece: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        String.UnicodeScalarView(piece.map { isControl($0.value) ? " " : $0 })[...]
    }

    /// The scalars without white space at either end.
    package static func trimmedOfSpace(_ scalars: Substring.UnicodeScalarView) -> String {
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
