/// The rows of a corpus in a temporary file, for passes over more rows than fit in memory.
///
/// Rows are written once, in blocks of about 256 KB, and read block by block in any order (`BlockFile`). The file takes
/// about 1.5 times the size of the text.
///
///     row: draw: u16, labels · 2 + (1 if it has a weight), that weight: f32, each label, entries, each entry
///     entry: (column − previous column) · 2 + (1 if the count is above 1), then that count
///
/// All numbers except the draw and the weight are LEB128; rows without a weight weigh 1.
package final class RowStore {
    private let file: BlockFile
    private var row: [UInt8] = []
    private var generator: SeededGenerator

    /// The number of rows written.
    package var rows: Int { file.records }

    /// Creates an empty store.
    ///
    /// - Parameters:
    ///   - path: a path on the volume that has room for the file.
    ///   - seed: the random seed of the draws.
    /// - Throws: `NumericsError.unwritable`.
    package init(beside path: String, seed: UInt64, blockSize: Int = 1 << 18) throws {
        file = try BlockFile(beside: path, blockSize: blockSize)
        generator = SeededGenerator(seed: seed)
    }

    /// Packs the entries of a row; its columns must be ascending.
    package static func pack(_ columns: [Int32], _ counts: [Int], into bytes: inout [UInt8]) {
        bytes.append(number: columns.count)
        var last = 0
        for (column, count) in zip(columns, counts) {
            bytes.append(number: (Int(column) - last) << 1 | (count > 1 ? 1 : 0))
            if count > 1 { bytes.append(number: count) }
            last = Int(column)
        }
    }

    /// Adds a row with its labels and its packed entries.
    ///
    /// - Parameter weight: the factor of the row's loss, above 0.
    /// - Throws: `NumericsError.unwritable`.
    package func append(labels: [Int], weight: Float = 1, entries: ArraySlice<UInt8>) throws {
        row.removeAll(keepingCapacity: true)
        let draw = UInt16(truncatingIfNeeded: generator.next())
        row.append(UInt8(truncatingIfNeeded: draw))
        row.append(UInt8(truncatingIfNeeded: draw >> 8))
        row.append(number: labels.count << 1 | (weight == 1 ? 0 : 1))
        if weight != 1 { withUnsafeBytes(of: weight.bitPattern.littleEndian) { row.append(contentsOf: $0) } }
        for label in labels { row.append(number: label) }
        row.append(contentsOf: entries)
        try file.append(row)
    }

    /// Writes the last block.
    ///
    /// - Throws: `NumericsError.unwritable`.
    package func flush() throws { try file.flush() }

    /// The number of blocks written.
    var blocks: Int { file.offsets.count - 1 }

    /// The number of rows before a block.
    func rows(before block: Int) -> Int { file.firstRecords[block] }

    /// Appends the bytes of a block to `bytes`.
    ///
    /// - Throws: `NumericsError.unwritable` if the file cannot be read.
    func read(block: Int, into bytes: inout [UInt8]) throws { try file.read(block: block, into: &bytes) }
}
