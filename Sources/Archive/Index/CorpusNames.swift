import Corpus
import Foundation
import GRDB

/// The names that an archive keeps of its articles beside their records.
extension Archive {
    /// All names, by number; nil for a number that no name has.
    ///
    /// - Throws: `CorpusError`.
    public func names() throws -> [String?] { try read(NameNumbers.names) }

    /// The names of one kind that an article has, repeats of an article and articles that were corrected among them. They
    /// must not be kept.
    public typealias NamesOfArticle = (article: UInt32, names: UnsafeBufferPointer<UInt32>, value: UInt32)

    /// Passes the articles that have names of a kind, or a value, to `use`, in the order of their numbers.
    ///
    /// - Complexity: linear in the names: some bytes are read for each.
    /// - Throws: `CorpusError`, and the errors of `use`.
    public func forEachNames(_ kind: NameKind, _ use: (NamesOfArticle) throws -> Void) throws {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT names, \(Seal.isWhole("named")), chunk FROM named WHERE kind = ? ORDER BY chunk",
                arguments: [kind.rawValue])
            while let row = try rows.next() {
                let chunk = try row.decode(Int64.self, atIndex: 2)
                let first = FactChunk.articles(of: chunk).lowerBound
                guard (1...ArchiveSchema.mostArticles - Int64(FactChunk.size)).contains(first) else {
                    throw ArchiveDamage.facts("names are of article \(first)")
                }
                try NameChunk.forEach(in: NameTable.names(in: row, chunk: chunk), chunk: chunk) { index, names, value in
                    try use((UInt32(first) + UInt32(index), names, value))
                }
            }
        }
    }

    /// The corrected industries of articles, by number.
    ///
    /// - Complexity: a look-up for each correction.
    /// - Throws: `CorpusError`.
    public func correctedIndustries() throws -> [UInt32: [String]] {
        try read { db in
            var corrected: [UInt32: [String]] = [:]
            let all = try ArchiveCorrections.all(db)
            let finder = try ArticleFinder(all.map(\.key), db)
            for correction in all {
                for article in try finder.articles(corrected: correction.key) {
                    corrected[UInt32(article)] = correction.industries
                }
            }
            return corrected
        }
    }
}
