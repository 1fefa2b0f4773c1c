import Text

/// A hash by which an article can be found again, in 56 bits: that of its text with what makes two texts the same article,
/// of its record, or of its link.
///
/// The hashes of two articles may be the same, and the kinds share one space, so whoever finds an article by a key compares
/// what the key is of.
struct LookupKey {
    /// Below 2⁵⁶.
    let value: UInt64

    static let bits: UInt64 = 56
    private static let detailBits: UInt64 = 16

    /// The upper 40 bits. All articles of one text have one group, whatever their links and days.
    var group: UInt64 { value >> LookupKey.detailBits }

    /// - Parameters:
    ///   - hash: that of the normalized text.
    ///   - appearance: that of the text with the link, or the day where there is none.
    static func text(_ hash: Int64, appearance: Int64) -> LookupKey {
        let detail = mixed(appearance) >> (64 - detailBits)
        return LookupKey(value: (mixed(hash) >> (64 - bits + detailBits)) << detailBits | detail)
    }

    /// The group of a text's keys.
    static func group(ofText hash: Int64) -> UInt64 { text(hash, appearance: 0).group }

    static func record(_ hash: Int64) -> LookupKey { LookupKey(value: mixed(hash) >> (64 - bits)) }

    static func link(_ link: String) -> LookupKey {
        var hash = FNV1a()
        hash.add(link.utf8)
        return record(Int64(bitPattern: hash.value))
    }

    /// The first and the last key of a group.
    static func range(ofGroup group: UInt64) -> (first: UInt64, last: UInt64) {
        (group << detailBits, (group + 1) << detailBits - 1)
    }

    /// The upper bits of FNV-1a depend little on the last bytes (Noll, "FNV hash", on changing the size of its values).
    private static func mixed(_ hash: Int64) -> UInt64 {
        let hash = UInt64(bitPattern: hash)
        return (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    }
}

/// A key of an article.
struct LookupEntry: Equatable, Comparable {
    let key: UInt64
    let article: UInt32

    static func < (a: LookupEntry, b: LookupEntry) -> Bool { (a.key, a.article) < (b.key, b.article) }
}
