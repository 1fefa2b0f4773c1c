import Text

/// How wide a text is about, in pixels. The same on every machine, since no font is asked.
func textWidth(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + scalarWidth($1) } * size
}

/// The width of a scalar in ems, as in the widest of the fonts that a page is usually shown in.
private func scalarWidth(_ scalar: Unicode.Scalar) -> Double {
    switch displayWidth(scalar) {
    case 0: 0
    case 2: 1
    default:
        switch scalar.value {
        // Fonts of Chinese draw `·`, `…`, `—`, `“` and most of what is not ASCII as wide as a character of Chinese.
        case 0x80..., 0x40: 1
        case 0x25, 0x4D, 0x57, 0x6D, 0x77: 0.97
        case 0x26, 0x2B, 0x41...0x5A: 0.77
        case 0x20, 0x2C, 0x2E, 0x3A, 0x3B, 0x69, 0x6C, 0x6A: 0.34
        case 0x66, 0x72, 0x74: 0.41
        default: 0.63
        }
    }
}

extension String {
    /// Shortens a text to a width in pixels, with an ellipsis in place of the rest.
    ///
    /// - Complexity: linear in the width, whatever the length of the text.
    func shortened(toWidth width: Double, size: Double) -> String {
        let text = shortened(to: max(1, Int(width / size * 4)))
        if textWidth(text, size: size) <= width { return text }
        var (used, output) = (scalarWidth("…"), String.UnicodeScalarView())
        for scalar in text.unicodeScalars {
            used += scalarWidth(scalar)
            guard used * size <= width else { break }
            output.append(scalar)
        }
        return String(output) + "…"
    }

    /// A text broken into lines of a width in pixels, at most four of them. Chinese is broken between any two
    /// characters, other text at spaces, and a longer word where the line ends.
    func wrapped(toWidth width: Double, size: Double) -> [String] {
        var lines: [String] = []
        var (line, word) = ("", "")
        func flush() {
            if textWidth(line + word, size: size) > width, !line.isEmpty {
                lines.append(line)
                line = word.first == " " ? String(word.dropFirst()) : word
            } else {
                line += word
            }
            word = ""
        }
        for character in oneLine(self).shortened(to: Int(width / size * 8)) {
            let isWide = displayWidth(String(character)) > 1
            // Closing punctuation stays with the preceding character.
            if character == " " || isWide && !"，。；：、）”".contains(character)
                || textWidth(word, size: size) > width - size
            {
                flush()
            }
            word.append(character)
        }
        flush()
        lines.append(line)
        guard lines.count > 4 else { return lines }
        return lines.prefix(3) + [lines[3].shortened(toWidth: width - size, size: size) + "…"]
    }
}
