import Text
import CZlib
import Corpus
import Foundation
import Text

/// The container of every model file: a header, a table and named sections, each with a checksum.
///
///     "TRENDMDL"  version: u32  sections: u32
///     per section: name: 4 bytes  crc32: u32  offset: u64  length: u64
///     crc32 of all bytes before it: u32
///     the sections, one after another, to the end of the file
///
/// All integers and floats are little-endian. Every byte of the file is covered by a checksum. Offsets and lengths are
/// checked against the file before anything is read, and no figure in the file leads to an allocation that the file's
/// own size does not justify.
public struct ModelFile: Sendable {
    /// The highest version of the files that this program writes and reads.
    public static let version: UInt32 = 3
    /// The versions that it reads. Version 3 is 2 with sections that change what others mean, and is written where a file
    /// has one of them: older programs would misread it.
    private static let versions: ClosedRange<UInt32> = 2...version
    private static let sectionsOfVersion3: Set<String> = ["VSET"]
    private static let magic = FileContent.modelMagic
    private static let headerSize = 16
    private static let entrySize = 24

    private var names: [String] = []
    private var sections: [String: Content] = [:]

    /// The weights of a large model would take their gigabyte twice as bytes.
    private enum Content: Sendable {
        case bytes([UInt8])
        case floats([Float])

