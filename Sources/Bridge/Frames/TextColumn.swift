import CBridge

/// A column of texts that grows, as Arrow lays out large strings: offsets of 8 bytes and the texts one after another.
struct TextColumn {
    private var offsets: [Int64] = [0]
    private var bytes: [UInt8] = []
    /// A bit per value; 0 for none.
    private var validity: [UInt8] = []

    var count: Int { offsets.count - 1 }

    /// - Parameter text: nil for no value.
    mutating func append(_ text: some Collection<UInt8>, isNull: Bool = false) {
        if count & 7 == 0 { validity.append(0) }
        if !isNull {
            validity[count >> 3] |= 1 << UInt8(count & 7)
            bytes.append(contentsOf: text)
        }
        offsets.append(Int64(bytes.count))
    }

    /// Validity, offsets and texts, which the caller frees.
    func buffers() -> [trend_bytes] {
        [trend_bytes(validity), offsets.withUnsafeBytes { trend_bytes($0) }, trend_bytes(bytes)]
    }
}
