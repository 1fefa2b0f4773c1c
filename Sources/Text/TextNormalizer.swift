import Foundation

/// Normalizes text into the form that models read.
///
/// It applies NFKC (full-width letters become half-width, `㈱` becomes `(株)`), then lower case, then replaces each run
/// of white space and control characters by one space, with none at the ends. Digits are kept (full-width ones become
/// ASCII): folding them all into one cost accuracy on two of three corpora.
public struct TextNormalizer: Sendable {
    /// A normalizer; it has no options.
    public init() {}

    /// The scalars of the normalized text.
    ///
    /// - Complexity: one table look-up per scalar for Chinese, ASCII and full-width text. Other scripts go through
    ///   Foundation's NFKC, segment by segment.
    public func scalars(of text: String) -> [UInt32] {
        var output: [UInt32] = []
        append(text, to: &output)
        return output
    }

    /// Appends the normalized scalars of `text`.
    public func append(_ text: String, to output: inout [UInt32]) {
        let start = output.count
        var text = text
        text.withUTF8 { bytes in
            NormalizationCount.current?.add(bytes.count)
            output.reserveCapacity(start + bytes.count / 2)
            var at = 0
            while at < bytes.count {
                appendSimple(bytes, &at, to: &output, from: start)
                if at < bytes.count { appendDetour(bytes, &at, to: &output, from: start) }
            }
        }
        if output.count > start, output.last == 0x20 { output.removeLast() }
    }

    /// Normalizes simple scalars up to the first one that is not simple.
    private func appendSimple(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, to output: inout [UInt32], from start: Int
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { buffer in
            var last = output.count > start ? output[output.count - 1] : 0x20
            var isSimple = true
            while isSimple, at < bytes.count {
                var count = 0
                while count < 256, at < bytes.count {
                    let (scalar, length) = TextNormalizer.decode(bytes, at)
                    guard let simple = TextNormalizer.simple(scalar) else {
                        isSimple = false
                        break
                    }
                    at += length
                    let isBlank = TextNormalizer.isSimpleBlank(simple)
                    if isBlank, last == 0x20 { continue }
                    last = isBlank ? 0x20 : simple
                    buffer[count] = last
                    count += 1
                }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    /// Normalizes scalars that are not simple. They may combine with their neighbors, so they are collected and
    /// normalized together with the one before them.
    private func appendDetour(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, to output: inout [UInt32], from start: Int
    ) {
        var detour = String.UnicodeScalarView()
        if at > 0, output.count > start {
            var before = at - 1
            while bytes[before] & 0xC0 == 0x80 { before -= 1 }
            let base = Unicode.Scalar(TextNormalizer.decode(bytes, before).scalar)!
            if !isBlank(base) {
                output.removeLast()
                detour.append(base)
            }
        }
        while at < bytes.count {
            let (scalar, length) = TextNormalizer.decode(bytes, at)
            if TextNormalizer.simple(scalar) != nil { break }
            detour.append(Unicode.Scalar(scalar)!)
            at += length
        }
        // Foundation leaves `ｶﾞ` decomposed, so its result is composed once more.
        let composed = String(detour).precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
        for scalar in composed.lowercased().unicodeScalars {
            push(scalar.value, to: &output, from: start)
        }
    }

    /// The scalar that begins at an offset of UTF-8 text, and the number of its bytes.
    @inline(__always)
    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (scalar: UInt32, length: Int) {
        let lead = UInt32(bytes[at])
        if lead < 0x80 { return (lead, 1) }
        func next(_ offset: Int) -> UInt32 { UInt32(bytes[at + offset]) & 0x3F }
        if lead < 0xE0 { return ((lead & 0x1F) << 6 | next(1), 2) }
        if lead < 0xF0 { return ((lead & 0xF) << 12 | next(1) << 6 | next(2), 3) }
        return ((lead & 0x7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }

    /// The normalized text as a string.
    public func normalize(_ text: String) -> String {
        String(scalars: scalars(of: text))
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

    /// Whether a normal form is white space or a control character. No other simple scalar is one.
    @inline(__always)
    static func isSimpleBlank(_ simple: UInt32) -> Bool { simple <= 0x20 || simple == 0x7F }

    /// The normal form of a scalar that never combines with another one; nil for all other scalars.
    @inline(__always)
    static func simple(_ value: UInt32) -> UInt32? {
        if value < 0x80 { return value >= 0x41 && value <= 0x5A ? value | 0x20 : value }
        if value >= 0x4E00 && value <= 0x9FFF || value >= 0x3400 && value <= 0x4DBF { return value }
        if value >= 0x3000 && value <= 0x3029 { return value == 0x3000 ? 0x20 : value }
        if value >= 0xFF01 && value <= 0xFF5E {
            let ascii = value - 0xFEE0
            return ascii >= 0x41 && ascii <= 0x5A ? ascii | 0x20 : ascii
        }
        // ‘’“” – — and the like; but not …, whose normal form is three full stops.
        if value >= 0x2010 && value <= 0x2023 && value != 0x2011 && value != 0x2017 { return value }
        return nil
    }
}

extension String {
    /// Makes a string of Unicode scalar values.
    ///
    /// - Precondition: all values are Unicode scalars.
    public init(scalars: some Sequence<UInt32>) {
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value)!) }
        self.init(view)
    }
}