        func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
            switch self {
            case .bytes(let bytes): try bytes.withUnsafeBytes(body)
            case .floats(let floats): try floats.withUnsafeBytes(body)
            }
        }
    }

    /// Creates a file without sections.
    public init() {}

    /// Adds a section.
    ///
    /// - Precondition: the name has four ASCII characters.
    mutating func add(_ name: String, _ bytes: [UInt8]) { add(name, .bytes(bytes)) }

    mutating func add(_ name: String, array: [Float]) { add(name, .floats(array)) }

    private mutating func add(_ name: String, _ content: Content) {
        precondition(name.utf8.count == 4)
        names.append(name)
        sections[name] = content
    }

    mutating func add<Value: BitwiseCopyable>(_ name: String, array: [Value]) {
        add(name, array.withUnsafeBytes { Array($0) })
    }

    mutating func add(_ name: String, json: some Encodable) throws {
        add(name, Array(try CanonicalJSON.data(json)))
    }

    func has(_ name: String) -> Bool { sections[name] != nil }

    func bytes(_ name: String) throws -> [UInt8] {
        guard let content = sections[name] else { throw ModelError.damagedModel("section \(name) is missing") }
        if case .bytes(let bytes) = content { return bytes }
        return content.withBytes { Array($0) }
    }

    /// A section as numbers.
    ///
    /// - Throws: `ModelError.damagedModel` if the section is missing or its size is not a multiple of the number's.
    func array<Value: BitwiseCopyable>(_ name: String, of type: Value.Type) throws -> [Value] {
        let bytes = try bytes(name)
        let size = MemoryLayout<Value>.stride
        guard bytes.count % size == 0 else { throw ModelError.damagedModel("section \(name) is truncated") }
        return bytes.withUnsafeBytes { source in
            [Value](unsafeUninitializedCapacity: bytes.count / size) { target, count in
                UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
                count = bytes.count / size
            }
        }
    }

    func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(try bytes(name)))
        } catch let error as ModelError {
            throw error
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.last?.stringValue == "version" {
            // How texts are normalized, the one part that has a version of its own.
            throw ModelError.newerModel
        } catch {
            throw ModelError.damagedModel("section \(name) cannot be decoded")
        }
    }

    /// Writes the file, which appears whole or not at all.
    ///
    /// - Throws: `CorpusError.unwritable`.
    public func write(to path: String) throws {
        var header = ModelFile.magic
        header.append(
            littleEndian: names.contains(where: ModelFile.sectionsOfVersion3.contains) ? ModelFile.version : 2)
        header.append(littleEndian: UInt32(names.count))
        var offset = UInt64(ModelFile.headerSize + names.count * ModelFile.entrySize + 4)
        for name in names {
            let (checksum, length) = sections[name]!.withBytes { (ModelFile.checksum($0), UInt64($0.count)) }
            header.append(contentsOf: name.utf8)
            header.append(littleEndian: checksum)
            header.append(littleEndian: offset)
            header.append(littleEndian: length)
            offset += length
        }
        header.append(littleEndian: ModelFile.checksum(header[...]))
        let file = try AtomicFile(path: path)
        try header.withUnsafeBytes { try file.write($0) }
        for name in names { try sections[name]!.withBytes { try file.write($0) } }
        try file.commit()
    }

    /// Reads a model file.
    ///
    /// - Throws: `CorpusError` if the file cannot be read; `ModelError` if it is not a model file, has another version,
    ///   or is damaged.
    public init(path: String) throws {
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
        } catch CocoaError.fileReadNoSuchFile {
            throw CorpusError.notFound(path: path)
        } catch {
            throw CorpusError.unreadable(path: path, reason: "the model file cannot be read")
        }
        try self.init(bytes: bytes)
    }

    init(bytes: [UInt8]) throws {
        guard bytes.starts(with: ModelFile.magic) else { throw ModelError.notAModel }
        var reader = ByteReader(bytes: bytes[...], at: ModelFile.magic.count)
        let version = try reader.integer(UInt32.self)
        guard ModelFile.versions.contains(version) else { throw ModelError.otherVersion(version) }
        let count = Int(try reader.integer(UInt32.self))
        let tableEnd = ModelFile.headerSize + count * ModelFile.entrySize
        guard tableEnd + 4 <= bytes.count else { throw ModelError.damagedModel("it is truncated") }
        var tail = ByteReader(bytes: bytes[...], at: tableEnd)
        guard try tail.integer(UInt32.self) == ModelFile.checksum(bytes[..<tableEnd]) else {
            throw ModelError.damagedModel("its section table does not match its checksum")
        }
        var expected = tableEnd + 4
        for _ in 0..<count {
            let name = String(decoding: try reader.take(4), as: UTF8.self)
            let checksum = try reader.integer(UInt32.self)
            let offset = try reader.integer(UInt64.self)
            let length = try reader.integer(UInt64.self)
            // Sections follow each other without gaps, so that every byte is covered by a checksum.
            guard offset == UInt64(expected), length <= UInt64(bytes.count - expected), sections[name] == nil else {
                throw ModelError.damagedModel("it is truncated or its section table is wrong")
            }
            let section = bytes[expected..<expected + Int(length)]
            guard ModelFile.checksum(section) == checksum else {
                throw ModelError.damagedModel("section \(name) does not match its checksum")
            }
            names.append(name)
            sections[name] = .bytes(Array(section))
            expected += Int(length)
        }
        guard expected == bytes.count else { throw ModelError.damagedModel("it has bytes after its last section") }
    }

    /// The fingerprint of a model file: the checksum of its table, which covers the checksums of all sections, and its
    /// size. Only the table is read.
    ///
    /// - Returns: 8 hexadecimal digits, a hyphen and the size in hexadecimal digits.
    /// - Throws: the errors of `init(path:)`.
    public static func fingerprint(path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { throw CorpusError.notFound(path: path) }
        do {
            guard let header = try file.read(upToCount: headerSize), header.starts(with: magic) else {
                throw ModelError.notAModel
            }
            var reader = ByteReader(bytes: Array(header)[...], at: magic.count + 4)
            let size = try file.seekToEnd()
            let tableSize = UInt64(try reader.integer(UInt32.self)) * UInt64(entrySize)
            guard UInt64(headerSize) + tableSize + 4 <= size else { throw ModelError.damagedModel("it is truncated") }
            try file.seek(toOffset: UInt64(headerSize) + tableSize)
            var tail = ByteReader(bytes: Array(try file.read(upToCount: 4) ?? Data())[...], at: 0)
            return hexadecimal(try tail.integer(UInt32.self), digits: 8) + "-" + String(size, radix: 16)
        } catch let error as ModelError {
            throw error
        } catch {
            throw CorpusError.unreadable(path: path, reason: "the model file cannot be read")
        }
    }

    /// Whether a file holds topics rather than a classifier. Only its table is read.
    public static func holdsTopics(path: String) -> Bool {
        guard let head = LockedFile.head(of: path, count: 1 << 13), head.starts(with: magic), head.count > headerSize
        else { return false }
        // No file has more sections than a byte counts.
        let names = (0..<Int(head[magic.count + 4])).map { head.dropFirst(headerSize + $0 * entrySize).prefix(4) }
        return names.contains { $0.elementsEqual("TOPC".utf8) }
    }

    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        UInt32(crc32_z(0, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBytes { checksum($0) }
    }
}

/// Reads integers from bytes, never past the end.
private struct ByteReader {
    var bytes: ArraySlice<UInt8>
    var at: Int

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count <= bytes.endIndex - at else { throw ModelError.damagedModel("it is truncated") }
        defer { at += count }
        return bytes[at..<at + count]
    }

    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        try take(MemoryLayout<Value>.size).reversed().reduce(0) { $0 << 8 | Value($1) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
