import Corpus
import Foundation
import Testing
import Text

@testable import Archive

@Suite struct ArchiveSettingsTests {
    let folder: Folder
    let archive: Archive

    init() throws {
        folder = try Folder()
        archive = try folder.archive()
        let rows = #"{"text":"甲乙丙","label":"AI,机器人"}"# + "\n" + #"{"text":"丁戊己","link":"u","label":["AI"]}"#
        try folder.add([folder.write(rows, to: "a.jsonl")], to: archive)
    }

    private func industries(_ settings: ReadingSettings = ReadingSettings()) throws -> [[String]] {
        try archive.articles(ReadingOptions(settings: settings)).map(\.industries)
    }

    /// How texts are normalized is kept by itself.
    private let first = TextNormalizer(version: .one)

    @Test func notesAreKeptSealedAndSalvaged() throws {
        #expect(try archive.note(named: "a") == nil)
        for (name, text) in [("a", "{\"x\":\"甲\"}"), ("b", "乙")] { try archive.updateNote(named: name) { _ in text } }
        try archive.updateNote(named: "b") { old in old! + "丙" }
        #expect(try archive.note(named: "a") == "{\"x\":\"甲\"}" && archive.note(named: "b") == "乙丙")
        // Settings of the archive are out of reach.
        #expect(try archive.note(named: "text") == nil)
        struct Failure: Error {}
        #expect(throws: Failure.self) { try archive.updateNote(named: "a") { _ in throw Failure() } }
        try archive.write { db in try db.execute(sql: "UPDATE setting SET value = '\"丁\"' WHERE name = 'note:a'") }
        #expect(throws: CorpusError.self) { try archive.note(named: "a") }
        #expect(throws: CorpusError.self) { try archive.updateNote(named: "a") { _ in "" } }
        #expect(try archive.check().faults == ["its settings: what a run kept is not as it was stored"])
        _ = try archive.salvage(to: folder.file("salvaged.db"))
        let salvaged = try Archive(path: folder.file("salvaged.db"))
        #expect(try salvaged.note(named: "a") == nil && salvaged.note(named: "b") == "乙丙")
        #expect(try salvaged.check().isWhole)
    }

    @Test func whatIsSaidOfTopicsIsExportedAndSalvaged() throws {
        #expect(try archive.topicEdits() == nil)
        let edits = [
            TopicEdit(topic: "甲", name: "乙"), TopicEdit(topic: "丙", mergeInto: "甲"),
            TopicEdit(topic: "丁", isHidden: true),
        ]
        try archive.updateTopicEdits { kept in
            #expect(kept == nil)
            return edits
        }
        #expect(try archive.topicEdits() == edits && archive.check().isWhole)
        var exported: [UInt8] = []
        _ = try archive.exportJSONLines { exported += $0 }
        let copy = try folder.archive("copy.db")
        try folder.add(
            [folder.write(String(decoding: exported, as: UTF8.self), to: "export.jsonl")], to: copy, restores: true)
        #expect(try copy.topicEdits() == edits)
        // What a person said here stays.
        let other = try folder.archive("other.db")
        try other.updateTopicEdits { _ in [] }
        try folder.add([folder.file("export.jsonl")], to: other, restores: true)
        #expect(try other.topicEdits() == [])
        _ = try archive.salvage(to: folder.file("salvaged.db"))
        #expect(try Archive(path: folder.file("salvaged.db")).topicEdits() == edits)
        try archive.write { db in try db.execute(sql: "UPDATE setting SET value = '[]' WHERE name = 'topics'") }
        #expect(throws: CorpusError.self) { try archive.topicEdits() }
        #expect(try archive.check().faults == ["its settings: how topics are shown is not as it was stored"])
    }

    @Test func readersUseTheArchivesSettingsUnlessOverridden() throws {
        #expect(try archive.labelSettings() == nil && industries() == [["AI", "机器人"], ["AI"]])
        let fields = FieldMapping(names: [.text: "body"])
        try archive.keep(labelSettings: ReadingSettings(fields: fields, aliases: aliases("人工智能: [AI]")))
        #expect(try industries() == [["人工智能", "机器人"], ["人工智能"]])
        // The names of fields belong to each record.
        #expect(try archive.labelSettings() == ReadingSettings(aliases: aliases("人工智能: [AI]"), normalizer: first))
        // The reader's own settings replace the archive's and are not applied on top of them: of AI → 智能 → 科技 only the
        // second table counts.
        #expect(try industries(ReadingSettings(aliases: aliases("科技: [人工智能]\n智能: [AI]"))) == [["智能", "机器人"], ["智能"]])
        // The record stays unchanged.
        var exported: [UInt8] = []
        _ = try archive.exportJSONLines { exported += $0 }
        #expect(
            String(decoding: exported, as: UTF8.self).hasPrefix(#"{"text":"甲乙丙","label":"AI,机器人","trend:archive":{"#))
        var kept: [[String]] = []
        try archive.forEachArticle { kept += $0.map(\.article.industries) }
        #expect(kept == [["AI", "机器人"], ["AI"]])
    }

    @Test func singleLabelsAreNotSplit() throws {
        try archive.keep(labelSettings: ReadingSettings(isSingleLabel: true))
        #expect(try industries() == [["AI,机器人"], ["AI"]])
        // Storing aliases alone leaves the other setting unchanged.
        try archive.keep(aliases: aliases("人工智能: [AI]"))
        #expect(
            try archive.labelSettings()
                == ReadingSettings(isSingleLabel: true, aliases: aliases("人工智能: [AI]"), normalizer: first))
        try archive.keep(aliases: LabelAliases())
        #expect(try archive.labelSettings()?.aliases == nil)
    }

    @Test func correctionsAndSearchFollowThem() throws {
        try archive.keep(aliases: aliases("人工智能: [AI]"))
        try archive.correct([Correction(key: .link("u"), title: "", industries: ["AI", "甲,乙"])])
        #expect(try industries() == [["人工智能", "机器人"], ["人工智能", "甲,乙"]])
        #expect(try ArchiveSearch(["丁戊己"])!.matches(in: archive, limit: 1).matches[0].article.industries[0] == "人工智能")
    }

    @Test func damagedSettingsAreAnError() throws {
        try archive.write { db in try db.execute(sql: "INSERT INTO setting (name, value) VALUES ('labels', '[1]')") }
        #expect(throws: CorpusError.self) { try archive.labelSettings() }
        #expect(throws: CorpusError.self) { try ArchiveReader(archive) }
    }
}
