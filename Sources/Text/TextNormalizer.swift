import Foundation

/// Normalizes text into the form that models read.
///
/// It applies NFKC (full-width letters become half-width, `㈱` becomes `(株)`), then lower case, then replaces each run
/// of white space and control characters by one space, with none at the ends. Since version 2 it also replaces
/// traditional characters by simplified ones, and drops invisible characters. Digits are kept (full-width ones become
/// ASCII): folding them all into one cost accuracy on two of three corpora.
///
/// Models and archives keep the normalizer that they were made with, so that a later program reads the same text.
public struct TextNormalizer: Hashable, Sendable {
    /// How texts are normalized, and whether they are cleaned of markup when they are read.
    public enum Version: Int, Comparable, Codable, Sendable {
        /// Characters as they are. Markup is content, and an invisible character is one like any other.
        case one = 1
        /// Simplified characters, without invisible ones. Readers remove markup.
        case two = 2
        /// The same. Readers take marks of missing values (`NULL`, `nan`) for no content, and lists of labels for what they
        /// are also with bars, tabs, brackets and numbers.
        case three = 3
        /// The same. Readers take blanks for no content, and links and sources without white space at their ends. Where no
        /// source is named it is the host of the link, also of one without a scheme or with a user.
        case four = 4
        /// The same. Readers end tags as browsers do, take the items of JSON lists for whole labels, read names in printed
        /// objects, names of fields with a remark and texts within objects, and know more words for no label.
        case five = 5

        public static let newest = Version.five

        public static func < (a: Version, b: Version) -> Bool { a.rawValue < b.rawValue }
    }

    /// Which words are replaced by those of the mainland before the characters are.
    public enum RegionalWords: String, Codable, CaseIterable, Sendable {
        /// Words of Taiwan: 晶片 counts as 芯片, 網際網路 as 互联网.
        case taiwan
    }

    public let version: Version
    public let words: RegionalWords?

    public init(version: Version = .newest, words: RegionalWords? = nil) {
        self.version = version
        self.words = version == .one ? nil : words
    }

    /// Whether OpenCC's dictionaries are installed. Without them traditional characters and other words stay as they are,
    /// so that a model would see other text than where it was trained.
    public var hasDictionaries: Bool {
        SimplifiedCharacters.shared.isAvailable && (words == nil || RegionalConverter.taiwan.isAvailable)
    }

    /// The scalars of the normalized text.
    ///
    /// - Complexity: one table look-up per scalar for Chinese, ASCII and full-width text. Other scripts go through
    ///   Foundation's NFKC, segment by segment. Words of Taiwan take a pass of OpenCC before.
    public func scalars(of text: String) -> [UInt32] {
        var output: [UInt32] = []
        append(text, to: &output)
        return output
    }

    /// Appends the normalized scalars of `text`.
    public func append(_ text: String, to output: inout [UInt32]) {
        let start = output.count
        var text = words == nil ? text : RegionalConverter.taiwan.convert(text)
        text.withUTF8 { bytes in
            NormalizationCount.current?.add(bytes.count)
            output.reserveCapacity(start + bytes.count / 2)
            let table = characters
            var at = 0
            while at < bytes.count {
                TextNormalizer.appendSimple(bytes, &at, table, to: &output, from: start)
                if at < bytes.count { appendDetour(bytes, &at, table, to: &output, from: start) }
            }
        }
        if output.count > start, output.last == 0x20 { output.removeLast() }
    }

    /// Simplified forms; nil where characters stay as they are.
    @inline(__always)
    var characters: SimplifiedCharacters.Table? { version == .one ? nil : SimplifiedCharacters.shared.table }

