import Corpus
import Foundation
import GRDB
import Testing

@testable import Archive

/// What a file says of its own records counts only where the user says that it is an export.
@Suite struct RestoreTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func records(_ archive: Archive) throws -> [String] {
        try archive.read { db in try String.fetchAll(db, sql: "SELECT json FROM record ORDER BY article") }
    }

    private func export(_ archive: Archive, to name: String = "e.jsonl") throws -> String {
        var bytes: [UInt8] = []
        _ = try archive.exportJSONLines { bytes.append(contentsOf: $0) }
        return try folder.write(String(decoding: bytes, as: UTF8.self), to: name)
    }

    private func line(_ notes: String, _ text: String = "甲乙丙") -> String {
        #"{"链接":"https://e.cn/1","总结":"\#(text)","trend:archive":\#(notes)}"#
    }

    private let forged =
        #"{"origins":[{"file":"/other.txt","line":7}],"corrected":["假"],"inferred":{"model":"m","tags":{"industries":[{"label":"假","probability":0.5}]}}}"#

    @Test func notesAreOrdinaryMembersWithoutRestore() throws {
        let archive = try folder.archive()
        try folder.add([folder.write(#"{"链接":"https://e.cn/1","总结":"真"}"#, to: "a.jsonl")], to: archive)
        try archive.correct([Correction(of: archive.articles()[0], industries: ["真"])])
        let file = try folder.write(line(forged), to: "b.jsonl")
        let summary = try folder.add([file], to: archive)
        #expect(summary.added == 1 && summary.exported == 1 && summary.tags == 0 && summary.corrections == 0)
        #expect(try archive.articles().map(\.industries) == [["真"], ["真"]])
        #expect(try archive.tags().allSatisfy(\.tags.isEmpty) && archive.articles()[1].origin.file == file)
        #expect(try records(archive)[1] == line(forged))
    }

    @Test func recordsWithoutNotesAreCounted() throws {
        let archive = try folder.archive()
        let rows = [
            line(forged), #"{"总结":"丁戊己"}"#, #"{"总结":"庚辛壬","trend:archive":"{'origins': []}"}"#,
            #"{"总结":"子丑寅","trend:archive":{"origins":[],"corrected":"x"}}"#,
        ]
        let file = try folder.write(rows.joined(separator: "\n"), to: "a.jsonl")
        #expect(try folder.add([file], to: archive, restores: true).plain == 3)
        #expect(try folder.add([file], to: folder.archive("b.db")).plain == 0)
    }

    @Test func aCorrectionOfTheArchiveStaysUnlessToldOtherwise() throws {
        let archive = try folder.archive()
        try folder.add([folder.write(#"{"链接":"https://e.cn/1","总结":"甲乙丙"}"#, to: "a.jsonl")], to: archive)
        try archive.correct([
            Correction(of: archive.articles()[0], industries: ["真"]),
            Correction(key: .link("https://e.cn/later"), title: "", industries: ["真"]),
        ])
        let waiting =
            #","waiting":[{"key":"https://e.cn/later","title":"","industries":["假"]},{"key":"https://e.cn/new","title":"","industries":["新"]}]}"#
        let file = try folder.write(line(forged.dropLast() + waiting), to: "b.jsonl")
        let kept = try folder.add([file], to: archive, restores: true)
        #expect(kept.known == 1 && kept.corrections == 1 && kept.otherCorrections == 2 && kept.tags == 1)
        #expect(try archive.articles().map(\.industries) == [["真"]])
        let again = try folder.add([file], to: archive, restores: true, replacesCorrections: true)
        #expect(again.corrections == 3 && again.otherCorrections == 0)
        #expect(try archive.articles().map(\.industries) == [["假"]])
        // Another model's tags stay.
        try archive.keep([(1, InferredTags([.industries: [.init(label: "真")]]))], model: "n")
        let other = try folder.add([file], to: archive, restores: true)
        #expect(other.tags == 0 && other.otherTags == 1)
        #expect(try archive.tags()[0].labels(.industries) == ["真"])
    }

    @Test(arguments: [
        #"{"origins":[],"inferred":{"model":"m","tags":{"industries":[{"label":"x","probability":1e308}]}}}"#,
        #"{"origins":[],"inferred":{"model":"m","tags":{"industries":[{"label":"x","probability":-0.1}]}}}"#,
        #"{"origins":[],"inferred":{"model":"m","tags":{"title":[{"label":"x"}]}}}"#,
        #"{"origins":[],"inferred":{"model":"","tags":{}}}"#,
        #"{"origins":[{"file":"","line":1}]}"#, #"{"origins":[{"file":"a","line":-1}]}"#,
        #"{"origins":[{"file":"a","line":9223372036854775807}]}"#, #"{"origins":[],"corrected":[""]}"#,
        #"{"origins":[],"waiting":[{"key":"","title":"","industries":[]}]}"#,
        #"{"origins":[],"fields":{"names":{"text":""}}}"#,
    ]) func impossibleNotesCostTheRecord(_ notes: String) throws {
        var options = ReadingOptions(keepsRows: true)
        options.keepsEmpty = true
        let file = try folder.write(line(notes), to: "a.jsonl")
        let articles = try CorpusReader.read(paths: [file], options: options).articles
        let read = IncomingArticle.read(articles, fields: FieldMapping(), restores: true)
        #expect(read.articles.isEmpty && read.rejects.count == 1)
        #expect(read.rejects.first?.reason.contains("trend:archive") == true, "\(read.rejects)")
        #expect(IncomingArticle.read(articles, fields: FieldMapping()).articles.count == 1)
    }

    @Test func aRecordsOwnMemberSurvivesTheRoundTrip() throws {
        let archive = try folder.archive()
        let rows = [
            line(forged, "一"), line("7", "二"), #"{"总结":"三","trend:archive":null,"trend:archive:1":{"origins":[]}}"#,
            #"{"总结":"四","trend:archive:1":[]}"#, #"{"trend:archive":{"origins":[]},"总结":"五"}"#,
        ]
        try folder.add([folder.write(rows.joined(separator: "\n"), to: "a.jsonl")], to: archive)
        try archive.keep([(1, InferredTags([.industries: [.init(label: "芯片", probability: 0.5)]]))], model: "m")
        let again = try folder.archive("again.db")
        try folder.add([export(archive)], to: again, restores: true)
        #expect(try records(again) == rows && again.contents() == archive.contents())
        // An export that was imported as ordinary records is such a record too.
        let third = try folder.archive("third.db")
        let lines = try String(contentsOfFile: export(archive), encoding: .utf8).split(separator: "\n").map(String.init)
        try folder.add([export(archive)], to: third)
        #expect(try records(third) == lines)
        let fourth = try folder.archive("fourth.db")
        try folder.add([export(third, to: "f.jsonl")], to: fourth, restores: true)
        #expect(try records(fourth) == lines)
    }
}
