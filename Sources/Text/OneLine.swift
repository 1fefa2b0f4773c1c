/// A text on one line, without control characters and without marks that change the direction of writing.
///
/// A noncharacter, which XML does not allow, becomes the replacement character.
public func oneLine(_ text: String) -> String {
    if isPlainLine(text) { return text }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C, 0xFFF9...0xFFFB: continue
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: output.append(" ")
        case 0xFDD0...0xFDEF: output.append("\u{FFFD}")
        case let value where value & 0xFFFE == 0xFFFE: output.append("\u{FFFD}")
        default: output.append(scalar)
        }
    }
    return String(output)
}

/// Whether `oneLine` has nothing to do, for nearly all texts: none of their bytes begins a character that it changes.
private func isPlainLine(_ text: String) -> Bool {
    // Quotation marks and full-width signs begin with the bytes of some of these characters.
    var lead: UInt8 = 0
    for byte in text.utf8 {
        switch (lead, byte) {
        case (_, 0..<0x20), (_, 0x7F), (_, 0xC2), (_, 0xD8), (_, 0xF0...): return false
        // U+200E, U+200F, U+2028 and the like.
        case (0xE2, 0x80): lead = 0xFE
        case (0xFE, 0x8E), (0xFE, 0x8F), (0xFE, 0xA8...0xAE), (0xE2, 0x81): return false
        case (0xEF, 0xB7), (0xEF, 0xBF): return false
        default: lead = byte
        }
    }
    return true
}

/// A text of several lines for a terminal, each as `oneLine` makes it: what it quotes of a file cannot move the cursor,
/// change colors or turn around what stands beside it.
public func printable(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { oneLine(String($0)) }.joined(separator: "\n")
}
