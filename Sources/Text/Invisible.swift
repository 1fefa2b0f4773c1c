/// Whether a scalar shows nothing and takes no place: joiners, soft hyphens, direction marks, variation selectors and
/// byte-order marks. Copied texts are full of them.
///
/// Blanks are not among them. Normalization keeps most of these scalars, since models depend on its bytes; what compares
/// terms or labels passes over them.
@inlinable
package func isInvisible(_ scalar: UInt32) -> Bool {
    // Hardly any text has a scalar beyond the first test.
    if scalar < 0xAD || scalar >= 0x2070 && scalar < 0xFE00 { return false }
    switch scalar {
    case 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF,
        0xE0001, 0xE0020...0xE007F, 0xE0100...0xE01EF:
        return true
    default: return false
    }
}
