import Corpus
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite struct ArchiveImportTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// Texts with copies and near-copies among them.
    private func corpus(_ name: String, from first: Int) throws -> String {
        let texts = (first..<first + 60).map { index in
            switch index % 6 {
            case 4: text(index - 1)
            case 5: String(text(index - 2).dropFirst(3))
            default: text(index)
            }
        }
        return try folder.write(lines(texts, link: { "https://e.cn/\(first + $0)" }), to: name)
    }

    /// A batch holds the lock for less than a second, so a giant text does not join others.
    @Test func batchesAreSmall() throws {
        let usual = try folder.incoming([corpus("a.jsonl", from: 0)])[0]
        let giant = try folder.incoming([
            folder.write(
                lines([String(repeating: "长文字。", count: 700_000)], link: { "https://e.cn/\($0)" }), to: "b.jsonl")
        ])
        var batch = ArchiveImport.Batch()
        #expect(!batch.isFull(before: giant[0]))
        batch.append(usual)
        #expect(!batch.isFull(before: usual) && batch.isFull(before: giant[0]))
        #expect(batch.take().count == 1 && batch.take().isEmpty)
        batch.append(giant[0])
        #expect(batch.isFull(before: usual))
        _ = batch.take()
        var count = 0
        while !batch.isFull(before: usual) {
            batch.append(usual)
            count += 1
        }
        // Each article costs something besides its text.
        #expect(count == ArchiveImport.Batch.maximumWork / usual.work && count > 4000 && count < 16_000)
    }

    @Test func importingTwiceAddsOnce() throws {
        let archive = try folder.archive()
        let files = [try corpus("a.jsonl", from: 0), try corpus("b.jsonl", from: 60)]
        let first = try folder.add(files, to: archive)
        #expect(first.added == 120 && first.known == 0 && first.like[.text] == 20 && first.like[.near] == 20)
        let contents = try archive.contents()
        let second = try folder.add(files, to: archive)
        #expect(second == ArchiveImport.Summary(known: 120))
        #expect(try archive.contents() == contents && archive.isWhole())
    }

    @Test func knownRecordsUnderOtherNamesOfFieldsAreCounted() throws {
        let archive = try folder.archive()
        let file = try folder.write(#"{"title":"甲","text":"乙丙丁","day":"2024-05-01"}"#, to: "a.jsonl")
        try folder.add([file], to: archive)
        #expect(try folder.add([file], to: archive) == ArchiveImport.Summary(known: 1))
        var importing = ArchiveImport(into: archive)
        let fields = FieldMapping(names: [.date: "day"])
        try importing.add(IncomingArticle.read(folder.articles([file]), fields: fields).articles)
        #expect(importing.summary == ArchiveImport.Summary(known: 1, knownOtherwise: 1))
    }

    @Test func batchesDoNotMatter() throws {
        let files = [try corpus("a.jsonl", from: 0), try corpus("b.jsonl", from: 30)]
        let contents = try [1, 7, 1000].map { size in
            let archive = try folder.archive("\(size).db")
            try folder.add(files, to: archive, batch: size)
            return try archive.contents()
        }
        #expect(contents[1] == contents[0] && contents[2] == contents[0])
    }

    /// The groups of similar records, independent of their order.
    private func groups(_ archive: Archive) throws -> Set<Set<String>> {
        let rows = try archive.read { db in
            try Row.fetchAll(
                db, sql: "SELECT coalesce(a.first, a.id), r.json FROM article a JOIN record r ON r.article = a.id")
        }
        return Set(Dictionary(grouping: rows) { $0[0] as Int }.values.map { Set($0.map { $0[1] as String }) })
    }

    @Test func theOrderOfFilesDoesNotMatter() throws {
        // Each text is a near-copy of the previous one, so the texts are linked only through each other.
        let base = text(7, length: 300)
        var chain = ""
        for step in 0..<6 {
            chain += lines([String(base.dropFirst(20 * step).prefix(200))], link: { _ in "https://e.cn/c\(step)" })
        }
        let files = [
            try corpus("a.jsonl", from: 0), try corpus("b.jsonl", from: 33), try folder.write(chain, to: "c.jsonl"),
            try folder.write(
                chain.split(separator: "\n").reversed().joined(separator: "\n") + "\n" + lines(["补充"]), to: "d.jsonl"),
        ]
        let forward = try folder.archive("f.db")
        let backward = try folder.archive("b.db")
        try folder.add(files, to: forward)
        try folder.add(files.reversed(), to: backward, batch: 5)
        #expect(try groups(forward) == groups(backward))
        #expect(try groups(forward).contains { $0.count == 6 })
        func sorted(_ archive: Archive) throws -> [String] { try archive.articles().map(\.content).sorted() }
        #expect(try sorted(forward) == sorted(backward))
    }

    @Test func anInterruptedImportHoldsWholeBatchesAndIsCompletedByAnother() throws {
        let files = [try corpus("a.jsonl", from: 0), try corpus("b.jsonl", from: 60)]
        let whole = try folder.archive("whole.db")
        try folder.add(files, to: whole, batch: 25)
        for interrupted in [10, 40, 77, 119] {
            let archive = try folder.archive("i\(interrupted).db")
            // An error inside a batch, at an article of a given number.
            try archive.write { db in
                try db.execute(
                    sql: """
                        CREATE TEMP TRIGGER stop BEFORE INSERT ON main.record WHEN NEW.article = \(interrupted)
                        BEGIN SELECT RAISE(ABORT, 'stopped'); END
                        """)
            }
            #expect(throws: CorpusError.self) { try folder.add(files, to: archive, batch: 25) }
            #expect(try archive.articles().count == interrupted / 25 * 25)
            #expect(try archive.isWhole())
            try archive.write { db in try db.execute(sql: "DROP TRIGGER stop") }
            try folder.add(files, to: archive, batch: 25)
            #expect(try archive.contents() == whole.contents())
        }
    }

    @Test func keepsFurtherOriginsOfTheSameRecord() throws {
        let archive = try folder.archive()
        let text = lines(["甲乙丙"])
        let (a, b) = (try folder.write(text, to: "a.jsonl"), try folder.write("\n" + text + text, to: "b.jsonl"))
        try folder.add([a, b], to: archive)
        #expect(try archive.articles().map(\.origin) == [Origin(file: a, line: 1)])
        #expect(try archive.contents()[0].contains("\(b):2,\(b):3"))
        #expect(try folder.add([a, b], to: archive).added == 0)
    }

    @Test func aRecordWithItsHashTakenIsStillAdded() throws {
        let archive = try folder.archive()
        let incoming = try folder.incoming([folder.write(lines(["甲乙丙", "丁戊己"]), to: "a.jsonl")])
        var importing = ArchiveImport(into: archive)
        try importing.add([incoming[0]])
        try archive.write { db in
            try db.execute(sql: "UPDATE article SET recordHash = ?", arguments: [incoming[1].recordHash])
            try LookupTable.fill(db) { _ in }
        }
        try importing.add([incoming[1]])
        #expect(importing.summary.added == 2)
    }

    @Test func concurrentImportsAddOnce() throws {
        let path = try folder.archive().path
        let files = try (0..<4).map { try corpus("\($0).jsonl", from: 40 * $0) }
        let incoming = try files.map { try folder.incoming([$0]) }
        DispatchQueue.concurrentPerform(iterations: 2) { side in
            guard let archive = try? Archive(path: path, wait: 60) else { return }
            var importing = ArchiveImport(into: archive)
            for file in side == 0 ? incoming : incoming.reversed() {
                for start in stride(from: 0, to: file.count, by: 10) {
                    try? importing.add(Array(file[start..<min(start + 10, file.count)]))
                }
            }
        }
        let archive = try Archive(path: path)
        #expect(try archive.isWhole())
        #expect(try Set(archive.articles().map(\.link)).count == 180)
        #expect(try folder.add(files, to: archive).added == 0)
    }
}
