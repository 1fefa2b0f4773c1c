import Features
import Foundation
import GRDB

/// The band keys of texts, by which nearly the same ones are found, in rows of as many articles as a `FactChunk`.
///
/// An article has a byte with the number of its keys, in which the highest bit says that a sketch follows: ten bytes. Then
/// its keys, four bytes each, little-endian. Only a text that others are to be compared with has any.
struct BandTable {
    /// What was appended, by chunk.
    private var added: [Int64: [UInt8]] = [:]
    /// What articles that are there get in place of their keys.
    private var replaced: [Int64: [UInt8]] = [:]

    /// What is kept of a text.
    struct Entry {
        var article: Int64
        var sketch: BandKeys.Sketch?
        var keys: [UInt32]
        /// Where it stands in the row.
        var bytes: Range<Int> = 0..<0
    }

    private static let hasSketch: UInt8 = 0x80
    private static let sketchBytes = 5

    /// Adds the keys of the article that follows on the last one.
    ///
    /// - Parameter keys: nil for an article that no other one is compared with.
    mutating func append(_ keys: BandKeys?, of article: Int64) {
        added[FactChunk.place(of: article).chunk, default: []] += BandTable.bytes(keys)
    }

    /// Changes the keys of an article that is in the table.
    mutating func replace(_ keys: BandKeys?, of article: Int64) { replaced[article] = BandTable.bytes(keys) }

    private static func bytes(_ keys: BandKeys?) -> [UInt8] {
        guard let keys, keys.keys.count < Int(hasSketch) else { return [0] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(11 + 4 * keys.keys.count)
        bytes.append(UInt8(keys.keys.count) | (keys.sketch == nil ? 0 : hasSketch))
        if let sketch = keys.sketch {
            for part in [sketch.low, sketch.high] {
                withUnsafeBytes(of: part.littleEndian) { bytes += $0.prefix(sketchBytes) }
            }
        }
        for key in keys.keys { withUnsafeBytes(of: key.littleEndian) { bytes += $0 } }
        return bytes
    }

    func write(_ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO band (chunk, keys, seal) VALUES (?1, ?2, \(Seal.ofValues("band")))")
        let changes = Dictionary(grouping: replaced, by: { FactChunk.place(of: $0.key).chunk })
        for chunk in Set(added.keys).union(changes.keys).sorted() {
            var keys = try BandTable.keys(of: chunk, db) ?? Data()
            if let changed = changes[chunk] {
                let new = Dictionary(uniqueKeysWithValues: changed.map { ($0.key, $0.value) })
                keys = try BandTable.entries(keys, chunk: chunk).reduce(into: Data()) { all, entry in
                    all += new[entry.article] ?? Array(keys[entry.bytes])
                }
            }
            keys += added[chunk] ?? []
            try insert.execute(arguments: [chunk, keys])
        }
    }

    /// - Returns: nil where there is no such chunk.
    static func keys(of chunk: Int64, _ db: Database) throws -> Data? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT keys, \(Seal.isWhole("band")) FROM band WHERE chunk = ?"),
            arguments: [chunk]
        ).map { try keys(in: $0, from: 0, chunk: chunk) }
    }

    /// - Parameter first: the column of the keys; the next one says whether they are whole.
    static func keys(in row: Row, from first: Int, chunk: Int64) throws -> Data {
        guard try row.decode(Int.self, atIndex: first + 1) == 1 else {
            throw ArchiveDamage.facts(
                "the keys of articles \(FactChunk.articles(of: chunk)) are not as they were stored")
        }
        return try row.decode(Data.self, atIndex: first)
    }

    /// The entries of a chunk's articles, in the order of their numbers.
    ///
    /// - Throws: `ArchiveDamage` if the bytes end within an entry.
    static func entries(_ keys: Data, chunk: Int64) throws -> [Entry] {
        var entries: [Entry] = []
        try keys.withUnsafeBytes { bytes in
            var at = 0
            var article = FactChunk.articles(of: chunk).lowerBound
            func number(_ width: Int) -> UInt64 {
                var value: UInt64 = 0
                for place in (at..<at + width).reversed() { value = value << 8 | UInt64(bytes[place]) }
                at += width
                return value
            }
            while at < bytes.count {
                let start = at
                let head = bytes[at]
                at += 1
                let count = Int(head & ~hasSketch)
                let sketched = head & hasSketch != 0
                guard at + (sketched ? 2 * sketchBytes : 0) + 4 * count <= bytes.count else {
                    throw ArchiveDamage.facts("the keys of article \(article) end too early")
                }
                let sketch = sketched ? BandKeys.Sketch(low: number(sketchBytes), high: number(sketchBytes)) : nil
                let own = (0..<count).map { _ in UInt32(number(4)) }
                entries.append(Entry(article: article, sketch: sketch, keys: own, bytes: start..<at))
                article += 1
            }
        }
        return entries
    }
}

/// Reads the keys of one article after the other.
struct BandReader {
    private var chunk: Int64 = -1
    private var entries: [BandTable.Entry] = []

    /// - Returns: nil where there is none.
    /// - Throws: `ArchiveDamage`.
    mutating func entry(of article: Int64, _ db: Database) throws -> BandTable.Entry? {
        let place = FactChunk.place(of: article)
        if place.chunk != chunk {
            entries =
                try BandTable.keys(of: place.chunk, db).map { try BandTable.entries($0, chunk: place.chunk) } ?? []
            chunk = place.chunk
        }
        return place.index < entries.count ? entries[place.index] : nil
    }
}
