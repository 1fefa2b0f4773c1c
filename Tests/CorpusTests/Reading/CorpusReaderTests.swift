import TestSupport
import Foundation
import Testing

@testable import Corpus

@Suite struct CorpusReaderTests {
    /// `标题:甲` and `总结:正文一` on a line each, by `gzip -n`.
    private let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x01, 0x1C, 0x00, 0xE3, 0xFF, 0xE6, 0xA0, 0x87,
        0xE9, 0xA2, 0x98, 0x3A, 0xE7, 0x94, 0xB2, 0x0A, 0xE6, 0x80, 0xBB, 0xE7, 0xBB, 0x93, 0x3A, 0xE6, 0xAD, 0xA3,
        0xE6, 0x96, 0x87, 0xE4, 0xB8, 0x80, 0x0A, 0x46, 0x56, 0xA0, 0x1E, 0x1C, 0x00, 0x00, 0x00,
    ]

    /// However it is named: by its path, another one, a link, or its folder.
    @Test func aFileThatIsNamedTwiceIsReadOnce() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(#"{"标题":"甲"}"#, to: "a.jsonl")
        let link = folder.path + "/b.jsonl"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        for paths in [[path, path], [path, folder.path + "/./a.jsonl"], [path, link], [folder.path]] {
            let reader = try CorpusReader(paths: paths)
            #expect(reader.repeated.count == 1)
            #expect(try CorpusReader.read(paths: paths).articles.map(\.title) == ["甲"])
        }
    }

    @Test(arguments: [1, 3, 512, 300_000]) func zerosBetweenAndBehindPackedDataArePadding(count: Int) throws {
        let zeros = [UInt8](repeating: 0, count: count)
        let (articles, rejects) = try read(packed + zeros + packed + zeros, as: "a.gz")
        #expect(rejects == [] && articles.map(\.title) == ["甲", "甲"])
        let folder = try TemporaryFolder()
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let bytes = packed + zeros + packed
        let writer = Thread { try? Data(bytes).write(to: URL(fileURLWithPath: pipe)) }
        writer.start()
        #expect(try CorpusReader.read(paths: [pipe]).articles.count == 2)
    }

    @Test(arguments: [
        [0x1F], [0x0A], [0x1F, 0x8C, 1], [0x1E, 0x8B, 8, 0], [0, 0, 0x1F], [0, 7], Array("标题:乙\n".utf8),
        Array("PK\u{3}\u{4}".utf8),
    ])
    func whatElseFollowsPackedDataIsTold(rest: [UInt8]) throws {
        let count = rest.drop { $0 == 0 }.count
        let told = count == 1 ? "behind the gzip data is 1 byte" : "behind the gzip data are \(count) bytes"
        for name in ["a.gz", "a.txt", "a.csv"] {
            #expect {
                try read(packed + packed + rest, as: name, ReadingOptions(format: .records))
            } throws: {
                "\($0)".contains(told)
            }
        }
        // However much it is.
        let many = packed + rest + [UInt8](repeating: 0x61, count: 400_000)
        #expect { try read(many, as: "a.gz") } throws: {
            "\($0)".contains("behind the gzip data are \(count + 400_000) ")
        }
    }

    @Test func everyPartOfPackedDataMustBeWhole() {
        for count in packed.count + 1..<2 * packed.count {
            #expect(throws: CorpusError.self, "\(count)") { try read(Array((packed + packed)[..<count]), as: "a.txt") }
        }
    }

    @Test(arguments: ["a.txt.gz", "a.txt"])
    func readsGzipByItsFirstBytes(name: String) throws {
        let (articles, rejects) = try read(packed + packed, as: name)
        #expect(rejects == [])
        #expect(articles.map(\.text) == ["正文一", "正文一"])
        #expect(articles.map(\.origin.line) == [1, 3])
    }

    @Test(arguments: [2, 9, 20, 43, 50])
    func cutOffGzipThrows(length: Int) {
        #expect { try read(Array(packed.prefix(length)), as: "a.txt.gz") } throws: {
            guard case CorpusError.unreadable(_, let reason) = $0 else { return false }
            return reason.contains("cut off")
        }
    }

    @Test func damagedGzipThrows() {
        var damaged = packed
        damaged[20] ^= 1
        #expect { try read(damaged, as: "a.txt.gz") } throws: {
            guard case CorpusError.unreadable(_, let reason) = $0 else { return false }
            return reason.contains("damaged")
        }
    }

    @Test(arguments: [
        ("\n标题: 甲\n", "a.txt"), ("{\"title\":\"甲\"}\n", "a.txt"), ("title,text\n甲,乙\n", "a.txt"),
        ("label\ttitle\nx\t甲\n", "a"), ("---\n标题：甲\n", "a"), ("甲\n正文\n", "a.TXT"), ("title\n甲\n", "a.CSV"),
    ])
    func findsOutTheFormatOfAFile(content: String, name: String) throws {
        let (articles, rejects) = try read(content, as: name)
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲"])
    }

    @Test func aFileOfNoFormatThrows() throws {
        #expect(throws: CorpusError.self) { try read("just words\n", as: "a.log") }
        #expect(try read("just words\n", as: "a.log", ReadingOptions(format: .text)).articles.count == 1)
    }

    @Test func badBytesOnTheFirstLineDoNotHideTheFormat() throws {
        let (articles, rejects) = try read(
            [0xFF, 0x0A] + Array("链接: x\n标题: 甲\n总结: 一\n标题: 乙\n".utf8), as: "a.txt")
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(rejects.map(\.origin.line) == [1])
    }

    @Test func readsFilesOneAfterAnother() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("标题: 乙\n", to: "b/2.txt")
        _ = try folder.write("{\"title\":\"甲\"}", to: "a.jsonl")
        _ = try folder.write(packed, to: "c.txt.gz")
        for name in ["x.png", ".b.txt", ".git/d.txt"] { _ = try folder.write("标题: 不\n", to: name) }
        let last = try TemporaryFolder()
        let file = try last.write("title\n丁\n", to: "d.csv")
        let (articles, rejects) = try CorpusReader.read(paths: [folder.path + "/", file])
        #expect(rejects == [])
        #expect(
            articles.map(\.origin.description) == [
                folder.path + "/a.jsonl:1", folder.path + "/b/2.txt:1", folder.path + "/c.txt.gz:1", file + ":2",
            ])
    }

    @Test func missingFilesAreFoundBeforeAnythingIsRead() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("标题: 甲\n", to: "a.txt")
        let missing = folder.path + "/none.txt"
        #expect(throws: CorpusError.notFound(path: missing)) { try CorpusReader(paths: [file, missing]) }
        let empty = try TemporaryFolder()
        #expect(throws: CorpusError.self) { try CorpusReader(paths: [empty.path]) }
    }

    @Test func linesMayBeLongerThanABlock() throws {
        let texts = [300_000, 1, 262_143, 262_144, 900_000].map { String(repeating: "x", count: $0) }
        let (articles, rejects) = try read(texts.map { "{\"text\":\"\($0)\"}" }.joined(separator: "\n"), as: "a.jsonl")
        #expect(rejects == [])
        #expect(articles.map(\.text.utf8.count) == texts.map(\.utf8.count))
    }

    @Test(arguments: ["", "\n\n", "标题,正文\n"])
    func aFileWithoutRecordsIsNotPassedOverInSilence(content: String) throws {
        let folder = try TemporaryFolder()
        let paths = try ["a.csv", "b.csv"].map { name in
            try folder.write(Array((name == "a.csv" ? content : "标题,正文\n一,甲\n").utf8), to: name)
        }
        var reader = try CorpusReader(paths: paths)
        var records: [String: Int] = [:]
        while let batch = try reader.next() { records[batch.usage?.file ?? "", default: 0] += batch.records }
        #expect(records == [paths[0]: 0, paths[1]: 1])
    }

    @Test func linesAboveAHeaderAreNamed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array("某平台导出,,\n\n标题,正文,日期\n一,甲,2024-03-01\n".utf8), to: "a.csv")
        var reader = try CorpusReader(paths: [path])
        let batch = try #require(try reader.next())
        #expect(batch.usage?.linesAbove == ["某平台导出,,"] && batch.articles.map(\.title) == ["一"])
    }
}
