import Corpus
import Features
import Foundation
import GRDB
import TrendNumerics
import Testing
import Text

@testable import Archive

/// What is kept beside the records says what a count from scratch says, whatever has happened to the archive.
@Suite struct ArchiveIndexTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// What counts need, by article, with the first article of each story.
    private func facts(_ archive: Archive) throws -> [String] {
        try archive.read { db in
            var facts = FactTable()
            return try (1...max(1, ArchiveIndex.lastArticle(db))).map { article in
                let own = try facts.facts(of: article, db)
                return "\(article) \(own.day.map(String.init) ?? "–") \(own.marks.rawValue) "
                    + "\(own.counts ? try facts.firstOfStory(article, db) : 0)"
            }
        }
    }

    private func keys(_ archive: Archive) throws -> [[UInt32]] {
        try archive.read { db in
            try Row.fetchAll(db, sql: "SELECT keys, chunk FROM band ORDER BY chunk").flatMap {
                try BandTable.entries($0.decode(Data.self, atIndex: 0), chunk: $0.decode(Int64.self, atIndex: 1))
                    .map(\.keys)
            }
        }
    }

    /// The names of all articles in columns, by kind, with the values beside them.
    private func names(_ archive: Archive) throws -> [String] {
        let names = try archive.names()
        var found: [String] = []
        for kind in NameKind.allCases {
            try archive.forEachNames(kind) { article, own, value in
                found.append("\(kind) \(article) \(own.map { names[Int($0)]! }) \(value)")
            }
        }
        return found
    }

    /// The same by reading every record and all tags.
    private func readNames(_ archive: Archive) throws -> [String] {
        var reader = try ArchiveReader(archive, .records, tags: [.industries, .technologies, .keywords])
        var records = StoredRecordReader(ReadingOptions())
        var byKind: [NameKind: [String]] = [:]
        while let page = try reader.nextPage() {
            for entry in page {
                var record = entry.record
                record.industries = nil
                let read = records.article(record)
                let article = try #require(read)
                func add(_ kind: NameKind, _ names: [String], _ value: UInt32 = 0) {
                    byKind[kind, default: []].append("\(kind) \(entry.id) \(names) \(value)")
                }
                if !article.sourceName.isEmpty { add(.source, [article.sourceName]) }
                if !article.industries.isEmpty { add(.industries, article.industries) }
                if !article.technologies.isEmpty { add(.technologies, article.technologies) }
                if !article.keywords.isEmpty { add(.keywords, article.keywords) }
                let finding = DateFinding(rule: article.published?.rule, hasField: !article.dateField.isEmpty)
                #expect(DateFinding(value: finding.value) == finding)
                if finding.value > 0 { add(.date, [], finding.value) }
                for (field, kind) in NameKind.inferred {
                    guard let tags = entry.tags.tags[field] else { continue }
                    let highest = field == .industries ? tags.compactMap(\.probability).max() : nil
                    add(kind, tags.map(\.label), highest.map { 1 + UInt32($0 * 1000) } ?? 0)
                }
            }
        }
        return NameKind.allCases.flatMap { byKind[$0] ?? [] }
    }

    /// Few texts, days, links and sources, so that nearly every operation meets something.
    private struct Author {
        var random: SeededGenerator

        mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

        mutating func row() -> String {
            let body = text(pick(9), length: pick(4) == 0 ? 150 : 40)
            let text = pick(3) == 0 ? String(body.dropLast(1 + pick(3))) : pick(4) == 0 ? "某报讯" + body : body
            var row = #"{"总结":"\#(text)","来源":"源\#(pick(3))","n":\#(pick(1000))"#
            if pick(5) > 0 { row += #","日期":"\#(days[pick(days.count)])""# }
            if pick(3) > 0 { row += #","链接":"https://e.cn/a/\#(pick(30))""# }
            if pick(4) == 0 { row += #","行业":["甲"]"# }
            if pick(3) == 0 { row += #","关键词":["词\#(pick(4))","词\#(pick(9))"]"# }
            if pick(5) == 0 { row += #","technology":"技\#(pick(3))""# }
            return row + "}"
        }

        private let days = [
            "2024-01-03", "2024-01-20", "2024-02-20", "2024-03-18", "2024-04-25", "2024-04-26", "2025-01-01",
        ]

        init(_ seed: UInt64) { random = SeededGenerator(seed: seed) }

        /// What one of three models says, in some fields.
        mutating func tags() -> (model: String, tags: InferredTags) {
            var tags = InferredTags()
            for (field, _) in NameKind.inferred where pick(3) > 0 {
                tags.tags[field] = (0..<pick(3)).map {
                    .init(label: "签\($0 + pick(4))", probability: pick(2) == 0 ? nil : Double(pick(8)) / 8)
                }
            }
            return ("m\(pick(3))", tags)
        }

        mutating func deletion() -> Archive.Deletion {
            switch pick(4) {
            case 0: .init(links: ["https://e.cn/a/\(pick(30))", "https://e.cn/a/\(pick(30))"])
            case 1: .init(sources: ["源\(pick(3))"], first: CalendarDate(parsing: "2024-04-01"))
            case 2: .init(links: ["https://e.cn/a/\(pick(30))"], sources: ["源\(pick(3))", "源\(pick(3))"])
            default: .init(first: CalendarDate(parsing: "2024-02-19"), last: CalendarDate(parsing: "2024-02-21"))
            }
        }
    }

    /// What is found by links and by the keys of corrections is what is read off all rows.
    private func foundAreThoseOfTheRows(_ archive: Archive) throws {
        try archive.read { db in
            var expected: [String: [Int64]] = [:]
            for row in try Row.fetchAll(
                db, sql: "SELECT \(ArchiveCorrections.keyOfArticle), id FROM article a ORDER BY id")
            {
                expected[row[0], default: []].append(row[1])
            }
            let keys = expected.keys + ["https://e.cn/none", "#0123456789abcdef", ""]
            let finder = try ArticleFinder(Array(keys), db)
            for key in keys { #expect(try finder.articles(corrected: key) == expected[key] ?? []) }
        }
    }

    @Test(arguments: 1...8) func randomOperationsLeaveWhatACountFromScratchSays(_ seed: Int) throws {
        var author = Author(UInt64(seed))
        let archive = try folder.archive()
        for _ in 0..<12 {
            switch author.pick(6) {
            case 0: _ = try archive.delete(author.deletion())
            case 1:
                let articles = try archive.articles()
                guard !articles.isEmpty else { continue }
                try archive.correct([Correction(of: articles[author.pick(articles.count)], industries: ["改"])])
            case 2:
                let ids = try archive.read { db in try Int64.fetchAll(db, sql: "SELECT id FROM article") }
                let said = author.tags()
                try archive.keep(ids.filter { _ in author.pick(3) > 0 }.map { ($0, said.tags) }, model: said.model)
            default:
                let rows = (0...author.pick(40)).map { _ in author.row() }
                let file = try folder.write(rows.joined(separator: "\n"), to: "\(UUID()).jsonl")
                try folder.add([file], to: archive, batch: 1 + author.pick(30))
            }
        }
        let check = try archive.check()
        #expect(check.isWhole, "\(check.faults)")
        try foundAreThoseOfTheRows(archive)
        let (facts, keys, names) = (try facts(archive), try keys(archive), try names(archive))
        #expect(try names == readNames(archive))
        try archive.rebuild()
        #expect(try self.facts(archive) == facts && self.keys(archive) == keys && self.names(archive) == names)
        _ = try archive.vacuum()
        #expect(try self.names(archive) == names)
        #expect(try archive.check().isWhole && archive.isWhole())
        try foundAreThoseOfTheRows(archive)
        // Of deleted articles no key is left.
        let (runs, deleted) = try archive.read { db in
            (try LookupRun.all(db), try Set(UInt32.fetchAll(db, sql: "SELECT article FROM deleted")))
        }
        #expect(runs.count <= 1)
        for run in runs {
            try archive.read { db in
                var cursor = try LookupRunCursor(run, db)
                while let entry = try cursor.next() { #expect(!deleted.contains(entry.article)) }
            }
        }
        // A search finds what reading every text finds.
        for name in [
            "\(text(1).first!)", String(text(1).prefix(2)), String(text(2).dropFirst(5).prefix(4)), "某报讯",
            "讯" + text(3).prefix(1),
        ] {
            let term = try #require(Term(name))
            var reader = try ArchiveReader(archive)
            var expected: [Int64] = []
            var texts = StoredRecordReader(ReadingOptions())
            while let page = try reader.nextPage() {
                expected += page.filter {
                    texts.article($0.record).map { term.place(in: $0.normalized()) != nil } ?? false
                }
                .map(\.id)
            }
            #expect(try archive.articles(with: name, threads: 2) == expected, "\(name)")
        }
        // The articles that count are those that a reader gives.
        var reader = try ArchiveReader(archive)
        var ids: [Int64] = []
        while let page = try reader.nextPage() { ids += page.map(\.id) }
        #expect(try archive.facts().articles.map(Int64.init) == ids)
    }

    @Test func storiesAreThoseOfTheArticlesThatAreLeft() throws {
        let base = text(5, length: 240)
        let archive = try folder.archive()
        let rows = [base.prefix(200), base.suffix(200), base.dropFirst(20).prefix(200)].enumerated().map {
            #"{"总结":"\#($1)","链接":"\#($0)","日期":"2024-05-0\#($0 + 1)"}"#
        }
        try folder.add([folder.write(rows.joined(separator: "\n"), to: "a.jsonl")], to: archive)
        #expect(try archive.facts().stories == [0, 0, 0])
        #expect(try archive.delete(.init(links: ["2"])) == 1)
        #expect(try archive.facts().stories == [0, 1] && archive.articles().map(\.link) == ["0", "1"])
        // What comes in later is compared with what is left, under a new number.
        try folder.add([folder.write(rows[2], to: "b.jsonl")], to: archive)
        #expect(try archive.facts().stories == [0, 0, 0] && archive.facts().articles == [1, 2, 4])
        #expect(try archive.delete(.init()) == 0 && archive.delete(.init(links: ["9"])) == 0)
    }

    @Test func anotherRecordTakesThePlaceOfADeletedOne() throws {
        let archive = try folder.archive()
        let rows = [
            #"{"链接":"u","总结":"甲乙丙","来源":"一"}"#, #"{"链接":"u","总结":"甲乙丙","来源":"二"}"#,
            #"{"链接":"u","总结":"甲乙丙","来源":"三","行业":"汽车"}"#,
        ]
        try folder.add([folder.write(rows.joined(separator: "\n"), to: "a.jsonl")], to: archive)
        #expect(try archive.articles().map(\.sourceName) == ["三"])
        #expect(try archive.delete(.init(sources: ["三"])) == 1)
        #expect(try archive.articles().map(\.sourceName) == ["一"] && archive.firsts() == [nil, 1])
        #expect(try archive.delete(.init(sources: ["一"])) == 1)
        #expect(try archive.articles().map(\.sourceName) == ["二"] && archive.articles(with: "乙丙") == [2])
        #expect(try archive.check().isWhole)
    }

    @Test func nothingIsLeftOfDeletedArticles() throws {
        let archive = try folder.archive()
        let secret = text(77, length: 30)
        let rows = (0..<50).map { #"{"总结":"\#(text($0))","链接":"https://e.cn/\#($0)"}"# }
        let own = #"{"总结":"\#(secret)","链接":"https://secret.example/1"}"#
        try folder.add([folder.write((rows + [own]).joined(separator: "\n"), to: "a.jsonl")], to: archive)
        try archive.correct([
            Correction(of: Article(title: secret, link: "https://secret.example/1", text: secret), industries: ["密"])
        ])
        try archive.keep([(51, InferredTags([.keywords: [.init(label: secret)]]))], model: "m")
        func holds(_ text: String) throws -> Bool {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: archive.path))
            bytes += (try? Data(contentsOf: URL(fileURLWithPath: archive.path + "-wal"))) ?? Data()
            return bytes.range(of: Data(text.utf8)) != nil
        }
        #expect(try holds("secret.example"))
        #expect(try archive.delete(.init(links: ["https://secret.example/1"])) == 1)
        let sizes = try archive.vacuum()
        #expect(sizes.after > 0 && sizes.after <= sizes.before)
        #expect(try !holds("secret.example") && !holds(String(secret.prefix(4))))
        #expect(try archive.check().isWhole && archive.articles().count == 50 && archive.waitingCorrections().isEmpty)
        // An export and its import have the same articles.
        var bytes: [UInt8] = []
        #expect(try archive.exportJSONLines { bytes += $0 } == 50)
    }

    @Test func aVacuumLeavesReadersAlone() throws {
        let archive = try folder.archive()
        try folder.add([folder.write(lines((0..<400).map { text($0) }), to: "a.jsonl")], to: archive)
        let reader = try Archive.snapshot(path: archive.path)
        #expect(try archive.vacuum().isWaiting)
        #expect(try reader.articleCount() == 400)
        reader.letGo()
        #expect(try !archive.vacuum().isWaiting)
        #expect(try archive.articleCount() == 400)
        #expect(throws: (any Error).self) { try reader.articleCount() }
    }

    @Test func damageOfWhatIsKeptBesideRecordsIsTold() throws {
        let archive = try folder.archive()
        try folder.add([folder.write(lines((0..<40).map { text($0) }), to: "a.jsonl")], to: archive)
        let whole = try archive.contents()
        func damage(_ sql: String) throws {
            try archive.rebuild()
            try archive.write { db in try db.execute(sql: sql) }
            let check = try archive.check()
            #expect(
                check.faults.contains { $0.contains("trend archive --rebuild makes it anew") },
                "\(sql): \(check.faults)")
        }
        try damage("UPDATE fact SET marks = zeroblob(40)  || x'00'")
        #expect(throws: CorpusError.self) { _ = try archive.facts() }
        try damage("UPDATE fact SET days = zeroblob(160), seal = \(Seal.expression("fact", ["days": "zeroblob(160)"]))")
        try damage("UPDATE band SET keys = x'FF', seal = \(Seal.expression("band", ["keys": "x'FF'"]))")
        try damage("DELETE FROM fact")
        try damage("UPDATE named SET names = x'FFFF'")
        try damage("UPDATE named SET names = x'FFFF', seal = \(Seal.expression("named", ["names": "x'FFFF'"]))")
        try damage("UPDATE named SET names = x'0000', seal = \(Seal.expression("named", ["names": "x'0000'"]))")
        try damage("DELETE FROM named")
        try damage("UPDATE name SET name = 'x'")
        try damage("DELETE FROM name")
        try damage("DELETE FROM lookupRun")
        try damage("DELETE FROM lookupBlock")
        try damage("UPDATE lookupRun SET firsts = zeroblob(8)")
        try damage(
            "UPDATE lookupRun SET firsts = zeroblob(8), seal = \(Seal.expression("lookupRun", ["firsts": "zeroblob(8)"]))"
        )
        try damage("UPDATE lookupBlock SET entries = zeroblob(11)")
        for bytes in ["zeroblob(11)", "x''", "x'FF'", "substr(entries, 1, 22)", "zeroblob(11) || entries"] {
            let seal = Seal.expression("lookupBlock", ["entries": bytes])
            try damage("UPDATE lookupBlock SET entries = \(bytes), seal = \(seal)")
        }
        try damage("INSERT INTO search (rowid, text) VALUES (41, '甲')")
        let words = String(decoding: SearchTokenizer.indexed(ArticleText(title: "", body: text(0))), as: UTF8.self)
        try damage("INSERT INTO search (search, rowid, text) VALUES ('delete', 1, '\(words.prefix(2))')")
        try archive.rebuild()
        #expect(try archive.contents() == whole && archive.check().isWhole)
        // Without its number among the deleted ones, an article is missing.
        #expect(try archive.delete(.init(links: ["none"])) == 0)
        try archive.write { db in
            try db.execute(sql: "DELETE FROM record WHERE article = 3; DELETE FROM article WHERE id = 3")
        }
        #expect(try archive.check().damagedArticles == 1)
        #expect(throws: CorpusError.self) { try archive.rebuild() }
    }
}
