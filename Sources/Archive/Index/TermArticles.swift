import Corpus
import GRDB
import TrendNumerics
import Text

/// The articles that hold a term, as an earlier look at the archive found them.
public struct KnownArticles: Sendable {
    /// By number, ascending.
    public let articles: [UInt32]
    /// The last article that was there.
    public let last: UInt32

    public init(_ articles: [UInt32], through last: UInt32) { (self.articles, self.last) = (articles, last) }
}

extension Archive {
    /// The articles that hold a term, by number, repeats of an article among them.
    ///
    /// - Parameters:
    ///   - names: the term's spellings, separated by `|`.
    ///   - known: what was found in the same file before, normalized in the same way. Texts of articles never change, and
    ///     no number is given twice, so only those are looked at that came in since.
    /// - Complexity: linear in the articles with the term where it is one or two Chinese characters. The texts of others
    ///   are looked at, those that hold all pairs of a spelling's characters.
    /// - Throws: `CorpusError`.
    public func articles(
        with names: String, knowing known: KnownArticles? = nil, threads: Int = 1
    ) throws -> [Int64] {
        try read { db in
            let normalizer = try ArchiveSettings.normalizer(db)
            guard let term = Term(names, by: normalizer) else { return [] }
            var found: Set<Int64> = []
            var doubtful: Set<Int64> = []
            for name in term.names {
                guard let single = Term(name, by: normalizer) else { continue }
                let query = TermQuery([single])
                if query.isExact {
                    found.formUnion(try query.articles(db))
                } else {
                    doubtful.formUnion(try query.articles(db))
                }
            }
            let options = ReadingOptions(settings: ReadingSettings(normalizer: normalizer), wanted: .content)
            doubtful.subtract(found)
            if let known {
                // Some may have been deleted since.
                for article in known.articles where doubtful.contains(Int64(article)) { found.insert(Int64(article)) }
                doubtful = doubtful.filter { $0 > Int64(known.last) }
            }
            let left = doubtful.sorted()
            for piece in Parallel.chunks(of: left.count, size: 4096) {
                let records = try readArticles(left[piece], tags: [], textsAlone: true, db).map(\.record)
                let parts = Parallel.chunks(of: records.count, size: 512)
                let have = Parallel.map(parts.count, threads: threads) { part in
                    var reader = StoredRecordReader(options)
                    return parts[part].map { index in
                        reader.article(records[index]).map { term.place(in: $0.normalized()) != nil } ?? false
                    }
                }
                for (article, has) in zip(left[piece], have.joined()) where has { found.insert(article) }
            }
            return found.sorted()
        }
    }

    /// The articles whose texts may hold all of some runs of characters, by number: they hold all pairs of each.
    ///
    /// - Parameters:
    ///   - pieces: normalized, without blanks; none of them empty.
    ///   - most: of more articles the first ones.
    /// - Complexity: linear in the articles that hold the pairs, up to the last one that is given.
    /// - Throws: `CorpusError`.
    public func articles(thatMayHold pieces: [[UInt32]], atMost most: Int = .max) throws -> [Int64] {
        try read { db in try TermQuery(pieces: pieces).articles(db, atMost: most) }
    }

    /// Some articles by number.
    ///
    /// - Parameters:
    ///   - articles: in ascending order.
    ///   - textsAlone: without corrections and the names of files, in half the time.
    /// - Throws: `CorpusError`, also where one is missing.
    public func records(of articles: some Sequence<Int64>, textsAlone: Bool = false) throws -> [StoredRecord] {
        try read { db in
            try readArticles(articles, tags: [], textsAlone: textsAlone, db).map(\.record)
        }
    }

    /// Some articles by number, with a model's tags.
    ///
    /// - Parameters:
    ///   - articles: in ascending order.
    ///   - tags: the fields whose tags to read.
    ///   - textsAlone: without corrections and the names of files, in half the time.
    /// - Throws: `CorpusError`, also where one is missing.
    public func articles(
        numbered articles: some Sequence<Int64>, tags: Set<RecordField>, textsAlone: Bool = false
    ) throws -> [ArchivedArticle] {
        try read { db in try readArticles(articles, tags: tags, textsAlone: textsAlone, db) }
    }

    private func readArticles(
        _ articles: some Sequence<Int64>, tags: Set<RecordField>, textsAlone: Bool, _ db: Database
    ) throws -> [ArchivedArticle] {
        func query(_ condition: String) -> ArticleQuery {
            var query = ArticleQuery(tags: tags, where: condition, corrections: !textsAlone, origins: !textsAlone)
            query.readings = readings.withLock { $0 }
            return query
        }
        var inRow: ArticleQuery?
        var byNumber: ArticleQuery?
        var records: [ArchivedArticle] = []
        var part: [Int64] = []
        func read() throws {
            guard let first = part.first, let last = part.last else { return }
            // What lies between some numbers is read faster than each by itself is found.
            let isRow = last - first < 4 * Int64(part.count)
            let found: [ArchivedArticle]
            if isRow {
                inRow = inRow ?? query("a.id >= ? AND a.id <= ?")
                found = try inRow!.page(ofBytes: .max / 4, [first, last], db)
            } else {
                byNumber = byNumber ?? query("a.id IN (SELECT value FROM json_each(?))")
                found = try byNumber!.page(
                    ofBytes: .max / 4, ["[" + part.map(String.init).joined(separator: ",") + "]"], db)
            }
            let wanted = Set(part)
            let kept = found.filter { wanted.contains($0.id) }
            guard kept.count == part.count else {
                let missing = part.first { id in !kept.contains { $0.id == id } }
                throw ArchiveDamage(article: missing ?? first, "an index knows it, but it is missing")
            }
            records += kept
            part.removeAll(keepingCapacity: true)
        }
        for article in articles {
            part.append(article)
            if part.count == 1024 { try read() }
        }
        try read()
        if let known = (byNumber ?? inRow)?.readings { readings.withLock { $0 = known } }
        return records
    }
}
