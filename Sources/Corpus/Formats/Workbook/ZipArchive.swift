import CZip
import Foundation

/// Why a workbook cannot be read.
struct WorkbookDamage: Error, Equatable {
    var reason: String
}

/// A ZIP archive whose entries are read straight from the file. Nothing is unpacked to the disk, so an entry's name is
/// only a name.
final class ZipArchive {
    private let archive: OpaquePointer
    /// Entries by name, in lower case with `/` between folders.
    private var entries: [String: UInt64] = [:]
    private var duplicates: Set<String> = []
    /// Of the file, in bytes.
    let size: Int

    private static let maximumEntries = 10_000

    /// - Parameter descriptor: of a regular file, which the archive closes.
    init(descriptor: Int32) throws(WorkbookDamage) {
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        var code: Int32 = 0
        guard let archive = zip_fdopen(descriptor, 0, &code) else {
            close(descriptor)
            throw WorkbookDamage(reason: "the workbook is damaged or cut off (\(ZipArchive.message(code)))")
        }
        self.archive = archive
        let count = zip_get_num_entries(archive, 0)
        guard count <= ZipArchive.maximumEntries else {
            throw WorkbookDamage(reason: "\(count) parts; the maximum is \(ZipArchive.maximumEntries)")
        }
        for index in 0..<UInt64(max(0, count)) {
            guard let name = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_GUESS)) else { continue }
            let key = ZipArchive.normalized(String(cString: name))
            if entries.updateValue(index, forKey: key) != nil { duplicates.insert(key) }
        }
    }

    /// - Parameter stream: which is copied to a file without a name where it cannot be read back and forth.
    /// - Throws: `CorpusError`.
    convenience init(_ stream: ByteStream) throws {
        do {
            try self.init(descriptor: stream.seekable() ?? ZipArchive.copy(of: stream))
        } catch let damage as WorkbookDamage {
            throw CorpusError.wrongFormat(path: stream.name, reason: damage.reason)
        }
    }

    private static func copy(of stream: ByteStream) throws -> Int32 {
        guard let file = tmpfile() else {
            throw CorpusError.unwritable(path: "a temporary file", reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        let descriptor = dup(fileno(file))
        guard descriptor >= 0 else {
            throw CorpusError.unwritable(path: "a temporary file", reason: String(cString: strerror(errno)))
        }
        do {
            while case let bytes = try stream.read(after: [], atMost: 1 << 18), !bytes.isEmpty {
                try bytes.withUnsafeBytes { try writeAll($0, to: descriptor, name: "a temporary file") }
            }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    deinit { zip_discard(archive) }

    func has(_ name: String) -> Bool { entries[ZipArchive.normalized(name)] != nil }

    /// Some entry lies in this folder.
    func hasFolder(_ name: String) -> Bool { entries.keys.contains { $0.hasPrefix(name + "/") } }

    /// - Throws: `WorkbookDamage` where there is no such entry, or more than one, or it is encrypted.
    func entry(_ name: String) throws(WorkbookDamage) -> ZipEntry {
        let key = ZipArchive.normalized(name)
        guard let index = entries[key] else { throw WorkbookDamage(reason: "the workbook has no part \(name)") }
        guard !duplicates.contains(key) else {
            throw WorkbookDamage(reason: "the workbook has the part \(name) more than once")
        }
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, index, 0, &status) == 0 else { throw failure(name) }
        guard status.encryption_method == 0 else {
            throw WorkbookDamage(reason: "the workbook is encrypted; save it without a password and try again")
        }
        guard let file = zip_fopen_index(archive, index, 0) else { throw failure(name) }
        return ZipEntry(file, of: self, name: name, packedSize: Int(clamping: status.comp_size))
    }

    private func failure(_ name: String) -> WorkbookDamage {
        let message = String(cString: zip_error_strerror(zip_get_error(archive)))
        return WorkbookDamage(reason: "the part \(name) of the workbook is damaged (\(message))")
    }

    private static func message(_ code: Int32) -> String {
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        return String(cString: zip_error_strerror(&error))
    }

    private static func normalized(_ name: String) -> String {
        let name = name.replacing("\\", with: "/").lowercased()
        return name.hasPrefix("/") ? String(name.dropFirst()) : name
    }
}

/// One entry of an archive, unpacked piece by piece.
final class ZipEntry {
    let name: String
    private let file: OpaquePointer
    private let archive: ZipArchive
    private let packedSize: Int
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var unpacked = 0

    /// The XML of real workbooks packs to a tenth or twentieth.
    private static let maximumExpansion = 200
    /// So many bytes may come of however little.
    private static let expansionAllowed = 64 << 20

    fileprivate init(_ file: OpaquePointer, of archive: ZipArchive, name: String, packedSize: Int) {
        self.file = file
        self.archive = archive
        self.name = name
        self.packedSize = min(packedSize, archive.size)
    }

    deinit {
        zip_fclose(file)
        block.deallocate()
    }

    /// The next bytes, valid until the next call; none at the end.
    ///
    /// - Throws: `WorkbookDamage` where the data or their checksum are wrong, or expand without end.
    func read() throws(WorkbookDamage) -> UnsafeRawBufferPointer {
        let count = zip_fread(file, block.baseAddress, UInt64(block.count))
        guard count >= 0 else {
            let message = String(cString: zip_error_strerror(zip_file_get_error(file)))
            throw WorkbookDamage(reason: "the part \(name) of the workbook is damaged (\(message))")
        }
        unpacked += Int(count)
        if unpacked > ZipEntry.expansionAllowed, unpacked > ZipEntry.maximumExpansion * packedSize {
            throw WorkbookDamage(
                reason: "the part \(name) of the workbook expands to more than "
                    + "\(ZipEntry.maximumExpansion) times its size; this is no real workbook")
        }
        return UnsafeRawBufferPointer(rebasing: block[..<Int(count)])
    }
}
