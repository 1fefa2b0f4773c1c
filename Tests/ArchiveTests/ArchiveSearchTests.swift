import Corpus
import Foundation
import Testing

@testable import Archive

@Suite struct ArchiveSearchTests {
    let archive: Archive
    let folder: Folder

    init() throws {
        folder = try Folder()
        archive = try folder.archive()
        let file = try folder.write(
            """
            {"title":"具身智能走红","text":"机器人","date":"2024-01-02","link":"a"}
            {"title":"智能走红","text":"具身机器人，Scaling  LAW 与 \\"引号\\" OR","date":"2024-03-02","link":"b"}
            {"title":"无日期","text":"具身智能","link":"c"}
            {"title":"具身智能走红","text":"机器人","date":"2024-02-02","link":"d"}
            {"title":"交错","text":"具身智身智能具身智","date":"2024-04-02","link":"e"}
            """, to: "a.jsonl")
        try folder.add([file], to: archive)
    }

    private func links(_ terms: String..., limit: Int = 10) throws -> [String] {
        try #require(ArchiveSearch(terms)).matches(in: archive, limit: limit).matches.map(\.article.link)
    }

    @Test func theNewestFirst() throws {
        #expect(try links("具身智能") == ["d", "a", "c"])
        let (matches, hasMore) = try #require(ArchiveSearch(["具身智能"])).matches(in: archive, limit: 2)
        #expect(matches.map(\.article.link) == ["d", "a"] && hasMore)
        #expect(matches[0].passage.marked == "【具身智能】走红 机器人")
    }

    @Test func allTermsMustOccur() throws {
        #expect(try links("具身智能", "机器人") == ["d", "a"])
        #expect(try links("具身智能", "日期") == ["c"])
    }

    @Test func shortTermsAreSearchedInEveryText() throws {
        #expect(try links("身") == ["e", "b", "d", "a", "c"])
        #expect(try links("日期") == ["c"])
    }

    @Test func traditionalCharactersCountAsSimplifiedOnes() throws {
        let file = try folder.write(
            """
            {"title":"百模大戰","text":"國產晶片","date":"2024-05-01","link":"f"}
            {"title":"百模大战","text":"国产芯片","date":"2024-05-02","link":"g"}
            """, to: "b.jsonl")
        try folder.add([file], to: archive)
        #expect(try links("百模大战") == ["g", "f"] && links("百模大戰") == ["g", "f"])
        #expect(try links("国产晶片") == ["f"] && links("大戰") == ["g", "f"])
    }

    @Test func markupIsNotSearched() throws {
        let file = try folder.write(
            #"{"title":"通知","text":"<p style=\"x\">公司&nbsp;发布&ldquo;新品&rdquo;</p>","link":"f"}"#, to: "b.jsonl")
        try folder.add([file], to: archive)
        #expect(try links("nbsp").isEmpty && links("style").isEmpty && links("公司发布“新品”") == ["f"])
    }

    @Test func findsWhatWatchCounts() throws {
        let file = try folder.write(
            """
            {"title":"甲","text":"人工\u{200D}智能产业","date":"2024-05-01","link":"f"}
            {"title":"乙","text":"人工\\n 智能产业","date":"2024-05-02","link":"g"}
            {"title":"丙","text":"DeepSeekV4发布，OpenAI 与 AIGC","date":"2024-05-03","link":"h"}
            {"title":"丁","text":"尺度定律与 AI","date":"2024-05-04","link":"i"}
            """, to: "b.jsonl")
        try folder.add([file], to: archive)
        #expect(try links("人工智能") == ["g", "f"] && links("人工 智能") == ["g", "f"])
        #expect(try links("deepseek") == ["h"] && links("AI") == ["i"])
        #expect(try links("scaling law|尺度定律") == ["i", "b"] && links("ScalingLaw|AI") == ["i", "b"])
        #expect(try links("尺度定律|AI", "定律") == ["i"])
        let matches = try #require(ArchiveSearch(["人工智能"])).matches(in: archive, limit: 1).matches
        #expect(matches[0].passage.marked == "乙 【人工 智能】产业")
        #expect(ArchiveSearch(["|"]) == nil)
    }

    @Test func termsAreTextAndNoQuery() throws {
        #expect(try links("ＳＣＡＬＩＮＧ law") == ["b"])
        #expect(try links("\"引号\"") == ["b"] && links("\"引号") == ["b"])
        for hostile in [
            "\"没有", "OR OR", "text:abc", "a* NEAR(b", "'); DROP TABLE article; --", "^abc", "{}-+", "%_%",
            "\u{0}\u{0}\u{0}x",
        ] {
            #expect(try links(hostile).isEmpty, "\(hostile)")
        }
        #expect(ArchiveSearch(["  "]) == nil && ArchiveSearch([]) == nil)
    }
}
