import Corpus
import Features
import Foundation
import GRDB

/// The texts of some weeks by their band keys, in memory: those that new articles may be reposts of.
///
/// A story ends with a silence (`NearDuplicates.silence`), so an article is compared with those of its own weeks and of
/// the weeks before and after. Articles without a date are compared with each other.
///
/// Of a bucket only the first `NearDuplicates.comparisons` texts are kept and looked at, so that texts made to collide
/// cost no more than others. An import keeps one from batch to batch.
final class RecentTexts {
    /// A run of days as long as a silence and a day, so that no partner is farther away than in the next one; nil for no
    /// date.
    typealias Weeks = Int32?

    private var buckets: [Weeks: WeekTexts] = [:]
    /// The state of the file that the texts were read in, as far as other connections change it.
    private var version: Int?
    /// More texts than this stay in memory only as long as a batch needs them: 100 MB.
    private static let mostKept = 400_000
    /// Of articles that were compared or added: reposts mostly come within days. More than so many are dropped: 10 MB of
    /// titles, 50 MB of articles.
    var fingerprints: [Int64: Fingerprint] = [:]
    private static let mostFingerprints = 1 << 15
    /// The numbers of names.
    let names = NameNumbers()

    /// Has everything read anew, after a batch that was not kept.
    func forget() {
        (buckets, fingerprints) = ([:], [:])
        names.forget()
    }

    fileprivate static let silence = Int32(NearDuplicates().silence)
    private static let length = silence + 1

    static func weeks(of day: Int32?) -> Weeks {
        day.map { $0 >= 0 ? $0 / length : ($0 - length + 1) / length }
    }

    private static func neighbors(_ weeks: Weeks) -> [Weeks] { weeks.map { [$0 - 1, $0, $0 + 1] } ?? [nil] }

    /// Reads what articles of some days are to be compared with.
    func prepare(for days: [Int32?], _ db: Database) throws {
        let now = try Int.fetchOne(db, sql: "PRAGMA data_version")
        if now != version || fingerprints.count > RecentTexts.mostFingerprints { fingerprints = [:] }
        if now != version {
            buckets = [:]
            names.forget()
        }
        version = now
        let needed = Set(Set(days.map(RecentTexts.weeks)).flatMap(RecentTexts.neighbors))
        if buckets.values.reduce(0, { $0 + $1.count }) > RecentTexts.mostKept {
            buckets = buckets.filter { needed.contains($0.key) }
        }
        for weeks in needed.sorted(by: { ($0 ?? .min) < ($1 ?? .min) }) where buckets[weeks] == nil {
            buckets[weeks] = try RecentTexts.read(weeks, db)
        }
    }

