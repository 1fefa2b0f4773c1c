import Corpus
import Foundation
import GRDB

/// The label settings of an archive: how the labels of its articles are read.
enum ArchiveSettings {
    /// The stored settings; `nil` if there are none.
    static func labels(_ db: Database) throws -> ReadingSettings? {
        let row = try Row.fetchOne(
            db, sql: "SELECT value, \(Seal.isWhole("setting")) FROM setting WHERE name = 'labels'")
        guard let row else { return nil }
        guard try row.decode(Int.self, atIndex: 1) == 1 else {
            throw ArchiveDamage("its settings", "how labels are read is not as it was stored")
        }
        return try row.decode(String?.self, atIndex: 0).map {
            try ArchiveDamage.decode(ReadingSettings.self, $0, of: "its settings", "how labels are read")
        }
    }

    /// Stores label settings.
    ///
    /// - Parameter replaces: whether to replace settings that are stored already.
    static func keep(labels settings: ReadingSettings, replaces: Bool = true, _ db: Database) throws {
        var settings = settings
        // The names of fields are stored per reading, because the records of an archive come from several.
        settings.fields = FieldMapping()
        guard try labels(db) != settings else { return }
        try db.execute(
            sql: "INSERT OR \(replaces ? "REPLACE" : "IGNORE") INTO setting (name, value) VALUES ('labels', ?)",
            arguments: [try CanonicalJSON.string(settings)])
        if db.changesCount > 0 {
            try db.execute(sql: "UPDATE setting SET seal = \(Seal.expression("setting")) WHERE name = 'labels'")
        }
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
