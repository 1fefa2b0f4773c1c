import Foundation
import TestSupport
import Testing

@testable import Corpus

@Suite struct FilePlaceTests {
    @Test func linksHardLinksAndDetoursAreOnePlace() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("x", to: "a/b.txt")
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "a/b.txt")
        try files.createSymbolicLink(atPath: folder.path + "/folder", withDestinationPath: "a")
        try files.linkItem(atPath: path, toPath: folder.path + "/hard")
        let place = try #require(FilePlace(path: path))
        for other in ["link", "folder/b.txt", "hard", "a/../a/./b.txt", "./a//b.txt"] {
            #expect(FilePlace(path: folder.path + "/" + other) == place, "\(other)")
        }
        #expect(FilePlace(path: try folder.write("x", to: "c.txt")) != place)
    }

    @Test func filesThatDoNotExistYetHaveAPlaceToo() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/dangling", withDestinationPath: "new.csv")
        let place = try #require(FilePlace(path: folder.path + "/new.csv"))
        #expect(FilePlace(path: folder.path + "/./NEW.csv") == place)
        #expect(FilePlace(path: folder.path + "/dangling") == place)
        #expect(FilePlace(path: folder.path + "/newer.csv") != place)
        #expect(FilePlace(path: folder.path + "/nowhere/new.csv") == nil && FilePlace(path: "/dev/null") == nil)
        #expect(FilePlace(path: folder.path) == nil)
    }

    @Test func linksInACircleEnd() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/a", withDestinationPath: "b")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/b", withDestinationPath: "a")
        #expect(throws: CorpusError.self) { try AtomicFile.write("x", to: folder.path + "/a") }
        #expect(try folder.names == ["a", "b"])
    }

    @Test(arguments: [
        ("SQLite format 3\0rest", FileContent.database), ("TRENDMDL1", .model), ("%PDF-1.7", .document("a PDF")),
        ("{\"标题\": 1}\n", .json), ("[\n{}]", .json), ("\u{FEFF}标题: 甲\n行业: 乙\n", .records), ("---\n标题：甲\n", .records),
        ("标题,正文\n", .table), ("<!DOCTYPE html>", .markup), ("a.txt:3: neither a title nor a text\n", .rejects),
        ("折 a.txt:3-8: x\n", .rejects), ("人: x:1\n", .text),
        ("period,term,articles\n", .text), ("人工智能: [AI]\n", .text), ("", .nothing), ("a\0b", .binary),
        (#"{"链接":"u1","标题":"甲","行业":["乙"]}"#, .corrections), (#"{"链接":"u1","标题":"甲","行业":["乙"],"总结":"丙"}"#, .json),
        ("PK\u{3}\u{4}rest", .document("a ZIP archive or an Office document")),
    ])
    func contentsAreTold(_ text: String, _ content: FileContent) throws {
        let folder = try TemporaryFolder()
        #expect(try FileContent(of: folder.write(text, to: "a")) == content)
    }

    @Test func packedFilesImagesAndNothingAreTold() throws {
        let folder = try TemporaryFolder()
        #expect(try FileContent(of: folder.write([0x1F, 0x8B, 8, 0], to: "a")) == .gzip)
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        #expect(try FileContent(of: folder.write(png, to: "b")) == .document("an image"))
        #expect(try FileContent(of: folder.write([0xFF, 0xFE, 0x41, 0], to: "c")) == .text)
        #expect(try FileContent(of: folder.path + "/none") == .nothing && FileContent(of: "/dev/null") == .nothing)
    }
}
