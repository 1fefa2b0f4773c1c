import TestSupport
import Corpus
import Foundation
import Testing

@testable import Models

@Suite struct ModelFileTests {
    /// A file of three sections, one of them empty.
    private func written() throws -> [UInt8] {
        var file = ModelFile()
        try file.add("JSON", json: ["b": 2, "a": 1])
        file.add("NUMS", array: [Float(1.5), -2])
        file.add("NONE", [])
        return try withTemporaryFile { path in
            try file.write(to: path)
            return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }

    @Test func roundTrip() throws {
        let bytes = try written()
        let again = try written()
        #expect(bytes == again)
        let file = try ModelFile(bytes: bytes)
        #expect(try file.json("JSON", as: [String: Int].self) == ["a": 1, "b": 2])
        #expect(try file.array("NUMS", of: Float.self) == [1.5, -2])
        #expect(try file.array("NONE", of: Float.self).isEmpty)
        #expect(file.has("NUMS") && !file.has("ELSE"))
        #expect(throws: ModelError.self) { try file.bytes("ELSE") }
        #expect(throws: ModelError.self) { try file.array("JSON", of: Double.self) }
        #expect(throws: ModelError.self) { try file.json("NUMS", as: [String: Int].self) }
    }

    @Test func fingerprintsDistinguishFiles() throws {
        func fingerprint(_ numbers: [Float]) throws -> String {
            var file = ModelFile()
            file.add("NUMS", array: numbers)
            return try withTemporaryFile { path in
                try file.write(to: path)
                return try ModelFile.fingerprint(path: path)
            }
        }
        #expect(try fingerprint([1]) == fingerprint([1]))
        #expect(try Set([fingerprint([1]), fingerprint([2]), fingerprint([1, 1])]).count == 3)
        try withTemporaryFile { path in
            try Data("TRENDMDL".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: ModelError.self) { try ModelFile.fingerprint(path: path) }
        }
        #expect(throws: CorpusError.notFound(path: "/nowhere/m")) { try ModelFile.fingerprint(path: "/nowhere/m") }
    }

    @Test func everyFlippedBitIsRefused() throws {
        let bytes = try written()
        for bit in 0..<bytes.count * 8 {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: ModelError.self, "bit \(bit)") { try ModelFile(bytes: damaged) }
        }
    }

    @Test func otherLengthsAreRefused() throws {
        let bytes = try written()
        for length in bytes.indices {
            #expect(throws: ModelError.self, "\(length) bytes") { try ModelFile(bytes: Array(bytes[..<length])) }
        }
        #expect(throws: ModelError.self) { try ModelFile(bytes: bytes + [0]) }
    }

    /// A header with a table of any content under a matching checksum.
    private func header(
        sections: UInt32, entries: [(offset: UInt64, length: UInt64)] = [], names: [String]? = nil
    ) -> [UInt8] {
        func little(_ value: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: value.littleEndian) { Array($0) }
        }
        var bytes = Array("TRENDMDL".utf8) + little(ModelFile.version) + little(sections)
        for (index, entry) in entries.enumerated() {
            bytes +=
                Array((names?[index] ?? "SEC\(index)").utf8) + little(UInt32(0)) + little(entry.offset)
                + little(entry.length)
        }
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return bytes + little(~crc)
    }

    @Test func absurdFiguresAreRefused() throws {
        // The checksum of an empty section is 0, so these two are valid.
        #expect(try ModelFile(bytes: header(sections: 0)).has("SEC0") == false)
        #expect(try ModelFile(bytes: header(sections: 1, entries: [(44, 0)])).bytes("SEC0").isEmpty)
        for sections in [1, 2, 1 << 16, UInt32.max] {
            #expect(throws: ModelError.self) { try ModelFile(bytes: header(sections: sections)) }
        }
        for (offset, length) in [(44, 1), (44, .max), (43, 0), (45, 0), (0, 44), (.max, 1), (44, 1 << 63)]
            as [(UInt64, UInt64)]
        {
            #expect(throws: ModelError.self) {
                try ModelFile(bytes: header(sections: 1, entries: [(offset, length)]))
            }
        }
        #expect(throws: ModelError.self) {
            try ModelFile(bytes: header(sections: 2, entries: [(68, 0), (68, 0)], names: ["SAME", "SAME"]))
        }
    }

    @Test func otherFilesAreRefused() throws {
        var bytes = try written()
        bytes[8] = 9
        #expect(throws: ModelError.otherVersion(9)) { try ModelFile(bytes: bytes) }
        #expect(throws: ModelError.notAModel) { try ModelFile(bytes: Array("{\"title\": \"a\"}".utf8)) }
        #expect(throws: ModelError.notAModel) { try ModelFile(bytes: []) }
        try withTemporaryFile { path in
            #expect(throws: CorpusError.notFound(path: path)) { try ModelFile(path: path) }
        }
    }
}
