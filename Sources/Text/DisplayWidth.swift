/// The number of terminal columns that a text takes: 2 per East Asian wide character, 0 per combining one.
public func displayWidth(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + displayWidth($1) } }

/// The number of terminal columns that a scalar takes, from 0 to 2.
public func displayWidth(_ scalar: Unicode.Scalar) -> Int {
    // Letters of English and Chinese, and what stands between them: nearly all of a text.
    switch scalar.value {
    case 0x20..<0x7F: return 1
    case 0x4E00...0x9FFF, 0xFF01...0xFF5E, 0x3001...0x3002: return 2
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return 2
    default: return 1
    }
}
