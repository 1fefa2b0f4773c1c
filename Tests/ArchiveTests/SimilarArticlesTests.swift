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

    @Test(arguments: [10, 1000]) func manyNearlyIdenticalTextsKeepFewKeys(_ batch: Int) throws {
        let base = text(1, length: 200)
        let rows = (0..<120).map { index in #"{"总结":"\#(base.dropLast(index % 12))\#(text(index + 5, length: 6))"}"# }
        let archive = try archive(rows, batch: batch)
        #expect(try archive.firsts() == [nil] + Array(repeating: 1, count: 119))
        let largest = try archive.read { db in
            try Int.fetchOne(db, sql: "SELECT max(n) FROM (SELECT count(*) AS n FROM band GROUP BY key)")
        }
        #expect(largest == NearDuplicates.comparisons)
    }

    @Test(arguments: [3, 1000]) func oneAppearanceIsCountedOnce(_ batch: Int) throws {
        let rows = (0..<40).map { #"{"链接":"u","总结":"甲乙丙","n":\#($0)\#($0 == 20 ? ",\"行业\":\"汽车\"" : "")}"# }
        let archive = try archive(rows, batch: batch)
        #expect(try archive.articles().map(\.industries) == [["汽车"]])
        #expect(try archive.likeness().filter { $0 == "same" }.count == 39)
    }
}
