/// A fingerprint on its way to another machine.
///
/// All numbers are little-endian: a version, the numbers of hashes in `grams`, of the lead and of the figures with two
/// bytes each, four hashes with eight bytes each, and the hashes of the n-grams with four bytes each.
extension Fingerprint {
    private static let version: UInt16 = 2
    private static let headSize = 4 * 2 + 4 * 8

    /// Appends it as bytes.
    public func append(to output: inout [UInt8]) {
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { output.append(contentsOf: $0) }
        }
        for value in [Fingerprint.version, UInt16(grams.count), UInt16(lead.count), UInt16(figures.count)] {
            append(value)
        }
        for value in [numbers, leadNumbers, title, body] { append(value) }
        for hash in grams { append(hash) }
        for hash in marks { append(hash) }
    }

    /// Reads what `append(to:)` wrote.
    ///
    /// - Returns: nil for bytes that it cannot have written.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Fingerprint.headSize else { return nil }
        let head = (0..<4).map {
            Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)))
        }
        let (grams, lead, figures) = (head[1], head[2], head[3])
        guard head[0] == Fingerprint.version, grams <= Fingerprint.capacity, lead <= Fingerprint.leadCapacity,
            figures <= Fingerprint.figureCapacity,
            bytes.count == Fingerprint.headSize + 4 * (grams + lead + figures)
        else { return nil }
        func hash(_ index: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 + 8 * index, as: UInt64.self))
        }
        (numbers, leadNumbers, title, body) = (hash(0), hash(1), hash(2), hash(3))
        let all = (0..<grams + lead + figures).map { index in
            UInt32(
                littleEndian: bytes.loadUnaligned(
                    fromByteOffset: Fingerprint.headSize + 4 * index, as: UInt32.self))
        }
        self.grams = Array(all[..<grams])
        marks = Array(all[grams...])
        leadCount = lead
        size = Fingerprint.size(self.grams)
        for run in [self.grams[...], self.lead, self.figures] {
            guard zip(run, run.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        }
    }
}
