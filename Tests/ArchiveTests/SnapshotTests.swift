import Corpus
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Archive

@Suite struct SnapshotTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func count(_ archive: Archive) throws -> Int {
        var reader = try ArchiveReader(archive)
        var count = 0
        while let page = try reader.nextPage() { count += page.count }
        return count
    }

    @Test func showsOneStateWhateverOthersWrite() throws {
        let writer = try folder.archive()
        try folder.add([folder.write(lines((0..<30).map { text($0, length: 4000) }), to: "a.jsonl")], to: writer)
        let snapshot = try Archive.snapshot(path: writer.path)
        var reader = try ArchiveReader(snapshot, tags: [.industries])
        var tags = try reader.nextPage()!.map(\.tags)
        #expect(tags.count < 30)
        try folder.add(
            [folder.write(lines((30..<60).map { text($0) }, link: { "https://e.cn/b\($0)" }), to: "b.jsonl")],
            to: writer)
        try writer.keep((1...60).map { ($0, InferredTags([.industries: [.init(label: "新")]])) }, model: "m")
        try writer.keep(labelSettings: ReadingSettings(isSingleLabel: true))
        while let page = try reader.nextPage() { tags += page.map(\.tags) }
        #expect(tags.count == 30 && tags.allSatisfy(\.tags.isEmpty))
        #expect(try count(snapshot) == 30 && snapshot.labelSettings() == nil)
        #expect(try count(Archive.snapshot(path: writer.path)) == 60)
        #expect(throws: CorpusError.self) { try snapshot.correct([]) }
    }

    /// A process that closes a file loses its locks on it. Without them another program that ends, the last one as it
    /// seems, removes the log from under whoever still reads or writes.
    @Test func locksOutlastWhateverElseLooksAtTheFile() throws {
        let path = try folder.archive().path
        let files = [path, path + "-shm"]
        let archive = try Archive(path: path)
        let snapshot = try Archive.snapshot(path: path)
        let observers = files.map { open($0, O_RDWR) }
        defer { for observer in observers { close(observer) } }
        #expect(observers.allSatisfy { $0 >= 0 && FileLock.hinders($0) })
        for file in files {
            _ = Archive.isDatabase(file)
            _ = try FileContent(of: file)
        }
        #expect(try Archive.snapshot(path: path).isWhole())
        #expect(observers.allSatisfy(FileLock.hinders))
        withExtendedLifetime((archive, snapshot)) {}
    }

    @Test func aFileWithoutLocksIsRefusedOnceItChanges() throws {
        let path = try folder.write("甲", to: "a")
        let watch = try FileWatch(path, name: "name")
        try watch.check()
        _ = try folder.write("乙", to: "a")
        #expect(throws: CorpusError.busy(path: "name")) { try watch.check() }
    }

    @Test func aPathIsAPath() throws {
        let before = FileManager.default.currentDirectoryPath
        defer { _ = FileManager.default.changeCurrentDirectoryPath(before) }
        #expect(FileManager.default.changeCurrentDirectoryPath(folder.path))
        for name in [":memory:", "file:x?mode=memory", "file:zz"] {
            try folder.add([folder.write(lines(["甲乙丙丁"]), to: "a.jsonl")], to: Archive(path: name, creating: true))
            #expect(try Archive(path: folder.file(name)).articles().count == 1)
        }
    }
}
