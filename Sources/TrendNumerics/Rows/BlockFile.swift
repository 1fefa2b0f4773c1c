import Foundation

/// Records of bytes in a temporary file, written once, in blocks, and read block by block in any order.
///
/// The file has no name, so nothing remains however the program ends.
///
///     record: size of the rest in LEB128, the rest
final class BlockFile {
    private let name: String
    private let descriptor: Int32
    private let file: FileHandle
    private var open: [UInt8] = []
    /// The offset of each block; the last element is the end of the last block.
    private(set) var offsets = [0]
    /// The number of records before each block; the last element is that of all blocks.
    private(set) var firstRecords = [0]
    /// The number of records written.
    private(set) var records = 0

    private let blockSize: Int

    /// Creates an empty file.
    ///
    /// - Parameters:
    ///   - path: a path on the volume that has room for the file.
    ///   - blockSize: a block ends with the record that reaches so many bytes.
    /// - Throws: `NumericsError.unwritable`.
    init(beside path: String, blockSize: Int) throws {
        name = path + ".rows"
        self.blockSize = blockSize
        var template = Array((name + "-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw BlockFile.failure(name) }
        unlink(template)
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func failure(_ name: String) -> NumericsError {
        .unwritable(path: name, reason: String(cString: strerror(errno)))
    }

    /// Adds a record.
    ///
    /// - Throws: `NumericsError.unwritable`.
    func append(_ record: [UInt8]) throws {
        open.append(number: record.count)
        open.append(contentsOf: record)
        records += 1
        if open.count >= blockSize { try flush() }
    }

    /// Writes the last block.
    ///
    /// - Throws: `NumericsError.unwritable`.
    func flush() throws {
        guard !open.isEmpty else { return }
        do {
            try file.write(contentsOf: open)
        } catch {
            throw BlockFile.failure(name)
        }
        offsets.append(offsets.last! + open.count)
        firstRecords.append(records)
        open.removeAll(keepingCapacity: true)
    }

    /// Appends the bytes of a block to `bytes`.
    ///
    /// - Throws: `NumericsError.unwritable` if the file cannot be read.
    func read(block: Int, into bytes: inout [UInt8]) throws {
        let start = bytes.count
        let size = offsets[block + 1] - offsets[block]
        bytes.append(contentsOf: repeatElement(0, count: size))
        var done = 0
        while done < size {
            let count = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + start + done, size - done, off_t(offsets[block] + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BlockFile.failure(name) }
            done += count
        }
    }
}

extension [UInt8] {
    /// Appends a number in LEB128.
    mutating func append(number: Int) {
        var rest = UInt(number)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The number in LEB128 at a place, which moves behind it.
    @inline(__always)
    func number(_ at: inout Int) -> Int {
        var value = 0
        var shift = 0
        while true {
            let byte = self[at]
            at += 1
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }
}