    /// Normalizes simple scalars up to the first one that is not simple.
    private static func appendSimple(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ table: SimplifiedCharacters.Table?,
        to output: inout [UInt32], from start: Int
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { buffer in
            var last = output.count > start ? output[output.count - 1] : 0x20
            var isSimple = true
            while isSimple, at < bytes.count {
                var count = 0
                while count < 256, at < bytes.count {
                    let (scalar, length) = decode(bytes, at)
                    guard let simple = simple(scalar, table) else {
                        isSimple = false
                        break
                    }
                    at += length
                    let isBlank = isSimpleBlank(simple)
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
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ table: SimplifiedCharacters.Table?,
        to output: inout [UInt32], from start: Int
    ) {
        var detour = String.UnicodeScalarView()
        if at > 0, output.count > start {
            var before = at - 1
            while before > 0, bytes[before] & 0xC0 == 0x80 { before -= 1 }
            let base = Unicode.Scalar(TextNormalizer.decode(bytes, before).scalar) ?? "\u{FFFD}"
            if !isBlank(base) {
                output.removeLast()
                detour.append(base)
            }
        }
        while at < bytes.count {
            let (scalar, length) = TextNormalizer.decode(bytes, at)
            if TextNormalizer.simple(scalar, table) != nil { break }
            at += length
            if version > .one, isInvisible(scalar) { continue }
            detour.append(Unicode.Scalar(scalar) ?? "\u{FFFD}")
        }
        // Foundation leaves `ｶﾞ` decomposed, so its result is composed once more.
        let composed = String(detour).precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
        for scalar in composed.lowercased().unicodeScalars {
            push(scalar.value, table, to: &output, from: start)
        }
    }

    /// The scalar that begins at an offset of UTF-8 text, and the number of its bytes. A sequence that is cut off by
    /// the text's end, which valid text has none of, is U+FFFD.
    @inline(__always)
    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (scalar: UInt32, length: Int) {
        let lead = UInt32(bytes[at])
        if lead < 0x80 { return (lead, 1) }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        if at &+ length > bytes.count { return (0xFFFD, bytes.count &- at) }
        func next(_ offset: Int) -> UInt32 { UInt32(bytes[at + offset]) & 0x3F }
        if length == 3 { return ((lead & 0xF) << 12 | next(1) << 6 | next(2), 3) }
        if length == 2 { return ((lead & 0x1F) << 6 | next(1), 2) }
        return ((lead & 0x7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }

    /// The normalized text as a string.
    public func normalize(_ text: String) -> String {
        String(scalars: scalars(of: text))
    }

    @inline(__always)
    private func push(
        _ value: UInt32, _ table: SimplifiedCharacters.Table?, to output: inout [UInt32], from start: Int
    ) {
        if let table, SimplifiedCharacters.range.contains(value) {
            output.append(table[value])
        } else if version > .one, isInvisible(value) {
            return
        } else if value <= 0x20 || (value >= 0x7F && value <= 0xA0) || isBlank(Unicode.Scalar(value)!) {
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
    static func simple(_ value: UInt32, _ table: SimplifiedCharacters.Table?) -> UInt32? {
        if value < 0x80 { return value >= 0x41 && value <= 0x5A ? value | 0x20 : value }
        if value >= 0x4E00 && value <= 0x9FFF || value >= 0x3400 && value <= 0x4DBF { return table?[value] ?? value }
        if value >= 0x3000 && value <= 0x3029 { return value == 0x3000 ? 0x20 : value }
        if value >= 0xFF01 && value <= 0xFF5E {
            let ascii = value - 0xFEE0
            return ascii >= 0x41 && ascii <= 0x5A ? ascii | 0x20 : ascii
        }
        // ‘’“” – — and the like; but not …, whose normal form is three full stops.
        if value >= 0x2010 && value <= 0x2023 && value != 0x2011 && value != 0x2017 { return value }
        return nil
    }

    /// The normal form of a scalar of a text as it came, for comparing the text with a normalized one scalar by scalar:
    /// small letters, half width, simplified characters and blanks. Normalized scalars stay as they are.
    ///
    /// - Complexity: constant.
    @inline(__always)
    package func folded(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A: scalar | 0x20
        case 0xFF21...0xFF3A: scalar - 0xFEC0
        case 0xFF01...0xFF5E: scalar - 0xFEE0
        case 0x09...0x0D, 0xA0, 0x3000: 0x20
        case SimplifiedCharacters.range: characters?[scalar] ?? scalar
        default: scalar
        }
    }
}

extension TextNormalizer: Codable {
    private enum Key: CodingKey {
        case version, words
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(words, forKey: .words)
    }

    /// - Throws: `DecodingError` for a version that this program does not know.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            version: try container.decode(Version.self, forKey: .version),
            words: try container.decodeIfPresent(RegionalWords.self, forKey: .words))
    }
}

extension String {
    /// Makes a string of Unicode scalar values.
    ///
    /// - Precondition: all values are Unicode scalars.
    @inlinable
    public init(scalars: some Sequence<UInt32>) {
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value)!) }
        self.init(view)
    }
}
