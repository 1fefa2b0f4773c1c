import Corpus
import Foundation
import GRDB
import TrendNumerics
import Testing
import Text

@testable import Archive

@Suite struct TermQueryTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func query(_ terms: String...) -> TermQuery { TermQuery(terms.compactMap { Term($0) }) }

    @Test func oneTokenOfChineseIsExact() {
        #expect(query("人").isExact && query("人工").isExact && query("人工|智能", "云").isExact)
        #expect(!query("人工智").isExact && !query("AI").isExact && !query("A股").isExact && !query("人工|AI").isExact)
    }

    @Test func tokensAreCharactersWithTheNextOneWithinABoundary() {
        func tokens(_ text: ArticleText) -> [String] {
            let bytes = SearchTokenizer.indexed(text)
            var tokens: [String] = []
            SearchTokenizer.forEachToken(of: bytes) { tokens.append(String(decoding: bytes[$0], as: UTF8.self)) }
            return tokens
        }
        #expect(tokens(ArticleText(title: "甲A", body: "丙 𠮷")) == ["甲a", "a", "丙𠮷", "𠮷"])
        #expect(tokens(ArticleText(title: "", body: "é")) == ["é"] && tokens(ArticleText(title: "", body: "")).isEmpty)
    }

    /// Part by part, and all at once: the newest articles first, of one day the one that came last, undated ones last.
    @Test(arguments: [0, 3, 100_000]) func theNewestComeFirstHoweverTheyAreLookedUp(_ few: Int) throws {
        let archive = try folder.archive()
        var random = SeededGenerator(seed: 5)
        var rows: [(day: Int, row: String)] = []
        for index in 0..<2600 {
            // Mostly in the order of time, as months of files are.
            let day = index % 40 == 0 ? Int.random(in: 0..<700, using: &random) : index / 4
            let date = CalendarDate(daysSince1970: 19_000 + day)!
            let isUndated = index % 97 == 0
            let text = index % 3 == 0 ? "甲乙" : "丙丁"
            rows.append(
                (isUndated ? -1 : day, #"{"总结":"\#(text)\#(index)","日期":"\#(isUndated ? "" : date.description)"}"#))
        }
        try folder.add(
            [folder.write(rows.map(\.row).joined(separator: "\n"), to: "a.jsonl")], to: archive, batch: 1000)
        let expected = rows.indices.filter { $0 % 3 == 0 }.sorted { (rows[$0].day, $0) > (rows[$1].day, $1) }
            .map { Int64($0 + 1) }
        var found: [Int64] = []
        try archive.read { db in
            try query("甲乙").forEachNewest(db, few: few) {
                found.append($0)
                return true
            }
        }
        #expect(found == expected)
        // Of a single character the newest articles are passed whether they have it or not.
        let having = Set(expected)
        for most in [20, rows.count] {
            found = []
            try archive.read { db in
                try query("甲").forEachNewest(db, few: few) {
                    if having.contains($0) { found.append($0) }
                    return found.count < most
                }
            }
            #expect(found == Array(expected.prefix(most)))
        }
    }

    @Test func termsOfAnyLengthAreFoundInTexts() throws {
        let archive = try folder.archive()
        let rows = ["具身智能机器人", "具身机器人智能", "AIGC与AI", "OpenAI", "机器|人", "身"].map { #"{"总结":"\#($0)"}"# }
        try folder.add([folder.write(rows.joined(separator: "\n"), to: "a.jsonl")], to: archive)
        #expect(try archive.articles(with: "身") == [1, 2, 6] && archive.articles(with: "机器人") == [1, 2])
        #expect(try archive.articles(with: "具身智能") == [1] && archive.articles(with: "智能机") == [1])
        #expect(try archive.articles(with: "AI") == [3] && archive.articles(with: "AI|身") == [1, 2, 3, 6])
        #expect(try archive.articles(with: "龘") == [] && archive.articles(with: " ") == [])
    }

    @Test func noTermGoesFromTheTitleIntoTheText() throws {
        let archive = try folder.archive()
        try folder.add([folder.write(#"{"标题":"人工","总结":"智能"}"#, to: "a.jsonl")], to: archive)
        #expect(try archive.articles(with: "工智") == [] && archive.articles(with: "人工") == [1])
    }
}
