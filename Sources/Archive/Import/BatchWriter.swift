import Corpus
import GRDB

/// Writes one batch within a transaction.
struct BatchWriter {
    private let db: Database
    private let replacesCorrections: Bool
    private var nextID: Int64
    private var files: [String: Int64] = [:]
    private var readings: [FieldMapping: Int64] = [:]
    /// Whether corrections may wait for articles that come in.
    private let hasCorrections: Bool
    private let index: SearchIndex
    /// What models said of articles. What these have themselves is in other rows.
    private var inferred: TagTable
    /// The keys of the batch's articles, and who has them.
    private var candidates: LookupCandidates
    private let insertArticle, insertRecord, insertSighting, sameRecord: QuickStatement

    /// - Parameter filter: what earlier batches know of the archive's keys; gets those of this one.
    init(
        _ db: Database, _ batch: [IncomingArticle], _ names: NameNumbers, _ filter: LookupFilter,
        replacesCorrections: Bool
    ) throws {
        self.db = db
        candidates = try LookupCandidates(ofGroups: filter.select(batch.flatMap { $0.keys.map(\.group) }, db), db)
        self.replacesCorrections = replacesCorrections
        inferred = try TagTable(db, names)
        // Articles are numbered from 1, and the numbers of deleted ones are not given again.
        nextID = try ArchiveIndex.lastArticle(db) + 1
        hasCorrections = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM correction)") ?? false
        index = try SearchIndex(db)
        insertArticle = try QuickStatement(
            db,
            """
            INSERT INTO article
                (id, file, line, reading, link, day, dateRule, hasLabels, first, likeness, textHash, appearanceHash,
                 recordHash, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \(Seal.ofValues("article")))
            """)
        insertRecord = try QuickStatement(db, "INSERT INTO record (article, json) VALUES (?, ?)")
        insertSighting = try QuickStatement(
            db,
            "INSERT OR IGNORE INTO sighting (article, file, line, seal) VALUES (?, ?, ?, \(Seal.ofValues("sighting")))")
        sameRecord = try QuickStatement(
            db,
            """
            SELECT a.id, a.file, a.line, a.reading FROM article a JOIN record r ON r.article = a.id
            WHERE a.id = ? AND a.recordHash = ? AND r.json = ?
            """)
    }

    /// - Parameter texts: what the batch may be reposts of; gets what it adds.
    mutating func write(
        _ batch: [IncomingArticle], _ texts: RecentTexts, _ summary: inout ArchiveImport.Summary
    ) throws {
        var similar = try SimilarArticles(batch, texts, db)
        for (place, article) in batch.enumerated() {
            if article.isExported { summary.exported += 1 }
            if article.isPlain { summary.plain += 1 }
            if let known = try known(article) {
                summary.known += 1
                if known.reading != (try reading(article.fields)) { summary.knownOtherwise += 1 }
                try note(article, id: known.id, firstOrigin: (known.file, known.line), from: 0, &summary)
                continue
            }
            try checkCorrection(of: article, &summary)
            let id = nextID
            nextID += 1
            let found = try similar.decide(place, id: id, candidates, db)
            try insert(article, id: id, found)
            for key in article.keys { candidates.add(key, of: id) }
            try note(article, id: id, firstOrigin: nil, from: 1, &summary)
            summary.added += 1
            if let likeness = found.takesOver ? .same : found.likeness { summary.like[likeness, default: 0] += 1 }
            if found.losesDate { summary.lostDates += 1 }
            if found.hasOtherDate { summary.otherDates += 1 }
            if found.losesLabels { summary.otherLabels += 1 }
            if article.published == nil { summary.undated += 1 }
        }
        try similar.finish(db)
        try candidates.write(db)
        try inferred.write()
    }

    /// The article with the same record, byte for byte.
    private func known(
        _ article: IncomingArticle
    ) throws -> (id: Int64, file: Int64, line: Int, reading: Int64)? {
        try article.json.withUnsafeBufferPointer { json in
            sameRecord.bind(2, article.recordHash)
            sameRecord.bind(3, json)
            for id in candidates.articles(article.recordKey) {
                sameRecord.bind(1, id)
                guard try sameRecord.step() else { continue }
                defer { sameRecord.reset() }
                return (
                    sameRecord.integer(0), sameRecord.integer(1), Int(sameRecord.integer(2)), sameRecord.integer(3)
                )
            }
            return nil
        }
    }

    private mutating func insert(_ article: IncomingArticle, id: Int64, _ found: SimilarArticles.Decision) throws {
        insertArticle.bind(1, id)
        insertArticle.bind(2, try file(article.origins[0].file))
        insertArticle.bind(3, Int64(article.origins[0].line))
        insertArticle.bind(4, try reading(article.fields))
        insertArticle.bind(5, copying: article.link)
        insertArticle.bind(6, copying: article.published?.day.description)
        insertArticle.bind(7, copying: article.published?.rule.rawValue)
        insertArticle.bind(8, article.hasLabels ? 1 : 0)
        insertArticle.bind(9, found.first)
        insertArticle.bind(10, copying: found.likeness?.rawValue)
        insertArticle.bind(11, article.textHash)
        insertArticle.bind(12, article.appearanceHash)
        insertArticle.bind(13, article.recordHash)
        try insertArticle.run()
        try article.json.withUnsafeBufferPointer { json in
            insertRecord.bind(1, id)
            insertRecord.bind(2, json)
            try insertRecord.run()
        }
        if found.likeness != .same { try index.insert(id, article.text.words) }
    }

    /// A correction that waits for an article of this link but of another title is not meant for it.
    private func checkCorrection(of article: IncomingArticle, _ summary: inout ArchiveImport.Summary) throws {
        guard hasCorrections, !article.title.isEmpty else { return }
        guard let named = try ArchiveCorrections.dropCorrection(ofOtherThan: article, candidates, db)
        else { return }
        summary.otherTitles += 1
        if summary.otherTitleExample == nil { summary.otherTitleExample = [named, article.title] }
    }

    /// Stores the further origins of an article and the notes of the archive that exported it.
    private mutating func note(
        _ article: IncomingArticle, id: Int64, firstOrigin: (file: Int64, line: Int)?, from start: Int,
        _ summary: inout ArchiveImport.Summary
    ) throws {
        for origin in article.origins.dropFirst(start) {
            let file = try file(origin.file)
            if let firstOrigin, firstOrigin == (file, origin.line) { continue }
            insertSighting.bind(1, id)
            insertSighting.bind(2, file)
            insertSighting.bind(3, Int64(origin.line))
            try insertSighting.run()
        }
        guard let notes = article.notes else { return }
        if let inferred = notes.latest {
            let model = try ArchiveTags.model(inferred.model, db)
            let tags = InferredTags(inferred.tags)
            if try self.inferred.keep(tags, of: id, model: model, replaces: false) {
                summary.tags += 1
            } else {
                summary.otherTags += 1
            }
        }
        if let corrected = notes.corrected, !corrected.isEmpty {
            let key = ArchiveCorrections.key(link: article.link, textHash: article.textHash)
            try restore(key: key, title: notes.correctedTitle ?? "", corrected, &summary)
        }
        for waiting in notes.waiting ?? [] where !Placeholder.isLink(waiting.key) {
            try restore(key: waiting.key, title: waiting.title, waiting.industries, &summary)
        }
        if let topics = notes.topics { try ArchiveTopics.keep(topics, replaces: false, db) }
        if let labels = notes.labels { try ArchiveSettings.keep(labels: labels, replaces: false, db) }
    }

    /// Stores a correction of an export. What a person said here stays, unless the user wants it replaced.
    private func restore(
        key: String, title: String, _ industries: [String], _ summary: inout ArchiveImport.Summary
    ) throws {
        let known = try String.fetchOne(
            db.cachedStatement(sql: "SELECT industries FROM correction WHERE key = ?"), arguments: [key])
        if let known, !replacesCorrections,
            try ArchiveCorrections.industries(known, of: "the correction '\(key.prefix(60))'") != industries
        {
            summary.otherCorrections += 1
            return
        }
        try ArchiveCorrections.keep(key: key, title: title, industries: industries, db)
        summary.corrections += 1
    }

    private mutating func file(_ name: String) throws -> Int64 {
        if let id = files[name] { return id }
        try db.execute(sql: "INSERT OR IGNORE INTO file (name) VALUES (?)", arguments: [name])
        if db.changesCount > 0 {
            try db.execute(
                sql: "UPDATE file SET seal = \(Seal.expression("file")) WHERE id = ?", arguments: [db.lastInsertedRowID]
            )
        }
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM file WHERE name = ?", arguments: [name]) else {
            throw ArchiveDamage("its files", "'\(name.prefix(60))' is in an index only")
        }
        files[name] = id
        return id
    }

    private mutating func reading(_ fields: FieldMapping) throws -> Int64 {
        if let id = readings[fields] { return id }
        let text = try CanonicalJSON.string(fields)
        try db.execute(sql: "INSERT OR IGNORE INTO reading (fields) VALUES (?)", arguments: [text])
        if db.changesCount > 0 {
            try db.execute(
                sql: "UPDATE reading SET seal = \(Seal.expression("reading")) WHERE id = ?",
                arguments: [db.lastInsertedRowID])
        }
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM reading WHERE fields = ?", arguments: [text]) else {
            throw ArchiveDamage("its names of fields", "\(text.prefix(60)) is in an index only")
        }
        readings[fields] = id
        return id
    }
}
