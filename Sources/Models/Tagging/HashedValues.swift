import Text

/// A table of values by 64-bit hash, without the hashed strings. Its entries are stored in a file as they are.
struct HashedValues: Sendable, Equatable {
    struct Entry: BitwiseCopyable, Equatable, Sendable {
        var hash: UInt64
        var value: Float
        /// Fills the entry to its full size, so that a file has no undefined bytes.
        var padding: UInt32 = 0
    }

    /// The entries, in ascending order of hash.
    let entries: [Entry]
    /// The index of the first entry for each value of the hashes' highest bits.
    private let starts: [Int32]
    private let shift: UInt64

    /// Creates a table.
    ///
    /// - Precondition: the hashes are distinct.
    init(_ values: some Sequence<(hash: UInt64, value: Float)>) {
        self.init(rising: values.map { Entry(hash: $0.hash, value: $0.value) }.sorted { $0.hash < $1.hash })!
    }

    /// Creates a table from entries of a file; `nil` unless the hashes ascend and the values are finite.
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

    /// The value of a hash; 0 if the table has none. Constant time.
    func value(of hash: UInt64) -> Float {
        let bucket = Int(hash >> shift)
        for entry in Int(starts[bucket])..<Int(starts[bucket + 1]) where entries[entry].hash == hash {
            return entries[entry].value
        }
        return 0
    }

    /// The hash of some scalars. Different kinds give different hashes.
    static func hash(_ kind: UInt64, _ scalars: some Sequence<UInt32>) -> UInt64 {
        var hash = ScalarHash(kind: kind)
        for scalar in scalars { hash.add(scalar) }
        return hash.value
    }
}

/// FNV-1a over whole scalars. It is the same in every run, so it can be stored in files.
struct ScalarHash {
    private var state: FNV1a

    init(kind: UInt64 = 0) { state = FNV1a(from: FNV1a().value ^ kind &* 0x9E37_79B9_7F4A_7C15) }

    /// The hash with its bits mixed, because tables use the highest bits.
    var value: UInt64 {
        let mixed = (state.value ^ state.value >> 32) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 29
    }

    @inline(__always)
    mutating func add(_ scalar: UInt32) { state.add(whole: scalar) }
}
