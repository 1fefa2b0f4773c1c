import Corpus
import Foundation
import GRDB

/// What a check of an archive found.
public struct ArchiveCheck: Codable, Equatable, Sendable {
    /// Articles that are whole: their records are the ones that came in, and everything kept of them can be read.
    public internal(set) var articles = 0
    public internal(set) var damagedArticles = 0
    /// What is damaged, at most some twenty lines.
    public internal(set) var faults: [String] = []

    public init() {}

    public var isWhole: Bool { faults.isEmpty && damagedArticles == 0 }

    static let mostFaults = 20

    mutating func add(_ fault: String) {
        if faults.count < ArchiveCheck.mostFaults, !faults.contains(fault) { faults.append(fault) }
    }
}

extension Archive {
    /// Checks everything in the archive: the structure of the file, every article with its tags and corrections, and the
    /// search index.
    ///
    /// - Parameter progress: gets the number of articles that were checked; may throw to stop.
    /// - Complexity: linear in the file.
    /// - Throws: `CorpusError` if the file cannot be read at all, and the errors of `progress`.
    public func check(progress: (Int) throws -> Void = { _ in }) throws -> ArchiveCheck {
        var result = ArchiveCheck()
        result.addAll("the file", of: self) { db in
            let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
            return found == ["ok"] ? [] : found
        }
        result.addAll("the file", of: self) { db in
            try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(ArchiveCheck.mostFaults).map {
                "a row of \(try $0.decode(String.self, atIndex: 0)) belongs to none of \(try $0.decode(String.self, atIndex: 2))"
            }
        }
        var beside = Beside()
        var sum = SearchIndex.Sum()
        let normalizer = try? normalizer()
        try forEachChecked { checked in
            result.articles += checked.articles.count - checked.stripped.count
            result.damagedArticles += checked.lost.count + checked.stripped.count
            for reason in checked.reasons { result.add(reason) }
            if result.isWhole, let normalizer {
                let indexed = IndexedArticle.all(checked.articles, by: normalizer)
                for article in indexed where !article.isRepeat { sum.add(article.text.words, of: article.id) }
                result.addAll("what counts need", of: self) { db in
                    try beside.check(indexed, db)
                    return []
                }
            }
            try progress(result.articles + result.damagedArticles)
        }
        result.addAll("the corrections", of: self) { db in
            _ = try ArchiveCorrections.waiting(db)
            return []
        }
        result.addAll("the origins", of: self) { db in
            for id in try Int64.fetchAll(db, sql: "SELECT DISTINCT article FROM sighting") {
                _ = try Archive.sightings(of: id, db)
            }
            return []
        }
        result.addAll("the settings", of: self) { db in
            _ = try (ArchiveSettings.labels(db), ArchiveSettings.normalizer(db), ArchiveTopics.edits(db))
            for name in try ArchiveSettings.names(db) where name.hasPrefix(Archive.notePrefix) {
                _ = try ArchiveSettings.note(named: name, db)
            }
            return []
        }
        // What belongs to damaged articles cannot be compared with them.
        if result.isWhole {
            result.addAll("what counts need", of: self) { db in
                _ = try CorpusFacts(db)
                try LookupTable.check(db)
                return []
            }
            result.addAll("the search index", of: self) { db in
                let found = try? SearchIndex.sum(db)
                if found == sum { return [] }
                let fault = found == nil ? "it cannot be read" : "it has other words than the articles"
                return [fault + "; trend archive --rebuild makes it anew"]
            }
        }
        return result
    }

    /// What is kept beside the records, for comparing it with what they say.
    private struct Beside {
        private var facts = FactTable()
        private var bands = BandReader()
        private var columns = NameTable()
        private var names: [String?]?

