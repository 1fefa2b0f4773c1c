import Foundation
import GRDB
import Text

/// The facts of all articles of an archive, each article once, in the order of import.
public struct CorpusFacts: Sendable {
    /// The numbers of the articles.
    public private(set) var articles: [UInt32] = []
    /// The day of each article, in days since 1970-01-01; nil for none.
    public private(set) var days: [Int32?] = []
    /// The story of each article. Stories are numbered from 0 in the order of their first articles.
    public private(set) var stories: [Int] = []
    /// Whether each article counts; empty unless repeats were asked for.
    private(set) var counts: [Bool] = []
    /// Articles that have a title at most.
    public private(set) var withoutText = 0
    /// Articles with neither title nor text, which no reader gives.
    public private(set) var empty = 0
    /// Articles from which markup was removed.
    public private(set) var withMarkup = 0
    /// Articles of which only the beginning counts.
    public private(set) var cut = 0

    /// - Parameter keepsRepeats: whether repeats and deleted articles are among the articles.
    init(_ db: Database, keepsRepeats: Bool = false) throws {
        var firsts: [UInt32] = [0]
        var numbers: [Int32] = [-1]
        var next: Int32 = 0
        // Arrays that grow by doubling would touch twice the memory.
        let chunks = try Int.fetchOne(db, sql: "SELECT count(*) FROM fact") ?? 0
        let most = chunks * FactChunk.size + 1
        firsts.reserveCapacity(most)
        numbers.reserveCapacity(most)
        articles.reserveCapacity(most)
        days.reserveCapacity(most)
        stories.reserveCapacity(most)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT days, earlier, marks, \(Seal.isWhole("fact")), chunk FROM fact ORDER BY chunk")
        var position: Int64 = 0
        while let row = try rows.next() {
            let number = try row.decode(Int64.self, atIndex: 4)
            let chunk = try FactChunk(row, chunk: number)
            guard position % Int64(FactChunk.size) == 0, number == position / Int64(FactChunk.size) else {
                throw ArchiveDamage.facts("that of article \(position + 1) is missing")
            }
            for index in 0..<chunk.count {
                position += 1
                let facts = chunk[index]
                let first = facts.earlier == 0 ? UInt32(position) : firsts[Int(facts.earlier)]
                firsts.append(first)
                numbers.append(-1)
                guard keepsRepeats || facts.counts else { continue }
                if keepsRepeats { counts.append(facts.counts) }
                if facts.marks.contains(.empty) { empty += 1 }
                if facts.marks.contains(.withoutText) { withoutText += 1 }
                if facts.marks.contains(.markup) { withMarkup += 1 }
                if facts.marks.contains(.cut) { cut += 1 }
                if numbers[Int(first)] < 0 {
                    numbers[Int(first)] = next
                    next += 1
                }
                articles.append(UInt32(position))
                days.append(facts.day)
                stories.append(Int(numbers[Int(first)]))
            }
        }
        guard try position == ArchiveIndex.lastArticle(db) else {
            throw ArchiveDamage.facts("that of article \(position + 1) is missing")
        }
    }
}

extension Archive {
    /// The facts of all articles.
    ///
    /// - Complexity: nine bytes are read for each article, and some thirty held.
    /// - Throws: `CorpusError`.
    public func facts() throws -> CorpusFacts { try read { db in try CorpusFacts(db) } }
}
