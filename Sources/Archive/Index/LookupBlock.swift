import GRDB

/// Some entries in order: seven bytes of key and four of the article's number each, little-endian.
struct LookupBlock {
    /// As many as a page of the file takes.
    static let capacity = 364
    private static let width = 11

    private let bytes: [UInt8]

    /// - Returns: nil for bytes that no block has.
    init?(bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty, bytes.count % LookupBlock.width == 0,
            bytes.count / LookupBlock.width <= LookupBlock.capacity
        else { return nil }
        self.bytes = Array(bytes)
    }

    var count: Int { bytes.count / LookupBlock.width }

    subscript(index: Int) -> LookupEntry {
        let start = index * LookupBlock.width
        precondition(start >= 0 && start + LookupBlock.width <= bytes.count)
        return bytes.withUnsafeBytes { bytes in
            let key = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            let article = bytes.loadUnaligned(fromByteOffset: start + 7, as: UInt32.self)
            return LookupEntry(key: key & (1 << LookupKey.bits - 1), article: UInt32(littleEndian: article))
        }
    }

    /// The place of the first entry with this key or a greater one.
    func place(of key: UInt64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    static func append(_ entry: LookupEntry, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: entry.key.littleEndian) { bytes += $0.prefix(7) }
        withUnsafeBytes(of: entry.article.littleEndian) { bytes += $0 }
    }
}

/// Reads the blocks of runs, one after the other.
struct LookupBlockReader {
    private let statement: QuickStatement

    init(_ db: Database) throws {
        statement = try QuickStatement(
            db, "SELECT entries, \(Seal.isWhole("lookupBlock")) FROM lookupBlock WHERE id = ?")
    }

    /// - Throws: `ArchiveDamage` if the block is missing or not as it was written.
    func read(_ index: Int, of run: LookupRun) throws -> LookupBlock {
        statement.bind(1, run.block(index))
        guard try statement.step() else { throw ArchiveDamage.facts("keys of run \(run.id) are missing") }
        defer { statement.reset() }
        guard statement.integer(1) == 1, let block = LookupBlock(bytes: statement.blob(0)),
            block[0].key == run.firsts[index]
        else {
            throw ArchiveDamage.facts("keys of run \(run.id) are not as they were stored")
        }
        return block
    }
}

/// Gives the entries of a run one by one.
struct LookupRunCursor {
    private let run: LookupRun
    private let reader: LookupBlockReader
    private var block: LookupBlock?
    private var (index, place) = (0, 0)

    init(_ run: LookupRun, _ db: Database) throws {
        self.run = run
        reader = try LookupBlockReader(db)
    }

    /// - Throws: `ArchiveDamage`.
    mutating func next() throws -> LookupEntry? {
        if let block, place < block.count {
            defer { place += 1 }
            return block[place]
        }
        guard index < run.firsts.count else { return nil }
        let next = try reader.read(index, of: run)
        (block, index, place) = (next, index + 1, 1)
        return next[0]
    }
}
