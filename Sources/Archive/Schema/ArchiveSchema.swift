import Corpus
import Foundation
import GRDB
import Text

/// The archive's tables, by version. A released version never changes: every change is a new migration.
enum ArchiveSchema {
    /// `TRND` in the file's header, which distinguishes an archive from any other SQLite file.
    static let applicationID: Int64 = 0x5452_4E44

    /// The number of articles that an archive can hold, since numbers of four bytes lead from one to another.
    static let mostArticles = Int64(UInt32.max) - 1

    static let migrator = migrator { _ in }

    private static func migrator(upgrading: @escaping @Sendable (Double) throws -> Void) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: version1)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("2") { db in try db.execute(sql: version2) }
        migrator.registerMigration("3") { db in try db.execute(sql: version3) }
        migrator.registerMigration("4") { db in
            // The texts of an older archive are normalized and indexed as they were.
            let isNew = try !Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM article)")!
            try Seal.addColumns(db)
            try ArchiveSettings.keep(normalizer: isNew ? TextNormalizer() : TextNormalizer(version: .one), db)
        }
        migrator.registerMigration("5") { db in
            try db.execute(sql: version5)
            // The next version's tables, too, so that the records of an older archive are read once. Some archives of
            // version 5 have them.
            try db.execute(sql: version6)
            try ArchiveIndex.fill(db, progress: upgrading)
        }
        migrator.registerMigration("6") { db in
            guard try !db.tableExists("named") else { return }
            try db.execute(sql: version6)
            try ArchiveIndex.fillNames(db, progress: upgrading)
        }
        migrator.registerMigration("7") { db in
            // The tables are as they were. The search index has fewer tokens, and lists of labels are read that programs print
            // into a cell. What the migration to 5 has just filled is so already.
            guard try !SearchIndex.isOfPairs(db) else { return }
            try ArchiveIndex.fill(db, progress: upgrading)
        }
        migrator.registerMigration("8") { db in
            try db.execute(sql: version8)
            try LookupTable.fill(db, progress: upgrading)
        }
        return migrator
    }

    /// Migrates an archive to this program's version.
    ///
    /// - Parameter upgrading: gets the share of an older archive's articles that was indexed; may throw to stop.
    /// - Throws: `CorpusError`, `ArchiveDamage` if the file defines anything else than an archive of its version does.
    static func prepare(
        _ queue: DatabaseQueue, path: String, isReadOnly: Bool, wait: Double,
        upgrading: @escaping @Sendable (Double) throws -> Void = Archive.upgrading.withLock { $0 }
    ) throws {
        // If two programs create the archive at the same time, one of them may find it half-made.
        var attempts = Int(min(wait, 3600) * 20)
        while true {
            let version = try queue.read { db in try checkedVersion(db, path: path) }
            if version == migrator.migrations.count { return }
            guard !isReadOnly else {
                throw CorpusError.unwritable(
                    path: path,
                    reason:
                        "an older version of trend made this archive, and it is read-only, so it cannot be upgraded; "
                        + "copy it to a writable folder and use the copy")
            }
            do {
                try queue.writeWithoutTransaction(Archive.keepLog)
                try self.migrator(upgrading: upgrading).migrate(queue)
            } catch let error as DatabaseError {
                let isBusy = [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode)
                // Any other error is another program's doing only if that has come further.
                let now = try queue.read { db in try checkedVersion(db, path: path) }
                guard attempts > 0, isBusy || now != version else { throw error }
                attempts -= 1
                usleep(50_000)
            }
        }
    }

    /// The number of migrations that an archive has had; 0 for a new file.
    private static func checkedVersion(_ db: Database, path: String) throws -> Int {
        let id = try Int64.fetchOne(db, sql: "PRAGMA application_id")
        let found = try SchemaObject.all(db)
        guard id == applicationID else {
            // Another program that makes the archive begins with the list of versions, and the index of its key.
            guard id == 0, found.allSatisfy({ $0.table == SchemaObject.versions.name }) else {
                throw CorpusError.wrongFormat(path: path, reason: "an SQLite database, but not a trend archive")
            }
            return 0
        }
        guard found.contains(SchemaObject.versions) else {
            throw ArchiveDamage("its list of versions", "it is missing or defined otherwise")
        }
        let versions = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations LIMIT 1000")
        if let newest = versions.compactMap(Int.init).max(), newest > migrator.migrations.count, newest < 10_000 {
            throw CorpusError.wrongFormat(
                path: path,
                reason: "a newer version of trend made this archive (version \(newest); "
                    + "this one reads up to version \(migrator.migrations.count)); update trend")
        }
        guard versions.count >= 1, versions.count <= migrator.migrations.count,
            Set(versions) == Set(migrator.migrations.prefix(versions.count))
        else { throw ArchiveDamage("its list of versions", "it holds other names") }
        var expected = try expected(version: versions.count)
        if versions.count == 5, !found.contains(where: \.isOfNames) { expected.removeAll(where: \.isOfNames) }
        try SchemaObject.check(found, against: expected)
        return versions.count
    }

    /// What an archive of a version defines, by the same SQLite; of version 5, also what version 6 adds.
    private static func expected(version: Int) throws -> [SchemaObject] {
        if version == migrator.migrations.count, let current = try? current.get() { return current }
        return try made(version: version)
    }

    /// Adds to a connection what the tables need: the function of their seals and the tokenizer of the search index.
    static func register(_ db: Database) throws {
        Seal.register(db)
        try SearchTokenizer.register(db)
    }

    private static let current = Result { try made(version: migrator.migrations.count) }

    private static func made(version: Int) throws -> [SchemaObject] {
        var configuration = Configuration()
        configuration.prepareDatabase(register)
        let queue = try DatabaseQueue(configuration: configuration)
        try migrator.migrate(queue, upTo: migrator.migrations[version - 1])
        return try queue.read(SchemaObject.all)
    }

    private static let version1 = """
        -- How the fields of records are named that do not go by their own names: a FieldMapping.
        CREATE TABLE reading (id INTEGER PRIMARY KEY, fields TEXT NOT NULL UNIQUE);
        CREATE TABLE file (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            file INTEGER NOT NULL REFERENCES file,
            line INTEGER NOT NULL,
            reading INTEGER NOT NULL REFERENCES reading,
            link TEXT NOT NULL,
            -- What was found out about when it was published, and how.
            day TEXT,
            dateRule TEXT,
            hasLabels INTEGER NOT NULL,
            -- The first of the articles that are like it, and what likens it to them (Likeness).
            first INTEGER REFERENCES article,
            likeness TEXT,
            -- Of the normalized text; of that with the link, or the day where there is none; of the record.
            textHash INTEGER NOT NULL,
            appearanceHash INTEGER NOT NULL,
            recordHash INTEGER NOT NULL
        );
        CREATE INDEX articleByText ON article (textHash);
        CREATE INDEX articleByAppearance ON article (appearanceHash);
        CREATE INDEX articleByRecord ON article (recordHash);
        CREATE INDEX articleByLink ON article (link) WHERE link <> '';
        CREATE INDEX articleByFirst ON article (first) WHERE first IS NOT NULL;

        -- A JSON object: the line of JSON lines as it was, other records by the names of their fields.
        CREATE TABLE record (article INTEGER PRIMARY KEY REFERENCES article, json TEXT NOT NULL);

        -- Where the same record was met again.
        CREATE TABLE sighting (
            article INTEGER NOT NULL REFERENCES article,
            file INTEGER NOT NULL REFERENCES file,
            line INTEGER NOT NULL,
            PRIMARY KEY (article, file, line)
        ) WITHOUT ROWID;

        -- The hashes of the MinHash bands of each different text.
        CREATE TABLE band (
            key INTEGER NOT NULL,
            article INTEGER NOT NULL REFERENCES article,
            PRIMARY KEY (key, article)
        ) WITHOUT ROWID;

        -- The trigrams of each different text, normalized; rows are articles.
        CREATE VIRTUAL TABLE search USING fts5 (
            text, content = '', detail = none, tokenize = 'trigram case_sensitive 1'
        );

        -- The model with the greatest turn was used last; articles up to `reach` have been offered to it.
        CREATE TABLE model (
            id INTEGER PRIMARY KEY,
            fingerprint TEXT NOT NULL UNIQUE,
            turn INTEGER NOT NULL,
            reach INTEGER NOT NULL
        );
        CREATE TABLE tag (
            article INTEGER NOT NULL REFERENCES article,
            model INTEGER NOT NULL REFERENCES model,
            rank INTEGER NOT NULL,
            label TEXT NOT NULL,
            probability REAL NOT NULL,
            PRIMARY KEY (article, model, rank)
        ) WITHOUT ROWID;

        -- What people said, by link, or by '#' and the fingerprint of the text where there is none.
        CREATE TABLE correction (
            key TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            -- A JSON array.
            industries TEXT NOT NULL
        ) WITHOUT ROWID;
        """

    /// Version 2 keeps only the tags of the model that was used last; version 1 kept those of several models, of which
    /// only the last counted.
    private static let version2 = """
        -- What the model that tagged an article last inferred about it: JSON arrays of tags, the best first; NULL
        -- for what it was not asked.
        CREATE TABLE inferred (
            article INTEGER PRIMARY KEY REFERENCES article,
            model INTEGER NOT NULL REFERENCES model,
            industries TEXT,
            technologies TEXT,
            keywords TEXT,
            events TEXT
        );
        INSERT OR IGNORE INTO inferred (article, model, industries)
        SELECT t.article, t.model, (
            SELECT json_group_array(json(tag)) FROM (
                -- With all digits, which json_object would round.
                SELECT json_object('label', label, 'probability', json(printf('%!.17g', probability))) AS tag
                FROM tag WHERE article = t.article AND model = t.model ORDER BY rank))
        FROM tag t JOIN model m ON m.id = t.model WHERE t.rank = 0 ORDER BY t.article, m.turn DESC, m.id;
        -- Articles that a model was asked about and gave no label.
        INSERT OR IGNORE INTO inferred (article, model, industries)
        SELECT a.id, m.id, '[]' FROM article a JOIN model m ON a.id <= m.reach
        WHERE a.likeness IS NOT 'same' ORDER BY a.id, m.turn DESC, m.id;
        DROP TABLE tag;
        ALTER TABLE model DROP COLUMN turn;
        ALTER TABLE model DROP COLUMN reach;
        """

    private static let version3 = """
        -- What holds for the whole archive, as JSON. 'labels': how labels are read, a ReadingSettings without fields.
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """

    /// Version 5 keeps what counts and searches need in columns. Everything in its tables can be made anew from the
    /// records.
    private static let version5 = """
        DROP TABLE search;
        DROP TABLE band;
        DROP INDEX articleByText;
        DROP INDEX articleByAppearance;
        CREATE INDEX articleByText ON article (textHash, appearanceHash);

        -- FactChunk: the facts of 1,024 articles in a row, and the days of those that have one.
        CREATE TABLE fact (
            chunk INTEGER PRIMARY KEY,
            firstDay INTEGER,
            lastDay INTEGER,
            undated INTEGER NOT NULL,
            days BLOB NOT NULL,
            earlier BLOB NOT NULL,
            marks BLOB NOT NULL,
            seal INTEGER
        );

        -- BandTable: the keys by which texts that are nearly the same are found, of as many articles.
        CREATE TABLE band (chunk INTEGER PRIMARY KEY, keys BLOB NOT NULL, seal INTEGER);

        -- Every character and every two neighbors of each article's normalized text; rows are articles, repeats of the
        -- same article have none.
        CREATE VIRTUAL TABLE search USING fts5 (
            text, content = '', columnsize = 0, detail = none, tokenize = 'characters'
        );

        -- Articles that were deleted, so that none is missing unseen.
        CREATE TABLE deleted (article INTEGER PRIMARY KEY, seal INTEGER);
        """

    /// Version 6 keeps the names of labels, sources, technologies and keywords in columns.
    private static let version6 = """
        -- Names of labels, technologies, keywords and sources, in UTF-8.
        CREATE TABLE name (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, seal INTEGER);

        -- NameChunk: the names of a NameKind of as many articles as a fact has.
        CREATE TABLE named (
            kind INTEGER NOT NULL,
            chunk INTEGER NOT NULL,
            names BLOB NOT NULL,
            seal INTEGER,
            PRIMARY KEY (kind, chunk)
        ) WITHOUT ROWID;
        """

    /// Version 8 finds articles by text, record and link in sorted runs (`LookupTable`), which can be made anew from the
    /// articles' rows.
    private static let version8 = """
        DROP INDEX articleByText;
        DROP INDEX articleByRecord;
        DROP INDEX articleByLink;

        -- LookupRun: the first keys of its blocks.
        CREATE TABLE lookupRun (id INTEGER PRIMARY KEY, firsts BLOB NOT NULL, seal INTEGER);

        -- LookupBlock: some keys and their articles; its number is that of its run and its place there.
        CREATE TABLE lookupBlock (id INTEGER PRIMARY KEY, entries BLOB NOT NULL, seal INTEGER);
        """
}

extension SchemaObject {
    /// Whether version 6 added it.
    fileprivate var isOfNames: Bool { ["name", "named"].contains(table) }
}
