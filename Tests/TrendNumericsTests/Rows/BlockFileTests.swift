import Foundation
import Testing

@testable import TrendNumerics

@Suite struct BlockFileTests {
    @Test func blocksFollowEachOtherAndLeaveNothingBehind() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rows-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try BlockFile(beside: folder + "/model", blockSize: 64)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        for record in 0..<100 { try file.append([UInt8](repeating: UInt8(record), count: 7)) }
        try file.flush()
        #expect(file.records == 100 && file.offsets.count > 10 && file.firstRecords.count == file.offsets.count)
        var (joined, again): ([UInt8], [UInt8]) = ([], [])
        for block in 0..<file.offsets.count - 1 {
            // A record begins with its size, and its bytes tell its number.
            try file.read(block: block, into: &joined)
            #expect(Int(joined[file.offsets[block] + 1]) == file.firstRecords[block])
        }
        #expect(joined.count == file.offsets.last && file.firstRecords.last == 100)
        try file.read(block: 1, into: &again)
        #expect(again.elementsEqual(joined[file.offsets[1]..<file.offsets[2]]))
    }

    @Test func aFolderThatIsNotThereThrows() {
        #expect(throws: NumericsError.self) { try BlockFile(beside: "/nowhere/at/all", blockSize: 64) }
    }
}
