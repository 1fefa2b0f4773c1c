import Text

/// Values by 64-bit hashes, without the strings that were hashed: a file's array is the table.
struct HashedValues: Sendable, Equatable {
    struct Entry: BitwiseCopyable, Equatable, Sendable {
        var hash: UInt64
        var value: Float
        /// Fills the entry up to its size, so that a file has no undefined bytes.
        var padding: UInt32 = 0
    }

    /// By rising hash.
    let entries: [Entry]
    /// Of each value of the hashes' highest bits, the first entry.
    private let starts: [Int32]
    private let shift: UInt64

    /// - Precondition: the hashes differ.
    init(_ values: some Sequence<(hash: UInt64, value: Float)>) {
        self.init(rising: values.map { Entry(hash: $0.hash, value: $0.value) }.sorted { $0.hash < $1.hash })!
    }

    /// Nil unless the hashes rise and the values are finite.
    init?(rising entries: [Entry]) {
        guard zip(entries, entries.dropFirst()).allSatisfy({ $0.hash < $1.hash }), entries.allSatisfy(\.value.isFinite),
            entries.count < Int32.max
        else { return nil }
        var bits = 1
        while 1 << bits < entries.count { bits += 1 }
        shift = UInt64(64 - bits)
        var starts = [Int32](repeating: 0, count: 1 << bits + 1)
        for entry in entries { starts[Int(entry.hash >> shift) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        self.entries = entries
        self.starts = starts
    }

    /// 0 where there is none. Constant time.
    func value(of hash: UInt64) -> Float {
        let bucket = Int(hash >> shift)
        for entry in Int(starts[bucket])..<Int(starts[bucket + 1]) where entries[entry].hash == hash {
            return entries[entry].value
        }
        return 0
    }

    /// Hashes of one kind are of no use for another.
    static func hash(_ kind: UInt64, _ scalars: some Sequence<UInt32>) -> UInt64 {
        var hash = ScalarHash(kind: kind)
        for scalar in scalars { hash.add(scalar) }
        return hash.value
    }
}

/// FNV-1a over whole scalars: the same in every run, so it may stand in files.
struct ScalarHash {
    private var state: FNV1a

    init(kind: UInt64 = 0) { state = FNV1a(from: FNV1a().value ^ kind &* 0x9E37_79B9_7F4A_7C15) }

    /// The bits mixed: tables take the highest ones.
    var value: UInt64 {
        let mixed = (state.value ^ state.value >> 32) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 29
    }

    @inline(__always)
    mutating func add(_ scalar: UInt32) { state.add(whole: scalar) }
}
