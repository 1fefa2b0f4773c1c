import Corpus
import Foundation
import GRDB
import Text

/// What holds for a whole archive: how labels are read, how texts are normalized, and how topics are shown.
enum ArchiveSettings {
    /// How the archive's texts are normalized.
    static func normalizer(_ db: Database) throws -> TextNormalizer {
        try value(TextNormalizer.self, named: "text", "how texts are normalized", db) ?? TextNormalizer(version: .one)
    }

    /// The stored settings; `nil` if there are none.
    static func labels(_ db: Database) throws -> ReadingSettings? {
        try value(ReadingSettings.self, named: "labels", "how labels are read", db)
    }

    static func value<Value: Decodable>(
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

    static func keep(_ value: some Encodable, named name: String, replaces: Bool, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR \(replaces ? "REPLACE" : "IGNORE") INTO setting (name, value) VALUES (?, ?)",
            arguments: [name, try CanonicalJSON.string(value)])
        if db.changesCount > 0 {
            try db.execute(
                sql: "UPDATE setting SET seal = \(Seal.expression("setting")) WHERE name = ?", arguments: [name])
        }
    }

    /// A note that a program keeps, of any content.
    static func note(named name: String, _ db: Database) throws -> String? {
        try value(String.self, named: name, "what a run kept", db)
    }

    static func keep(note: String, named name: String, _ db: Database) throws {
        try keep(note, named: name, replaces: true, db)
    }

    /// The names of all settings.
    static func names(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM setting ORDER BY name")
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

    /// What was kept under a name; nil if nothing was.
    ///
    /// - Throws: `CorpusError`.
    public func note(named name: String) throws -> String? {
        try read { db in try ArchiveSettings.note(named: Archive.notePrefix + name, db) }
    }

    /// Keeps a text under a name in place of the previous one, in one transaction. It is not exported.
    ///
    /// - Parameter change: gets the previous text, which another program may have kept since it was last looked at.
    /// - Throws: `CorpusError`; `.unwritable` if the archive is read-only; and the errors of `change`.
    public func updateNote(named name: String, _ change: (String?) throws -> String) throws {
        let name = Archive.notePrefix + name
        try write { db in
            try ArchiveSettings.keep(note: change(ArchiveSettings.note(named: name, db)), named: name, db)
        }
    }

    /// Whether this user cannot write to the archive.
    public var isReadOnly: Bool { access.isReadOnly }

    /// Tells notes from the archive's own settings.
    static let notePrefix = "note:"

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
