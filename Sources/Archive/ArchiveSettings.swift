import Corpus
import Foundation
import GRDB

/// How the labels of an archive's articles are to be read.
enum ArchiveSettings {
    /// nil where nobody has said.
    static func labels(_ db: Database) throws -> ReadingSettings? {
        try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'labels'").map {
            try JSONDecoder().decode(ReadingSettings.self, from: Data($0.utf8))
        }
    }

    /// - Parameter replaces: whether they take the place of those that are there.
    static func keep(labels settings: ReadingSettings, replaces: Bool = true, _ db: Database) throws {
        var settings = settings
        // These are kept by reading, since records of one archive come from several.
        settings.fields = FieldMapping()
        guard try labels(db) != settings else { return }
        try db.execute(
            sql: "INSERT OR \(replaces ? "REPLACE" : "IGNORE") INTO setting (name, value) VALUES ('labels', ?)",
            arguments: [try CanonicalJSON.string(settings)])
    }
}

extension Archive {
    /// How the labels of its articles are to be read by those who do not say it themselves: other names of labels, and
    /// whether a label field is one label. Nil where nobody has said.
    ///
    /// Readers of the archive get them by `ArchiveReader.labelSettings`; labels are kept as they came in.
    ///
    /// - Throws: `CorpusError`.
    public func labelSettings() throws -> ReadingSettings? {
        try read { db in try ArchiveSettings.labels(db) }
    }

    /// Keeps how labels are to be read, in place of what was kept before. The names of fields are not kept.
    ///
    /// - Throws: `CorpusError`.
    public func keep(labelSettings settings: ReadingSettings) throws {
        try write { db in try ArchiveSettings.keep(labels: settings, db) }
    }

    /// Keeps other names of labels, in place of those kept before.
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
