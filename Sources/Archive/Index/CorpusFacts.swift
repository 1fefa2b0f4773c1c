import Corpus
import GRDB

/// The facts of all articles of an archive, each article once, in the order of import.
public struct CorpusFacts: Sendable {
    /// The numbers of the articles.
    public private(set) var articles: [UInt32] = []
    /// The day of each article.
    public private(set) var published: [CalendarDate?] = []
    /// The story of each article. Stories are numbered from 0 in the order of their first articles, some of which may be
    /// repeats or deleted.
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

    /// - Parameters:
    ///   - latest: the last day on which an article can have been published; later ones are none.
    ///   - keepsRepeats: whether repeats and deleted articles are among the articles.
    init(_ db: Database, through latest: CalendarDate? = nil, keepsRepeats: Bool = false) throws {
        var dates = KnownDates(latest: latest)
        /// By number, from 1.
        var storyOf: [Int32] = [-1]
        var next: Int32 = 0
        // Arrays that grow by doubling would touch twice the memory.
        let chunks = try Int.fetchOne(db, sql: "SELECT count(*) FROM fact") ?? 0
        let most = chunks * FactChunk.size + 1
        storyOf.reserveCapacity(most)
        articles.reserveCapacity(most)
        published.reserveCapacity(most)
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
                let story = facts.earlier == 0 ? next : storyOf[Int(facts.earlier)]
                if story == next { next += 1 }
                storyOf.append(story)
                guard keepsRepeats || facts.counts else { continue }
                if keepsRepeats { counts.append(facts.counts) }
                if !facts.marks.isEmpty {
                    if facts.marks.contains(.empty) { empty += 1 }
                    if facts.marks.contains(.withoutText) { withoutText += 1 }
                    if facts.marks.contains(.markup) { withMarkup += 1 }
                    if facts.marks.contains(.cut) { cut += 1 }
                }
                articles.append(UInt32(position))
                published.append(facts.day.flatMap { dates[$0] })
                stories.append(Int(story))
            }
        }
        guard try position == ArchiveIndex.lastArticle(db) else {
            throw ArchiveDamage.facts("that of article \(position + 1) is missing")
        }
    }
}

/// The dates of days, each worked out once.
private struct KnownDates {
    let latest: CalendarDate?
    private var known: [Int32: CalendarDate?] = [:]
    // Most articles come in the order of time.
    private var last: (day: Int32, date: CalendarDate?)?

    init(latest: CalendarDate?) { self.latest = latest }

    /// - Parameter day: since 1970-01-01.
    subscript(day: Int32) -> CalendarDate? {
        mutating get {
            if let last, last.day == day { return last.date }
            let date =
                known[day]
                ?? CalendarDate(daysSince1970: Int(day)).flatMap {
                    $0.canBePublication(through: latest) ? $0 : nil
                }
            known[day] = .some(date)
            last = (day, date)
            return date
        }
    }
}

extension Archive {
    /// The facts of all articles.
    ///
    /// - Parameter latest: the last day on which an article can have been published; later ones are none.
    /// - Complexity: nine bytes are read for each article, and some twenty held.
    /// - Throws: `CorpusError`.
    public func facts(through latest: CalendarDate? = nil) throws -> CorpusFacts {
        try read { db in try CorpusFacts(db, through: latest) }
    }
}
