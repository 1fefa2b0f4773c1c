/// A text on one line, without control characters and without marks that change the direction of writing.
public func oneLine(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: continue
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: output.append(" ")
        default: output.append(scalar)
        }
    }
    return String(output)
}
