import TestSupport
import Foundation
import Testing

@testable import Corpus

/// What no honest program writes: the record is lost, the rest is read.
@Suite struct HostileInputTests {
    /// A good record before and after, in each format.
    private static let frames: [(name: String, before: String, after: String)] = [
        ("a.txt", "标题: 甲\n总结: 一\n\n标题: 坏\n", "\n标题: 乙\n"),
        ("a.jsonl", "{\"title\":\"甲\"}\n", "\n{\"title\":\"乙\"}\n"), ("a.csv", "title\n甲\n", "\n乙\n"),
        ("a.tsv", "title\n甲\n", "\n乙\n"),
    ]

    private func costsItself(_ bytes: [UInt8], reason: String) throws {
        for (name, before, after) in HostileInputTests.frames {
            let (articles, rejects) = try read(Array(before.utf8) + bytes + Array(after.utf8), as: name)
            #expect(articles.map(\.title) == ["甲", "乙"], "\(name)")
            #expect(rejects.count == 1 && rejects[0].reason.contains(reason), "\(name): \(rejects)")
            #expect(rejects[0].lastLine == (name == "a.txt" ? 5 : name == "a.jsonl" ? 2 : 3))
        }
    }

    @Test func bytesOfNoEncodingCostTheirRecord() throws {
        try costsItself([0x61, 0xFF], reason: "not UTF-8")
        try costsItself([0xED, 0xA0, 0x80], reason: "not UTF-8")
        try costsItself([0xC0, 0x80], reason: "not UTF-8")
    }

    @Test func aNULCostsItsRecord() throws { try costsItself(Array("中\0文".utf8), reason: "NUL") }

    @Test(arguments: [100 << 20, LineReader.longestRecord + 1])
    func aLineTooLongCostsItself(length: Int) throws {
        let line = [UInt8](repeating: 0x61, count: length)
        let (articles, rejects) = try read(
            Array("title\n甲\n".utf8) + line + Array("\r\n乙\n\n\nx,y\n".utf8), as: "a.csv")
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(rejects.map(\.origin.line) == [3, 7] && rejects[0].reason == "a line longer than 16 MB")
    }

    @Test(arguments: [
        "{", "{\"title\":\"x", "{\"title\":\"\\ud800\"}", "{\"title\":1,\"title\":2}", "[1]", "null", "\u{B}",
    ])
    func brokenJSONCostsItsLine(line: String) throws {
        let (articles, rejects) = try read(
            "{\"title\":\"甲\"}\n\(line)\n{\"title\":\"乙\"}\r{\"title\":\"丙\"}", as: "a.jsonl")
        #expect(articles.map(\.title) == ["甲", "乙", "丙"] && rejects.map(\.origin.line) == [2])
    }

    @Test func deepJSONAndTooManyFieldsCostTheirLine() throws {
        let deep = String(repeating: "[", count: 100_000)
        let wide = "{\"title\":\"x\"" + (0..<20_000).map { ",\"\($0)\":1" }.joined() + "}"
        let (articles, rejects) = try read("{\"a\":\(deep)\n\(deep)\n\(wide)\n{\"title\":\"乙\"}\n", as: "a.jsonl")
        #expect(articles.map(\.title) == ["乙"] && rejects.map(\.origin.line) == [1, 2, 3])
        #expect(rejects[2].reason.hasPrefix("more than 10000 fields"))
    }

    @Test func labelsMayBeNumbers() throws {
        let (articles, rejects) = try read(
            "{\"title\":\"甲\",\"label\":3}\n{\"title\":\"乙\",\"label\":[1.5,true,null]}\n", as: "a.jsonl")
        #expect(rejects == [] && articles.map(\.industries) == [["3"], ["1.5", "true"]])
    }

    @Test func longListsAreReadAndLongListsOfLabelsRefused() throws {
        let list = (0..<20_000).map(String.init).joined(separator: ",")
        let (articles, rejects) = try read("标题: 甲\n关键词: \(list)\n\n标题: 乙\n行业: \(list)\n", as: "a.txt")
        #expect(articles.map(\.keywords.count) == [20_000])
        #expect(rejects.map(\.reason) == ["20000 labels; the maximum is 1000"])
    }

    @Test func aRecordWithoutEndCostsItself() throws {
        let lines = String(repeating: String(repeating: "长", count: 30_000) + "\n", count: 200)
        let (articles, rejects) = try read("标题: 甲\n总结: \(lines)\n标题: 乙\n", as: "a.txt")
        #expect(articles.map(\.title) == ["乙"])
        #expect(rejects.map(\.origin.line) == [1] && rejects[0].lastLine == 202)
        let (table, tableRejects) = try read("title\n\"\(lines)\n乙\n", as: "a.csv")
        #expect(table.last?.title == "乙" && tableRejects.first?.reason.contains("never closed") == true)
        let text = try read(lines, as: "a.txt", ReadingOptions(format: .text))
        #expect(text.articles.isEmpty && text.rejects.map(\.origin.line) == [1])
    }

    @Test(arguments: [false, true]) func aGzipBombCostsTheRestOfItsFile(isPipe: Bool) throws {
        let folder = try TemporaryFolder()
        let bomb = folder.path + "/bomb.jsonl.gz"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // 100 MB of empty lines, packed a thousandfold.
        process.arguments = [
            "-c", "(echo '{\"title\":\"甲\"}'; head -c 100000000 /dev/zero | tr '\\0' '\\n') | gzip -1 -n > \(bomb)",
        ]
        process.standardError = FileHandle.nullDevice
        if isPipe { #expect(mkfifo(bomb, 0o600) == 0) }
        try process.run()
        if !isPipe { process.waitUntilExit() }
        let after = try folder.write("{\"title\":\"乙\"}\n", to: "b.jsonl")
        let (articles, rejects) = try CorpusReader.read(paths: [bomb, after])
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(
            rejects.count == 1 && rejects[0].reason.contains("more than 200 times") && rejects[0].origin.line > 60 << 20
        )
    }

    @Test func whatARecordBringsIntoAReasonStaysOnOneLine() throws {
        let key = "\\u001b[2J\\n" + String(repeating: "k", count: 100_000)
        let (_, rejects) = try read("{\"\(key)\":1,\"\(key)\":2}\n", as: "a.jsonl")
        let line = try #require(rejects.first?.description)
        #expect(line.utf8.count < 1000 && !line.contains("\n") && !line.contains("\u{1B}"))
    }

    @Test func datesThatDoNotExistAreNoneAndNotReplaced() throws {
        let (articles, rejects) = try read(
            "标题: 甲\n日期: 2024-02-30\n链接: https://example.com/2024/03/01/a\n\n标题: 乙\n日期: 2024-13-01\n", as: "a.txt")
        #expect(rejects == [] && articles.map(\.hasUnreadableDate) == [true, true])
        #expect(articles.map { $0.published?.day.description } == [nil, nil])
    }
}