        mutating func check(_ articles: [IndexedArticle], _ db: Database) throws {
            let names = try self.names ?? NameNumbers.names(db)
            self.names = names
            // Only those of the articles at hand stay in memory.
            columns = NameTable()
            for article in articles {
                let own = try facts.facts(of: article.id, db)
                guard own.day == article.day, own.marks == article.marks else {
                    throw ArchiveDamage.facts("that of article \(article.id) is another one's")
                }
                let keys = article.isRepeat ? [] : article.text.keys.keys
                guard try bands.entry(of: article.id, db)?.keys == keys else {
                    throw ArchiveDamage.facts("the keys of article \(article.id) are another one's")
                }
                for (kind, expected) in article.names {
                    let found = try columns.entry(kind, of: article.id, db)
                    let own = found?.names.map { $0 < names.count ? names[Int($0)] : nil }
                    guard own == expected?.names.map(Optional.some), found?.value == expected?.value else {
                        throw ArchiveDamage.facts("the names of article \(article.id) are another one's")
                    }
                }
            }
        }
    }

    /// Some articles of an archive in order, and what is wrong with those that are not whole.
    struct Checked {
        var articles: [ArchivedArticle] = []
        /// The numbers of articles that are given without their tags or corrections, which are damaged.
        var stripped: Set<Int64> = []
        /// The numbers of articles that cannot be given.
        var lost: [Int64] = []
        var reasons: [String] = []
    }

    /// Passes all articles to `use`, some hundred at a time, and goes on where one is damaged.
    func forEachChecked(_ use: (Checked) throws -> Void) throws {
        let last = try read { db in try Int64.fetchOne(db, sql: "SELECT max(id) FROM article") ?? 0 }
        guard last <= ArchiveSchema.mostArticles else {
            throw CorpusError.wrongFormat(
                path: path, reason: ArchiveDamage(article: last, "no import gives that number").reason)
        }
        let condition = "a.id > ? AND a.id <= ?"
        var query = ArticleQuery(tags: Set(InferredTags.fields), where: condition)
        var withoutTags = ArticleQuery(where: condition)
        var bare = ArticleQuery(where: condition, corrections: false)
        var position: Int64 = 0
        let size: Int64 = 256
        while position < last {
            let end = min(position + size, last)
            var checked = Checked()
            let deleted = try read { db in
                try Set(
                    Int64.fetchAll(
                        db,
                        sql:
                            "SELECT article FROM deleted WHERE article > ? AND article <= ? AND \(Seal.isWhole("deleted"))",
                        arguments: [position, end]))
            }
            let expected = (position + 1...end).filter { !deleted.contains($0) }
            let whole = try? read { db in try query.page(ofBytes: .max / 4, [position, end], db) }
            if let whole, whole.map(\.id) == expected {
                checked.articles = whole
            } else {
                for id in expected {
                    if try add(id, to: &checked, from: &query) { continue }
                    let isThere =
                        try add(id, to: &checked, from: &withoutTags, isStripped: true)
                        || add(id, to: &checked, from: &bare, isStripped: true)
                    if !isThere { checked.lost.append(id) }
                }
            }
            try use(checked)
            position = end
        }
    }

    private func add(
        _ id: Int64, to checked: inout Checked, from query: inout ArticleQuery, isStripped: Bool = false
    ) throws -> Bool {
        do {
            guard let article = try read({ db in try query.page(ofBytes: 1, [id - 1, id], db) }).first else {
                if !isStripped { checked.reasons.append("article \(id): it is missing") }
                return false
            }
            checked.articles.append(article)
            if isStripped { checked.stripped.insert(id) }
            return true
        } catch let error as CorpusError {
            if case .busy = error { throw error }
            if !isStripped { checked.reasons.append(error.bareReason) }
            return false
        }
    }
}

extension ArchiveCheck {
    fileprivate mutating func addAll(_ what: String, of archive: Archive, _ find: (Database) throws -> [String]) {
        do {
            for fault in try archive.read(find) { add("\(what): \(fault)") }
        } catch let error as CorpusError {
            add(error.bareReason)
        } catch {
            add("\(what): \(error)")
        }
    }
}

extension CorpusError {
    /// The reason alone, without the path.
    var bareReason: String {
        switch self {
        case .unreadable(_, let reason), .wrongFormat(_, let reason), .unwritable(_, let reason):
            reason.hasPrefix("the archive is damaged: ") ? String(reason.dropFirst(24)) : reason
        default: description
        }
    }
}
