/// Texts that somebody decoded in another encoding than the one they were written in.
package enum GarbledText {
    /// In bytes. What is wrong is so from the beginning on.
    private static let sample = 150
    private static let fewestSigns = 3

    /// Whether an article shows so at its beginning: by replacement characters and 锟斤拷, by characters that UTF-8 makes when
    /// it is read as GBK (鐨勬槸), or by pairs that it makes when read as Latin-1 (ç”²).
    ///
    /// - Complexity: constant.
    package static func isLikely(_ title: String, _ text: String) -> Bool {
        signs(in: title) >= fewestSigns || signs(in: text) >= fewestSigns
    }

    private static func signs(in text: String) -> Int {
        let found = text.utf8.withContiguousStorageIfAvailable { signs(in: $0) }
        return found ?? Array(text.utf8.prefix(sample)).withUnsafeBufferPointer { signs(in: $0) }
    }

    private static func signs(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var signs = 0
        let end = min(bytes.count, sample) - 2
        var at = 0
        while at < end {
            let (first, second, third) = (bytes[at], bytes[at + 1], bytes[at + 2])
            switch first {
            case 0..<0x80: at += 1
            case 0xC3:
                if isPair(second, third) { signs += 1 }
                at += 2
            case 0xC0..<0xE0: at += 2
            case 0xE0..<0xF0:
                let scalar = UInt32(first & 0xF) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
                if isSign(scalar) { signs += 1 }
                at += 3
            default: at += 4
            }
        }
        return signs
    }

    /// Whether a letter with an accent, `ã` to `é`, `ï` or `Ã`, stands before a sign as only bytes of UTF-8 do.
    @inline(__always)
    private static func isPair(_ letter: UInt8, _ next: UInt8) -> Bool {
        guard 0xA3...0xA9 ~= letter || letter == 0xAF || letter == 0x83 else { return false }
        return next == 0xC2 || next == 0xC5 || next == 0xCB || next == 0xE2
    }

    /// U+FFFD, 锟, and what the first two bytes of the most frequent characters and signs make in GBK. Hardly any article
    /// has three of them at its beginning.
    @inline(__always)
    private static func isSign(_ scalar: UInt32) -> Bool {
        switch scalar {
        // 锟 鐨 锛 銆 鏄 鍦 涓 鍏 鎴 杩 鏈 鐢 鍥 鍙 闂 鎵 鏂 鑳 鍚 澶 浼 鍒 涔
        case 0xFFFD, 0x951F, 0x9428, 0x951B, 0x9286, 0x93C4, 0x9366, 0x6D93, 0x934F, 0x93B4, 0x6769, 0x93C8, 0x9422,
            0x9365,
            0x9359, 0x95C2, 0x93B5, 0x93C2, 0x9473, 0x935A, 0x6FB6, 0x6D7C, 0x9352, 0x6D94:
            true
        default: false
        }
    }
}
