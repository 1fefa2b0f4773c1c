/// Texts in a temporary file, in their order, for a second reading of more texts than fit in memory.
package final class TextStore {
    private let file: BlockFile
    private var record: [UInt8] = []
    /// The number of characters written.
    package private(set) var scalars = 0

    /// The number of texts written.
    package var texts: Int { file.records }

    /// Creates an empty store.
    ///
    /// - Parameter path: a path on the volume that has room for the file.
    /// - Throws: `NumericsError.unwritable`.
    package init(beside path: String, blockSize: Int = 1 << 18) throws {
        file = try BlockFile(beside: path, blockSize: blockSize)
    }

    /// Adds a text, as Unicode scalars.
    ///
    /// - Throws: `NumericsError.unwritable`.
    package func append(_ text: [UInt32]) throws {
        record.removeAll(keepingCapacity: true)
        for scalar in text { record.append(number: Int(scalar)) }
        try file.append(record)
        scalars += text.count
    }

    /// Calls `body` with the texts of each block, in their order.
    ///
    /// - Throws: `NumericsError.unwritable`, and the errors of `body`.
    package func forEachBlock(_ body: ([[UInt32]]) throws -> Void) throws {
        try file.flush()
        var bytes: [UInt8] = []
        for block in 0..<file.offsets.count - 1 {
            bytes.removeAll(keepingCapacity: true)
            try file.read(block: block, into: &bytes)
            try body(
                bytes.withUnsafeBufferPointer { bytes in
                    var texts: [[UInt32]] = []
                    var at = 0
                    while at < bytes.count {
                        let size = bytes.number(&at)
                        let end = at + size
                        var text: [UInt32] = []
                        while at < end { text.append(UInt32(bytes.number(&at))) }
                        texts.append(text)
                    }
                    return texts
                })
        }
    }
}
