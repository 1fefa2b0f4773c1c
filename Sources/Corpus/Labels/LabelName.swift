import Text

/// Names of labels, keywords and technologies as people write them, which differ in what does not show.
enum LabelName {
    /// Names without what does not show, each once, in their order.
    static func cleaned(_ names: [String], _ version: TextNormalizer.Version = .newest) -> [String] {
        guard names.contains(where: mayNeedCleaning) else { return names }
        var cleaned: [String] = []
        for name in names.map({ clean($0, version) }) where !name.isEmpty && !cleaned.contains(name) {
            cleaned.append(name)
        }
        return cleaned
    }

    /// A name without markup, invisible characters and white space between Chinese characters; full-width letters and
    /// digits become half-width.
    static func clean(_ name: String, _ version: TextNormalizer.Version = .newest) -> String {
        guard mayNeedCleaning(name) else { return name }
        var name = name
        _ = Markup.clean(&name, isOneLine: true, version)
        var kept = String.UnicodeScalarView()
        var isGap = false
        for scalar in trimmed(name).unicodeScalars {
            if isInvisible(scalar.value) { continue }
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                isGap = true
                continue
            }
            let scalar = halfWidth(scalar)
            if isGap, let last = kept.last, !isChinese(last) || !isChinese(scalar) { kept.append(" ") }
            isGap = false
            kept.append(scalar)
        }
        return String(kept)
    }

    /// The form that names have in common which differ in the width of signs or in spaces: `科技（硬件）` and `科技(硬件)`. Numbers
    /// as pandas writes them, `1.0`, are those of a column that has no gap, `1`.
    static func key(_ name: String) -> String {
        let key = clean(name).unicodeScalars.map(ascii).filter { $0 != " " }
        let isWhole = key.count > 2 && key.suffix(2) == [".", "0"] && key.dropLast(2).allSatisfy { "0"..."9" ~= $0 }
        return String(String.UnicodeScalarView(isWhole ? key.dropLast(2) : key))
    }

    /// The form that names have in common which differ in case besides: `ＡＩ`, `Ai` and `ai`.
    static func looseKey(_ name: String) -> String { key(name).lowercased() }

    private static func mayNeedCleaning(_ name: String) -> Bool {
        name.unicodeScalars.contains { scalar in
            switch scalar {
            case "0"..."9", "A"..."Z", "a"..."z", "\u{4E00}"..."\u{9FFF}": false
            default: true
            }
        }
    }

    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "０"..."９", "Ａ"..."Ｚ", "ａ"..."ｚ": Unicode.Scalar(scalar.value - 0xFEE0)!
        default: scalar
        }
    }

    private static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        0xFF01...0xFF5E ~= scalar.value ? Unicode.Scalar(scalar.value - 0xFEE0)! : scalar
    }

    private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
        0x3400...0x9FFF ~= scalar.value || 0xF900...0xFAFF ~= scalar.value || 0x20000..<0x3FFFE ~= scalar.value
    }
}