    private static func read(_ weeks: Weeks, _ db: Database) throws -> WeekTexts {
        var texts = WeekTexts()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT f.days, f.earlier, f.marks, \(Seal.isWhole("fact", as: "f")), f.chunk,
                    b.keys, \(Seal.isWhole("band", as: "b"))
                FROM fact f JOIN band b ON b.chunk = f.chunk
                WHERE \(weeks == nil ? "f.undated > 0" : "f.lastDay >= ?1 AND f.firstDay < ?1 + ?2") ORDER BY f.chunk
                """,
            arguments: weeks.map { [$0 * length, length] } ?? [])
        while let row = try rows.next() {
            let number = try row.decode(Int64.self, atIndex: 4)
            let chunk = try FactChunk(row, chunk: number)
            let entries = try BandTable.entries(
                BandTable.keys(in: row, from: 5, chunk: number), chunk: number)
            guard entries.count == chunk.count else {
                throw ArchiveDamage.facts("the keys of articles \(FactChunk.articles(of: number)) are of others")
            }
            for (index, entry) in entries.enumerated() where !entry.keys.isEmpty {
                let day = chunk[index].day
                if RecentTexts.weeks(of: day) == weeks { texts.add(entry, day: day) }
            }
        }
        return texts
    }

    /// The articles that are worth comparing with one: those no farther away than a silence that share most keys with
    /// it, and of these the earlier ones.
    ///
    /// - Returns: in the order of their numbers.
    func candidates(_ keys: BandKeys, day: Int32?) -> [Int64] {
        var all: [Int64] = []
        for weeks in RecentTexts.neighbors(RecentTexts.weeks(of: day)) {
            buckets[weeks]?.collect(keys, day: day, into: &all)
        }
        guard all.count > 1 else { return all }
        all.sort()
        var counted: [(article: Int64, bands: Int)] = []
        for article in all {
            if counted.last?.article == article {
                counted[counted.count - 1].bands += 1
            } else {
                counted.append((article, 1))
            }
        }
        if counted.count > NearDuplicates.candidates {
            counted.sort { ($1.bands, $0.article) < ($0.bands, $1.article) }
            counted.removeLast(counted.count - NearDuplicates.candidates)
            counted.sort { $0.article < $1.article }
        }
        return counted.map(\.article)
    }

    func add(_ keys: BandKeys, article: Int64, day: Int32?) {
        buckets[RecentTexts.weeks(of: day), default: WeekTexts()].add(
            .init(article: article, sketch: keys.sketch, keys: keys.keys), day: day)
    }
}

/// The texts of one run of days.
private struct WeekTexts {
    private struct Text {
        var article: Int64
        var day: Int32?
        var sketch: BandKeys.Sketch?
        var isTitle: Bool
    }

    private struct Link {
        var key: UInt32
        var text: Int32
        /// The next one of the bucket, from 1; 0 at its end.
        var next: Int32
    }

    private var texts: [Text] = []
    private var links: [Link] = []
    /// The first link of a bucket, from 1, at a place that its key gives, or behind it; 0 where there is none.
    private var slots = [Int32](repeating: 0, count: 64)
    private var bucketCount = 0

    var count: Int { texts.count }

    mutating func add(_ entry: BandTable.Entry, day: Int32?) {
        let text = Int32(texts.count)
        let isTitle = entry.sketch != nil && entry.keys.count == BandKeys.titleBands
        texts.append(Text(article: entry.article, day: day, sketch: entry.sketch, isTitle: isTitle))
        for key in entry.keys { add(key, text) }
    }

    private mutating func add(_ key: UInt32, _ text: Int32) {
        let slot = slot(of: key)
        let new = Int32(links.count + 1)
        if slots[slot] == 0 {
            slots[slot] = new
            bucketCount += 1
            links.append(Link(key: key, text: text, next: 0))
            if bucketCount * 2 > slots.count { grow() }
            return
        }
        var link = Int(slots[slot]) - 1
        var length = 1
        while links[link].next != 0 {
            link = Int(links[link].next) - 1
            length += 1
        }
        guard length < NearDuplicates.comparisons, links[link].text != text else { return }
        links[link].next = new
        links.append(Link(key: key, text: text, next: 0))
    }

    private func slot(of key: UInt32) -> Int {
        let mask = slots.count - 1
        var slot = Int((key &* 0x9E37_79B1) >> 5) & mask
        while slots[slot] != 0, links[Int(slots[slot]) - 1].key != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let heads = slots.filter { $0 != 0 }
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for head in heads { slots[slot(of: links[Int(head) - 1].key)] = head }
    }

    /// Gathers the texts that share keys, as often as they share one.
    func collect(_ keys: BandKeys, day: Int32?, into all: inout [Int64]) {
        for key in keys.keys {
            var link = slots[slot(of: key)]
            while link != 0 {
                let entry = links[Int(link) - 1]
                link = entry.next
                let text = texts[Int(entry.text)]
                if let day, let other = text.day, abs(day - other) > RecentTexts.silence { continue }
                // Whether a title is like another one is seen without its text. Longer texts are looked at.
                if keys.isTitle || text.isTitle, let own = keys.sketch, let other = text.sketch, !own.resembles(other) {
                    continue
                }
                all.append(text.article)
            }
        }
    }
}
