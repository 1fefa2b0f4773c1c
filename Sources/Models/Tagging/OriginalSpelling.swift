import Text

/// The text of an article before normalization, for writing names with their capitals.
struct OriginalSpelling {
    /// The title and the body.
    private let parts: [[UInt32]]

    init(_ text: ArticleText) {
        parts = [text.title, text.body].map { part in
            var scalars: [UInt32] = []
            scalars.reserveCapacity(part.utf8.count)
            for scalar in part.unicodeScalars { scalars.append(scalar.value) }
            return scalars
        }
    }

    /// The original spelling of a part of the normalized text, at its first occurrence; `nil` if normalization changed
    /// more than capitals, spaces and the width of letters.
    ///
    /// - Complexity: linear in the article.
    func of(_ name: ArraySlice<UInt32>) -> String? {
        guard let first = name.first else { return nil }
        for scalars in parts {
            for start in scalars.indices
            where OriginalSpelling.folded(scalars[start]) == first
                && scalars[start...].lazy.map(OriginalSpelling.folded).starts(with: name)
            {
                let found = scalars[start..<start + name.count].map { scalar in
                    0xFF01...0xFF5E ~= scalar
                        ? scalar - 0xFEE0 : OriginalSpelling.folded(scalar) == 0x20 ? 0x20 : scalar
                }
                return String(scalars: found)
            }
        }
        return nil
    }

    private static func folded(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A: scalar | 0x20
        case 0xFF21...0xFF3A: scalar - 0xFEC0
        case 0xFF01...0xFF5E: scalar - 0xFEE0
        case 0x09...0x0D, 0x3000, 0xA0: 0x20
        default: scalar
        }
    }
}
