import Foundation

/// Brings text into the form that models read.
///
/// In this order: NFKC (full-width letters become half-width, `㈱` becomes `(株)`), lower case, each run of
/// white space and control characters becomes one space, none at the ends. Digits stay as they are
/// (full-width ones become ASCII): folding them into one cost accuracy on two of three corpora.
public struct TextNormalizer: Sendable {
    public init() {}

    /// The scalars of the normalised text.
    ///
    /// - Complexity: one table look-up a scalar for Chinese, ASCII and full-width text; other scripts
    ///   take a detour over Foundation's NFKC, segment by segment.
    public func scalars(of text: String) -> [UInt32] {
        var output: [UInt32] = []
        append(text, to: &output)
        return output
    }

    /// Appends the normalised scalars of `text`.
    public func append(_ text: String, to output: inout [UInt32]) {
        let start = output.count
        output.reserveCapacity(start + text.utf8.count / 2)
        // Scalars that may combine with their neighbours are gathered and normalised together with the
        // one before them.
        var detour = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let simple = TextNormalizer.simple(scalar) {
                if !detour.isEmpty { flush(&detour, to: &output, from: start) }
                push(simple, to: &output, from: start)
                last = scalar
            } else {
                if detour.isEmpty, let base = last, !isBlank(base), output.count > start {
                    output.removeLast()
                    detour.append(base)
                }
                detour.append(scalar)
                last = nil
            }
        }
        if !detour.isEmpty { flush(&detour, to: &output, from: start) }
        if output.count > start, output.last == 0x20 { output.removeLast() }
    }

    /// The normalised text as a string.
    public func normalize(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for value in scalars(of: text) { view.append(Unicode.Scalar(value)!) }
        return String(view)
    }

    private func flush(_ detour: inout String.UnicodeScalarView, to output: inout [UInt32], from start: Int) {
        // Foundation leaves `ｶﾞ` decomposed, so its result is composed once more.
        let composed = String(detour).precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
        for scalar in composed.lowercased().unicodeScalars {
            push(scalar.value, to: &output, from: start)
        }
        detour.removeAll()
    }

    @inline(__always)
    private func push(_ value: UInt32, to output: inout [UInt32], from start: Int) {
        if value <= 0x20 || (value >= 0x7F && value <= 0xA0) || isBlank(Unicode.Scalar(value)!) {
            if output.count > start, output.last != 0x20 { output.append(0x20) }
        } else {
            output.append(value)
        }
    }

    @inline(__always)
    private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value <= 0x20 { return true }
        if scalar.value < 0x80 || (scalar.value >= 0x3001 && scalar.value < 0xFE00) { return false }
        return scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            || scalar.value == 0xFEFF || scalar.value == 0x200B
    }

    /// The normal form of a scalar that never combines with another one; nil for all others.
    @inline(__always)
    private static func simple(_ scalar: Unicode.Scalar) -> UInt32? {
        let value = scalar.value
        if value < 0x80 { return value >= 0x41 && value <= 0x5A ? value | 0x20 : value }
        if value >= 0x4E00 && value <= 0x9FFF || value >= 0x3400 && value <= 0x4DBF { return value }
        if value >= 0x3000 && value <= 0x3029 { return value == 0x3000 ? 0x20 : value }
        if value >= 0xFF01 && value <= 0xFF5E {
            let ascii = value - 0xFEE0
            return ascii >= 0x41 && ascii <= 0x5A ? ascii | 0x20 : ascii
        }
        // ‘’“” – — and the like, but not … which is three full stops.
        if value >= 0x2010 && value <= 0x2023 && value != 0x2011 && value != 0x2017 { return value }
        return nil
    }
}
