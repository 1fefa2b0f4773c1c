import Foundation
import GRDB
import Text

/// Checks an article of an archive against the hashes that import stored with it.
enum ArticleSeal {
    /// The columns to check, for a query with the article as `a`.
    static let columns = "a.recordHash, a.textHash, a.appearanceHash, a.link, a.likeness"

    /// - Parameters:
    ///   - first: the index of the first of `columns`.
    ///   - json: the record.
    /// - Complexity: linear in the record: about 1 GB per second.
    /// - Throws: `ArchiveDamage`.
    static func check(_ row: Row, from first: Int, json: ArraySlice<UInt8>, id: Int64) throws {
        let isWhole = json.withUnsafeBufferPointer { bytes in
            var hash = FNV1a()
            hash.add(bytes)
            return Int64(bitPattern: hash.value)
        }
        guard try isWhole == row.decode(Int64.self, atIndex: first) else {
            throw ArchiveDamage(article: id, "its record is not the one that came in")
        }
        guard json.withUnsafeBufferPointer(isValidUTF8) else {
            throw ArchiveDamage(article: id, "its record is not UTF-8")
        }
        let link = try row.decode(String.self, atIndex: first + 3)
        let appearance = try appearanceHash(
            text: row.decode(Int64.self, atIndex: first + 1), link: link, day: row.decode(String?.self, atIndex: 4))
        guard try appearance == row.decode(Int64.self, atIndex: first + 2) else {
            throw ArchiveDamage(article: id, "its link or day is not the one that came in")
        }
        if let likeness = try row.decode(String?.self, atIndex: first + 4), Likeness(rawValue: likeness) == nil {
            throw ArchiveDamage(article: id, "its likeness is '\(likeness.prefix(20))'")
        }
    }

    /// The hash of what makes two records the same article: the text and the link, or the day where there is no link.
    static func appearanceHash(text: Int64, link: String, day: String?) -> Int64 {
        var hash = FNV1a(from: UInt64(bitPattern: text))
        hash.add((link.isEmpty ? day ?? "" : "l" + link).utf8)
        return Int64(bitPattern: hash.value)
    }
}
