import TestSupport
import Foundation
import Testing

@testable import Corpus

@Suite struct CorrectionLogTests {
    private let first = Correction(key: .link("u"), title: "甲", industries: ["a"])
    private let second = Correction(key: .fingerprint(7), title: "乙", industries: ["b", "c"])

    @Test func appendsToWhatIsThere() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/c.jsonl"
        try CorrectionLog(path: path).append(first)
        let log = try CorrectionLog(path: path)
        try log.append(second)
        // On the disk at once, not only when the log is closed.
        #expect(try String(contentsOfFile: path, encoding: .utf8) == first.json + "\n" + second.json + "\n")
        let read = try Corrections(path: path)
        #expect(read.byKey == [first.key: first, second.key: second] && read.rejects.isEmpty)
        withExtendedLifetime(log) {}
    }

    @Test func whatWasCutOffStaysALineOfItsOwn() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(first.json + "\n" + String(second.json.dropLast(9)), to: "c.jsonl")
        let log = try CorrectionLog(path: path)
        try log.append(second)
        try log.append(first)
        let read = try Corrections(path: path)
        #expect(read.byKey == [first.key: first, second.key: second])
        #expect(read.rejects.map(\.origin.line) == [2])
    }

    @Test func saysWhereItCannotWrite() throws {
        #expect(throws: CorpusError.self) { try CorrectionLog(path: "/nowhere/c.jsonl") }
        let log = try CorrectionLog(path: "/dev/full")
        #expect(throws: CorpusError.self) { try log.append(first) }
    }
}
