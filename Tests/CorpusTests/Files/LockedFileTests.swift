import Foundation
import TestSupport
import Testing

@testable import Corpus

/// Locks that a library of this process holds outlast whatever else reads the file.
@Suite struct LockedFileTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = try folder.write("SQLite format 3\0 and more", to: "a.db")
    }

    private func lock(_ descriptor: Int32) -> Bool {
        var lock = flock()
        lock.l_type = Int16(F_RDLCK)
        return withUnsafeMutablePointer(to: &lock) { fcntl(descriptor, F_SETLK, $0) } == 0
    }

    private func readInEveryWay() throws {
        #expect(try FileContent(of: path) == .database)
        #expect(LockedFile.head(of: path, count: 6) == Array("SQLite".utf8))
        let stream = try ByteStream(path: path)
        #expect(try stream.peek(6).elementsEqual("SQLite".utf8))
    }

    private func openDescriptors() -> Int {
        let place = FilePlace(path: path)
        return (0..<Int32(4096)).count { place == FilePlace(descriptor: $0) }
    }

    @Test(arguments: ["a.db", "link.db"]) func locksOfAHeldFileStay(name: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.db", withDestinationPath: "a.db")
        let (owner, observer) = (open(path, O_RDWR), open(path, O_RDWR))
        defer { for descriptor in [owner, observer] { close(descriptor) } }
        #expect(lock(owner) && FileLock.hinders(observer))
        do {
            let first = LockedFile(holding: folder.path + "/" + name)
            let second = LockedFile(holding: path)
            for _ in 0..<50 { try readInEveryWay() }
            #expect(FileLock.hinders(observer))
            withExtendedLifetime((first, second)) {}
        }
        #expect(openDescriptors() == 2)
        // What nobody holds is closed at once, and the lock is gone: so it is with every file.
        #expect(lock(owner) && FileLock.hinders(observer))
        try readInEveryWay()
        #expect(!FileLock.hinders(observer) && openDescriptors() == 2)
    }

    @Test func headsOfAHeldFileTakeOneDescriptor() throws {
        let held = LockedFile(holding: path)
        for _ in 0..<50 { #expect(LockedFile.head(of: path, count: 3) == Array("SQL".utf8)) }
        #expect(openDescriptors() == 1)
        #expect(LockedFile.head(of: path, count: 1000)?.count == 25)
        withExtendedLifetime(held) {}
        #expect(LockedFile.head(of: folder.path + "/none", count: 3) == nil)
    }

    @Test func aFileThatComesLaterIsHeldToo() throws {
        let later = folder.path + "/later.db"
        let held = LockedFile(holding: later)
        for name in [later, later + "-shm"] {
            #expect(FileManager.default.createFile(atPath: name, contents: Data("abc".utf8)))
            let (owner, observer) = (open(name, O_RDWR), open(name, O_RDWR))
            #expect(
                lock(owner) && LockedFile.head(of: name, count: 3) == Array("abc".utf8) && FileLock.hinders(observer))
            for descriptor in [owner, observer] { close(descriptor) }
        }
        withExtendedLifetime(held) {}
    }
}
