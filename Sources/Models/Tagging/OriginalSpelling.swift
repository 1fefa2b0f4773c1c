import Text

/// The text of an article before normalization, for writing names with their capitals.
struct OriginalSpelling {
    /// The title and the body.
    private let parts: [[UInt32]]
    private let normalizer: TextNormalizer

    init(_ text: ArticleText) {
        normalizer = text.normalizer
        parts = [text.title, text.body].map { part in
            var scalars: [UInt32] = []
            scalars.reserveCapacity(part.utf8.count)
            for scalar in part.unicodeScalars { scalars.append(scalar.value) }
            return scalars
        }
    }

    /// The original spelling of a part of the normalized text, at its first occurrence; `nil` if normalization changed
    /// more than capitals, spaces, the width of letters and traditional characters.
    ///
    /// - Complexity: linear in the article.
    func of(_ name: ArraySlice<UInt32>) -> String? {
        guard let first = name.first else { return nil }
        for scalars in parts {
            for start in scalars.indices
            where normalizer.folded(scalars[start]) == first
                && scalars[start...].lazy.map(normalizer.folded).starts(with: name)
            {
                let found = scalars[start..<start + name.count].map { scalar in
                    0xFF01...0xFF5E ~= scalar
                        ? scalar - 0xFEE0 : normalizer.folded(scalar) == 0x20 ? 0x20 : scalar
                }
                return String(scalars: found)
            }
        }
        return nil
    }
}
