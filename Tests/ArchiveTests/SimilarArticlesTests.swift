import Corpus
import Features
import Foundation
import Testing

@testable import Archive

@Suite struct SimilarArticlesTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func archive(_ lines: [String], batch: Int = 100) throws -> Archive {
        let archive = try folder.archive("\(UUID()).db")
        try folder.add([folder.write(lines.joined(separator: "\n"), to: "a.jsonl")], to: archive, batch: batch)
        return archive
    }

    @Test(arguments: [1, 100]) func eachKindOfLikenessIsLinkedToTheFirst(_ batch: Int) throws {
        let body = text(1)
        let archive = try archive(
            [
                #"{"链接":"u","总结":"\#(body)"}"#,
                #"{"链接":"u","总结":"\#(body)","n":1}"#,
                #"{"链接":"u","总结":"\#(text(2))"}"#,
                #"{"链接":"v","总结":"\#(body)"}"#,
                #"{"链接":"w","总结":"\#(body.dropLast(4))"}"#,
                #"{"链接":"x","总结":"\#(text(3))"}"#,
            ], batch: batch)
        #expect(try archive.likeness() == [nil, "same", "link", "text", "near", nil])
        #expect(try archive.firsts() == [nil, 1, 1, 1, 1, nil])
        #expect(try archive.articles().count == 5)
    }

    @Test(arguments: ["无", "N/A", "#", "https://e.cn/", "1.80007E+18"])
    func aPlaceholderIsNoLink(_ link: String) throws {
        let archive = try archive([
            #"{"链接":"\#(link)","总结":"\#(text(1))","日期":"2024-05-01"}"#,
            #"{"链接":"\#(link)","总结":"\#(text(2))","日期":"2024-05-01"}"#,
            #"{"链接":"\#(link)","总结":"\#(text(1))","日期":"2024-05-01","n":1}"#,
        ])
        #expect(try archive.likeness() == [nil, nil, "same"])
        try archive.correct([Correction(of: Article(link: link, text: text(2)), industries: ["甲"])])
        #expect(try archive.articles().map(\.industries) == [[], ["甲"]])
    }

    @Test func withoutALinkTheDayIdentifiesTheArticle() throws {
        let archive = try archive([
            #"{"text":"这个问题","date":"2024-05-01"}"#, #"{"text":"这个问题","date":"2024-05-02"}"#,
            #"{"text":"这个问题","date":"2024/5/2"}"#, #"{"text":"这个问题"}"#, #"{"text":"这个 问题","n":1}"#,
        ])
        #expect(try archive.likeness() == [nil, "text", "same", "text", "near"])
        #expect(try archive.articles().count == 4)
    }

    @Test func anArticleThatJoinsTwoGroupsMakesThemOne() throws {
        let base = text(5, length: 240)
        let archive = try archive([
            #"{"总结":"\#(base.prefix(200))"}"#, #"{"总结":"\#(base.suffix(200))"}"#,
            #"{"总结":"\#(base.dropFirst(20).prefix(200))"}"#,
        ])
        #expect(try archive.firsts() == [nil, 1, 1] && archive.likeness() == [nil, "near", "near"])
    }

    @Test func recordsWithLabelsRepresentTheSameArticle() throws {
        let bare = #"{"链接":"u","总结":"甲乙丙"}"#
        let labeled = #"{"链接":"u","总结":"甲乙丙","行业":["汽车"]}"#
        for lines in [[bare, labeled], [labeled, bare]] {
            #expect(try archive(lines).articles().map(\.industries) == [["汽车"]])
            #expect(try archive(lines, batch: 1).articles().map(\.industries) == [["汽车"]])
        }
    }

    /// Whatever the order in which they come: labels first, then a date.
    @Test func recordsWithADateRepresentTheSameArticle() throws {
        let bare = #"{"链接":"u","总结":"甲乙丙"}"#
        let dated = #"{"链接":"u","总结":"甲乙丙","日期":"2024-05-01"}"#
        let labeled = #"{"链接":"u","总结":"甲乙丙","行业":["汽车"]}"#
        let both = #"{"链接":"u","总结":"甲乙丙","日期":"2024-05-01","行业":["汽车"]}"#
        for (lines, day, labels) in [
            ([bare, dated], "2024-05-01", []), ([dated, bare], "2024-05-01", []),
            ([bare, dated, both, labeled], "2024-05-01", ["汽车"]), ([labeled, both, bare], "2024-05-01", ["汽车"]),
            ([labeled, dated], nil, ["汽车"]), ([dated, labeled], nil, ["汽车"]),
        ] as [([String], String?, [String])] {
            for batch in [1, 100] {
                let archive = try archive(lines, batch: batch)
                #expect(try archive.articles().map { $0.published?.day.description } == [day], "\(lines)")
                #expect(try archive.articles().map(\.industries) == [labels] && archive.check().isWhole)
            }
        }
        let path = try folder.write([labeled, dated].joined(separator: "\n"), to: "lost.jsonl")
        #expect(try folder.add([path], to: folder.archive("lost.db")).lostDates == 1)
    }

    /// Somebody labeled the articles anew and imports them again.
    @Test func otherLabelsOfTheSameArticleAreTold() throws {
        let row = { (labels: String, note: String) in
            #"{"链接":"u","总结":"甲乙丙","行业":[\#(labels)],"备注":"\#(note)"}"#
        }
        let lines = [
            row(#""汽车","芯片""#, "1"), row(#""芯片","汽车""#, "2"), row(#""汽车""#, "3"), row("", "4"), row(#""机器人""#, "5"),
        ]
        for batch in [1, 100] {
            let archive = try folder.archive("relabeled\(batch).db")
            let path = try folder.write(lines.joined(separator: "\n"), to: "relabeled\(batch).jsonl")
            #expect(try folder.add([path], to: archive, batch: batch).otherLabels == 2)
            #expect(try archive.articles().map(\.industries) == [["汽车", "芯片"]])
        }
    }

    /// Somebody mended dates and imports the articles again.
    @Test func otherDatesOfTheSameArticleAreTold() throws {
        let row = { (day: String, labels: String, note: String) in
            #"{"链接":"u","总结":"甲乙丙","日期":"\#(day)","行业":[\#(labels)],"备注":"\#(note)"}"#
        }
        let lines = [
            row("2024-03-05", "", "1"), row("2024-05-05", "", "2"), row("2024-03-05", "", "3"), row("", "", "4"),
            row("2024-06-05", #""芯片""#, "5"),
        ]
        for batch in [1, 100] {
            let archive = try folder.archive("redated\(batch).db")
            let path = try folder.write(lines.joined(separator: "\n"), to: "redated\(batch).jsonl")
            let summary = try folder.add([path], to: archive, batch: batch)
            #expect(summary.otherDates == 2 && summary.lostDates == 0)
            // The last one counts in place of the first one.
            #expect(summary.like == [.same: 4])
            #expect(try archive.articles().map { $0.published?.day.description } == ["2024-06-05"])
        }
    }

    @Test func theNumbersOfTitlesMatter() throws {
        let archive = try archive([#"{"title":"某剧第3集看点"}"#, #"{"title":"某剧第4集看点"}"#])
        #expect(try archive.likeness() == [nil, nil])
    }

    /// Links that chain through one text, from the last one on, so that each step finds an earlier first article.
    @Test(arguments: [7, 1000]) func linksThatChainThroughOneTextAreOneGroup(_ batch: Int) throws {
        let count = 150
        let alone = (0..<count).map { #"{"链接":"https://e.cn/a/\#($0)","总结":"\#(text($0))"}"# }
        let joining = (0..<count).reversed().map { #"{"链接":"https://e.cn/a/\#($0)","总结":"\#(text(9999))"}"# }
        let archive = try archive(alone + joining, batch: batch)
        #expect(try archive.firsts() == [nil] + Array(repeating: 1, count: 2 * count - 1))
        #expect(try archive.likeness().prefix(3) == [nil, "text", "text"])
        #expect(try archive.isWhole())
    }

    @Test(arguments: [10, 1000]) func manyNearlyIdenticalTextsAreOneGroup(_ batch: Int) throws {
        let base = text(1, length: 200)
        let rows = (0..<120).map { index in #"{"总结":"\#(base.dropLast(index % 12))\#(text(index + 5, length: 6))"}"# }
        let archive = try archive(rows, batch: batch)
        #expect(try archive.firsts() == [nil] + Array(repeating: 1, count: 119))
    }

    @Test(arguments: [3, 1000]) func oneAppearanceIsCountedOnce(_ batch: Int) throws {
        let rows = (0..<40).map { #"{"链接":"u","总结":"甲乙丙","n":\#($0)\#($0 == 20 ? ",\"行业\":\"汽车\"" : "")}"# }
        let archive = try archive(rows, batch: batch)
        #expect(try archive.articles().map(\.industries) == [["汽车"]])
        #expect(try archive.likeness().filter { $0 == "same" }.count == 39)
    }

    /// By number, the first article of each article's story.
    private func stories(_ archive: Archive) throws -> [Int64] {
        try archive.read { db in
            var facts = FactTable()
            return try (1...Int64(archive.articleCount(db))).map { try facts.firstOfStory($0, db) }
        }
    }

    /// As in `NearDuplicates.storyNumbers`: a text that returns after a silence is another story, and one in between
    /// makes both one.
    @Test(arguments: [1, 100]) func aStoryEndsWithALongSilence(_ batch: Int) throws {
        func row(_ day: String, _ text: String) -> String { #"{"总结":"\#(text)","日期":"\#(day)"}"# }
        let days = ["2024-01-20", "2024-01-01", "2024-03-20", "2025-01-01"]
        let rows = days.map { row($0, text(1)) } + [row("2024-02-18", text(1) + "也")]
        #expect(try stories(archive(Array(rows.prefix(4)), batch: batch)) == [1, 1, 3, 4])
        #expect(try stories(archive(rows, batch: batch)) == [1, 1, 1, 4, 1])
        // Nearly the same text is no likeness after a silence either; the same text is.
        let later = [row("2024-01-20", text(2)), row("2024-06-20", text(2) + "也")]
        #expect(try archive(later, batch: batch).likeness() == [nil, nil])
        #expect(try archive(later + [row("2024-06-20", text(2))], batch: batch).likeness() == [nil, "near", "text"])
    }

    @Test(arguments: [1, 100]) func whatOneRunOfWeeksHoldsIsFoundFromTheNext(_ batch: Int) throws {
        // Around 1970-01-01 and around the end of a run of 32 days.
        for (a, b) in [("2024-02-29", "2024-03-31"), ("2024-03-31", "2024-02-29"), ("2023-12-20", "2024-01-20")] {
            let rows = [(a, ""), (b, "也")].map { #"{"总结":"\#(text(3))\#($1)","日期":"\#($0)"}"# }
            #expect(try stories(archive(rows, batch: batch)) == [1, 1], "\(a) \(b)")
        }
    }

    /// Another program's articles are seen, and what a failed batch brought is not.
    @Test func textsInMemoryFollowTheFile() throws {
        let archive = try folder.archive()
        var importing = ArchiveImport(into: archive)
        func incoming(_ text: String) throws -> [IncomingArticle] {
            try folder.incoming([folder.write(#"{"总结":"\#(text)","日期":"2024-05-01"}"#, to: "\(UUID()).jsonl")])
        }
        try importing.add(incoming(text(1)))
        var other = try ArchiveImport(into: Archive(path: archive.path))
        try other.add(incoming(text(2)))
        try importing.add(incoming(text(2) + "也"))
        #expect(try stories(archive) == [1, 2, 2])
        try archive.write { db in
            try db.execute(sql: "CREATE TEMP TRIGGER fails BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'x'); END")
        }
        #expect(throws: CorpusError.self) { try importing.add(incoming(text(4))) }
        try archive.write { db in try db.execute(sql: "DROP TRIGGER fails") }
        try importing.add(incoming(text(5)))
        try importing.add(incoming(text(4) + "也"))
        #expect(try stories(archive) == [1, 2, 2, 4, 5])
    }
}
