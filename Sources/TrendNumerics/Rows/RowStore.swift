import Foundation

/// The rows of a corpus in a temporary file, for passes over more rows than fit in memory.
///
/// Rows are written once, in blocks of about 256 KB, and read block by block in any order. The file has no name, so
/// nothing remains however the program ends. It takes about 1.5 times the size of the text.
///
///     row: size of the rest, draw: u16, labels, each label, entries, each entry
///     entry: (column − previous column) · 2 + (1 if the count is above 1), then that count
///
/// All numbers except the draw are LEB128.
package final class RowStore {
    private let name: String
    private let descriptor: Int32
    private let file: FileHandle
    private var open: [UInt8] = []
    private var row: [UInt8] = []
    private var generator: SeededGenerator
    /// The offset of each block; the last element is the end of the last block.
    package private(set) var offsets = [0]
    /// The number of rows written.
    package private(set) var rows = 0

    private let blockSize: Int

    /// Creates an empty store.
    ///
    /// - Parameters:
    ///   - path: a path on the volume that has room for the file.
    ///   - seed: the random seed of the draws.
    /// - Throws: `NumericsError.unwritable`.
    package init(beside path: String, seed: UInt64, blockSize: Int = 1 << 18) throws {
        name = path + ".rows"
        self.blockSize = blockSize
        generator = SeededGenerator(seed: seed)
        var template = Array((name + "-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw RowStore.failure(name) }
        unlink(template)
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func failure(_ name: String) -> NumericsError {
        .unwritable(path: name, reason: String(cString: strerror(errno)))
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
    /// - Throws: `NumericsError.unwritable`.
    package func append(labels: [Int], entries: ArraySlice<UInt8>) throws {
        row.removeAll(keepingCapacity: true)
        let draw = UInt16(truncatingIfNeeded: generator.next())
        row.append(UInt8(truncatingIfNeeded: draw))
        row.append(UInt8(truncatingIfNeeded: draw >> 8))
        row.append(number: labels.count)
        for label in labels { row.append(number: label) }
        row.append(contentsOf: entries)
        open.append(number: row.count)
        open.append(contentsOf: row)
        rows += 1
        if open.count >= blockSize { try flush() }
    }

    /// Writes the last block.
    ///
    /// - Throws: `NumericsError.unwritable`.
    package func flush() throws {
        guard !open.isEmpty else { return }
        do {
            try file.write(contentsOf: open)
        } catch {
            throw RowStore.failure(name)
        }
        offsets.append(offsets.last! + open.count)
        open.removeAll(keepingCapacity: true)
    }

    /// Appends the bytes of a block to `bytes`.
    ///
    /// - Throws: `NumericsError.unwritable` if the file cannot be read.
    package func read(block: Int, into bytes: inout [UInt8]) throws {
        let start = bytes.count
        let size = offsets[block + 1] - offsets[block]
        bytes.append(contentsOf: repeatElement(0, count: size))
        var done = 0
        while done < size {
            let count = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + start + done, size - done, off_t(offsets[block] + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw RowStore.failure(name) }
            done += count
        }
    }
}

extension [UInt8] {
    /// Appends a number in LEB128.
    fileprivate mutating func append(number: Int) {
        var rest = UInt(number)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
