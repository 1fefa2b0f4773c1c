import COpenCC
import Synchronization

/// The simplified forms of Chinese characters, as OpenCC's table `t2s` has them: 戰 → 战, 裡 → 里. Most characters are
/// their own.
///
/// OpenCC is asked once for each character; what it said is kept for the rest of the process.
final class SimplifiedCharacters: Sendable {
    static let shared = SimplifiedCharacters()

    /// The Chinese characters of the Basic Multilingual Plane, Extension A included.
    static let range: ClosedRange<UInt32> = 0x3400...0x9FFF

    /// By character from the start of `range`; 0 for those not asked for yet. It is never freed.
    struct Table: @unchecked Sendable {
        fileprivate let entries: UnsafeMutablePointer<Atomic<UInt16>>

        /// - Precondition: the character is in `range`.
        @inline(__always)
        subscript(character: UInt32) -> UInt32 {
            let known = entries[Int(character &- range.lowerBound)].load(ordering: .relaxed)
            return known != 0 ? UInt32(known) : SimplifiedCharacters.shared.ask(for: character)
        }
    }

    let table: Table
    private let converter = Mutex<ChineseConverter?>(nil)

    /// Whether OpenCC has the table.
    var isAvailable: Bool {
        converter.withLock { converter in
            if converter == nil { converter = ChineseConverter(.characters) }
            return converter != nil
        }
    }

    private init() {
        let entries = UnsafeMutablePointer<Atomic<UInt16>>.allocate(capacity: SimplifiedCharacters.range.count)
        for index in 0..<SimplifiedCharacters.range.count { (entries + index).initialize(to: Atomic(0)) }
        table = Table(entries: entries)
    }

    private func ask(for character: UInt32) -> UInt32 {
        let simplified = converter.withLock { converter in
            if converter == nil { converter = ChineseConverter(.characters) }
            return converter?.convert(String(scalars: [character]))
        }
        // A form of several characters, or one beyond the table, would not be one scalar for another.
        let scalars = simplified?.unicodeScalars.map(\.value) ?? []
        let form = scalars.count == 1 && SimplifiedCharacters.range.contains(scalars[0]) ? scalars[0] : character
        table.entries[Int(character - SimplifiedCharacters.range.lowerBound)].store(UInt16(form), ordering: .relaxed)
        return form
    }
}

/// One of OpenCC's conversions. It must be used by one thread at a time.
struct ChineseConverter: ~Copyable {
    enum Conversion: String {
        /// Traditional characters to simplified ones.
        case characters = "t2s.json"
        /// The same, and words of Taiwan to those of the mainland: 晶片 → 芯片, 網際網路 → 互联网.
        case taiwanWords = "tw2sp.json"
    }

    private let handle: opencc_t

    /// - Returns: nil where OpenCC's dictionaries are not installed.
    init?(_ conversion: Conversion) {
        // The failure value of the C interface is all ones.
        guard let handle = opencc_open(conversion.rawValue), handle != opencc_t(bitPattern: -1) else { return nil }
        self.handle = handle
    }

    deinit { opencc_close(handle) }

    /// - Returns: nil where the text cannot be converted.
    func convert(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes -> String? in
            guard let base = bytes.baseAddress else { return "" }
            return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                guard let converted = opencc_convert_utf8(handle, start, bytes.count) else { return nil }
                defer { opencc_convert_utf8_free(converted) }
                return String(cString: converted)
            }
        }
    }
}

/// Replaces words of Taiwan by those of the mainland.
final class RegionalConverter: Sendable {
    static let taiwan = RegionalConverter()

    private let converter = Mutex<ChineseConverter?>(ChineseConverter(.taiwanWords))

    /// Whether OpenCC has the table.
    var isAvailable: Bool { converter.withLock { $0 != nil } }

    /// - Complexity: linear in the text, at some 20 MB/s; one text at a time.
    func convert(_ text: String) -> String {
        // A NUL would end the text for C.
        let parts = text.utf8.contains(0) ? text.unicodeScalars.split(separator: "\0").map { String($0) } : [text]
        return converter.withLock { converter in
            parts.map { converter?.convert($0) ?? $0 }.joined(separator: "\0")
        }
    }
}
