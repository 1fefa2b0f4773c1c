import Corpus
import Foundation
import GRDB
import Text

/// What holds for a whole archive: how labels are read, and how texts are normalized.
enum ArchiveSettings {
    /// How the archive's texts are normalized.
    static func normalizer(_ db: Database) throws -> TextNormalizer {
        try value(TextNormalizer.self, named: "text", "how texts are normalized", db) ?? TextNormalizer(version: .one)
    }

    /// The stored settings; `nil` if there are none.
    static func labels(_ db: Database) throws -> ReadingSettings? {
        try value(ReadingSettings.self, named: "labels", "how labels are read", db)
    }

    private static func value<Value: Decodable>(
        _ type: Value.Type, named name: String, _ meaning: String, _ db: Database
    ) throws -> Value? {
        let row = try Row.fetchOne(
            db, sql: "SELECT value, \(Seal.isWhole("setting")) FROM setting WHERE name = ?", arguments: [name])
        guard let row else { return nil }
        guard try row.decode(Int.self, atIndex: 1) == 1 else {
            throw ArchiveDamage("its settings", "\(meaning) is not as it was stored")
        }
        return try row.decode(String?.self, atIndex: 0).map {
            try ArchiveDamage.decode(type, $0, of: "its settings", meaning)
        }
    }

    private static func keep(_ value: some Encodable, named name: String, replaces: Bool, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR \(replaces ? "REPLACE" : "IGNORE") INTO setting (name, value) VALUES (?, ?)",
            arguments: [name, try CanonicalJSON.string(value)])
        if db.changesCount > 0 {
            try db.execute(
                sql: "UPDATE setting SET seal = \(Seal.expression("setting")) WHERE name = ?", arguments: [name])
        }
    }

    static func keep(normalizer: TextNormalizer, _ db: Database) throws {
        try keep(normalizer, named: "text", replaces: true, db)
    }

    /// Stores label settings.
    ///
    /// - Parameter replaces: whether to replace settings that are stored already.
    static func keep(labels settings: ReadingSettings, replaces: Bool = true, _ db: Database) throws {
        var settings = settings
        // The names of fields are stored per reading, because the records of an archive come from several.
        settings.fields = FieldMapping()
        // How texts are normalized is kept by itself.
        settings.normalizer = TextNormalizer(version: .one)
        guard try labels(db) != settings else { return }
        try keep(settings, named: "labels", replaces: replaces, db)
    }
}

extension Archive {
    /// The default settings for reading the labels of the archive's articles: aliases, and whether a label field is one
    /// label; `nil` if none are stored.
    ///
    /// Labels are stored as they came in. Readers of the archive get the settings from `ArchiveReader.labelSettings`.
    ///
    /// - Throws: `CorpusError`.
    public func labelSettings() throws -> ReadingSettings? {
        try read { db in try ArchiveSettings.labels(db) }
    }

    /// Stores label settings in place of the previous ones. The names of fields are not stored.
    ///
    /// - Throws: `CorpusError`.
    public func keep(labelSettings settings: ReadingSettings) throws {
        try write { db in try ArchiveSettings.keep(labels: settings, db) }
    }

    /// How the texts of the archive's articles are normalized, for the index of `ArchiveSearch` and for finding similar
    /// articles. Whoever reads the archive without a model normalizes them alike.
    ///
    /// - Throws: `CorpusError`.
    public func normalizer() throws -> TextNormalizer { try read(ArchiveSettings.normalizer) }

    /// Has texts normalized otherwise from the first article on.
    ///
    /// - Returns: false, and nothing is changed, where the archive has articles that are normalized otherwise.
    /// - Throws: `CorpusError`.
    public func keep(normalizer: TextNormalizer) throws -> Bool {
        try write { db in
            if try ArchiveSettings.normalizer(db) == normalizer { return true }
            guard try !Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM article)")! else { return false }
            try ArchiveSettings.keep(normalizer: normalizer, db)
            return true
        }
    }

    /// Stores label aliases in place of the previous ones.
    ///
    /// - Throws: `CorpusError`.
    public func keep(aliases: LabelAliases) throws {
        try write { db in
            var settings = try ArchiveSettings.labels(db) ?? ReadingSettings()
            settings.aliases = aliases.isEmpty ? nil : aliases
            try ArchiveSettings.keep(labels: settings, db)
        }
    }
}
