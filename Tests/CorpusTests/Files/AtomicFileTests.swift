import TestSupport
import Foundation
import Testing

@testable import Corpus

@Suite struct AtomicFileTests {
    @Test func withoutACommitNothingIsLeft() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "a.txt")
        do {
            let file = try AtomicFile(path: path)
            try file.write(String(repeating: "x", count: 1 << 19))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
            withExtendedLifetime(file) {}
        }
        #expect(try folder.names == ["a.txt"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    }

    @Test func aCommitPutsTheWholeFileInPlace() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old and longer", to: "a.txt")
        let big = String(repeating: "中", count: 200_000)
        let file = try AtomicFile(path: path)
        try file.write("new")
        try file.write(big)
        try [UInt8]([0x21]).withUnsafeBytes { try file.write($0) }
        try file.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new" + big + "!")
        #expect(try folder.names == ["a.txt"])
    }

    #if os(Linux)
        @Test func untilItIsWholeItHasNoName() throws {
            let folder = try TemporaryFolder()
            let file = try AtomicFile(path: folder.path + "/a.txt")
            try file.write(String(repeating: "x", count: 1 << 19))
            #expect(try folder.names == [])
            try file.commit()
            #expect(try folder.names == ["a.txt"])
        }
    #endif

    @Test(arguments: ["m", "m.txt", "./m", "nowhere/m"])
    func namesNeedNoFolder(name: String) throws {
        // Never committed, so that nothing is written where the tests run.
        do { _ = try AtomicFile(path: name) } catch is CorpusError { #expect(name.hasPrefix("nowhere")) }
        #expect(!FileManager.default.fileExists(atPath: name))
    }

    @Test func twoAtOnceAreEachWhole() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.txt"
        let first = try AtomicFile(path: path)
        let second = try AtomicFile(path: path)
        try first.write("first")
        try second.write("the second")
        try second.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "the second")
        try first.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "first" && folder.names == ["a.txt"])
    }

    @Test func linksAreFollowedAndDevicesStay() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "a.txt")
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        try AtomicFile.write("new", to: link)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
        try AtomicFile.write("x", to: "/dev/null")
        #expect(
            try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
                == .typeCharacterSpecial)
    }

    @Test func placesThatCannotBeWrittenThrow() throws {
        let folder = try TemporaryFolder()
        #expect(throws: CorpusError.self) { try AtomicFile.write("x", to: folder.path + "/none/a.txt") }
        _ = try folder.write("x", to: "d/x.txt")
        #expect(throws: CorpusError.self) { try AtomicFile.write("x", to: folder.path + "/d") }
        #expect(try folder.names == ["d"])
    }

    @Test func aLinkToNothingYetStaysALink() throws {
        let folder = try TemporaryFolder()
        let files = FileManager.default
        _ = try folder.write("x", to: "d/x.txt")
        try files.createSymbolicLink(atPath: folder.path + "/first", withDestinationPath: "d/second")
        try files.createSymbolicLink(atPath: folder.path + "/d/second", withDestinationPath: "new.txt")
        try AtomicFile.write("new", to: folder.path + "/first")
        #expect(try String(contentsOfFile: folder.path + "/d/new.txt", encoding: .utf8) == "new")
        #expect(try files.destinationOfSymbolicLink(atPath: folder.path + "/first") == "d/second")
        #expect(try files.destinationOfSymbolicLink(atPath: folder.path + "/d/second") == "new.txt")
        #expect(throws: CorpusError.self) {
            try AtomicFile.write(Data(), to: folder.path + "/first", followsLinks: false)
        }
    }

    @Test func aFileThatIsReplacedKeepsItsPermissions() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "a.txt")
        chmod(path, 0o600)
        try AtomicFile.write("new", to: path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may write to any file"))
    func aWriteProtectedFileIsNotReplaced() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "a.txt")
        chmod(path, 0o400)
        #expect(throws: CorpusError.self) { try AtomicFile.write("new", to: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    }
}
