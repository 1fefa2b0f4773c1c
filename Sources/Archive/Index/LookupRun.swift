import Foundation
import GRDB

/// A run of sorted keys: where its blocks are, and with which key each of them begins.
struct LookupRun {
    let id: Int64
    /// The first key of each block.
    let firsts: [UInt64]

    /// A run has fewer blocks than this, so that the number of a block tells both.
    private static let mostBlocks = Int64(1) << 32
    private static let mostRuns = Int64(1) << 30

    func block(_ index: Int) -> Int64 { LookupRun.block(index, of: id) }

    fileprivate static func block(_ index: Int, of run: Int64) -> Int64 { run * mostBlocks + Int64(index) }

    /// - Complexity: eight bytes are read for each block.
    /// - Throws: `ArchiveDamage`.
    static func all(_ db: Database) throws -> [LookupRun] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, firsts, \(Seal.isWhole("lookupRun")) FROM lookupRun ORDER BY id")
        ).map { row in
            let id = try row.decode(Int64.self, atIndex: 0)
            let firsts = try row.decode(Data.self, atIndex: 1)
            guard try row.decode(Int.self, atIndex: 2) == 1, (0..<mostRuns).contains(id), firsts.count % 8 == 0 else {
                throw ArchiveDamage.facts("the list of the keys in run \(id) is not as it was stored")
            }
            return LookupRun(
                id: id,
                firsts: firsts.withUnsafeBytes { bytes in
                    stride(from: 0, to: bytes.count, by: 8).map {
                        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
                    }
                })
        }
    }

    func delete(_ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM lookupBlock WHERE id >= ? AND id < ?", arguments: [block(0), block(firsts.count)])
        try db.execute(sql: "DELETE FROM lookupRun WHERE id = ?", arguments: [id])
    }
}

/// Writes a run, entry by entry in their order.
struct LookupRunWriter {
    private let db: Database
    private let id: Int64
    private let insert: QuickStatement
    private var firsts: [UInt8] = []
    private var blocks = 0
    private var bytes: [UInt8] = []
    private var count = 0

    init(_ db: Database) throws {
        self.db = db
        id = try (Int64.fetchOne(db, sql: "SELECT max(id) FROM lookupRun") ?? 0) + 1
        insert = try QuickStatement(
            db, "INSERT INTO lookupBlock (id, entries, seal) VALUES (?1, ?2, \(Seal.ofValues("lookupBlock")))")
    }

    mutating func add(_ entry: LookupEntry) throws {
        if count == 0 { withUnsafeBytes(of: entry.key.littleEndian) { firsts += $0 } }
        LookupBlock.append(entry, to: &bytes)
        count += 1
        if count == LookupBlock.capacity { try writeBlock() }
    }

    private mutating func writeBlock() throws {
        try bytes.withUnsafeBytes { bytes in
            insert.bind(1, LookupRun.block(blocks, of: id))
            insert.bind(2, blob: bytes)
            try insert.run()
        }
        bytes.removeAll(keepingCapacity: true)
        (blocks, count) = (blocks + 1, 0)
    }

    /// Writes the rest. A run without entries is none.
    mutating func finish() throws {
        if count > 0 { try writeBlock() }
        guard blocks > 0 else { return }
        try db.execute(
            sql: "INSERT INTO lookupRun (id, firsts, seal) VALUES (?1, ?2, \(Seal.ofValues("lookupRun")))",
            arguments: [id, Data(firsts)])
    }
}
