import Corpus
import GRDB
import Numerics
import Text

extension Archive {
    /// The articles that hold a term, by number, repeats of an article among them.
    ///
    /// - Parameter names: the term's spellings, separated by `|`.
    /// - Complexity: linear in the articles with the term where it is one or two Chinese characters. The texts of others
    ///   are looked at, those that hold all pairs of a spelling's characters.
    /// - Throws: `CorpusError`.
    public func articles(with names: String, threads: Int = 1) throws -> [Int64] {
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
            let left = doubtful.subtracting(found).sorted()
            for piece in Parallel.chunks(of: left.count, size: 4096) {
                let records = try Archive.records(of: left[piece], db)
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

    /// Some articles by number, in that order.
    ///
    /// - Throws: `CorpusError`, also where one is missing.
    public func records(of articles: some Sequence<Int64>) throws -> [StoredRecord] {
        try read { db in try Archive.records(of: articles, db) }
    }

    private static func records(of articles: some Sequence<Int64>, _ db: Database) throws -> [StoredRecord] {
        var query = ArticleQuery(where: "a.id = ?")
        return try articles.map { article in
            guard let found = try query.page(ofBytes: 1, [article], db).first else {
                throw ArchiveDamage(article: article, "an index knows it, but it is missing")
            }
            return found.record
        }
    }
}
