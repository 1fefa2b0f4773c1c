import CZip
import Corpus
import Foundation

/// Writes a zip archive in memory. The same parts give the same bytes: all have the same fixed date.
enum ZipWriter {
    /// Noon of 2000-01-01 as DOS has it.
    private static let date = (time: zip_uint16_t(12 << 11), day: zip_uint16_t(20 << 9 | 1 << 5 | 1))

    /// - Parameter parts: in this order; pictures, which are compressed already, are stored as they are.
    /// - Throws: `CorpusError.unwritable`, with the name of the output.
    static func archive(_ parts: [(name: String, bytes: Data)], for output: String) throws -> Data {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        func failure(_ reason: UnsafePointer<CChar>?) -> CorpusError {
            .unwritable(path: output, reason: reason.map { String(cString: $0) } ?? "no memory")
        }
        guard let target = zip_source_buffer_create(nil, 0, 0, &error) else {
            throw failure(zip_error_strerror(&error))
        }
        // Of the two owners the archive is one, and lets go of it when it is closed.
        zip_source_keep(target)
        defer { zip_source_free(target) }
        guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
            zip_source_free(target)
            throw failure(zip_error_strerror(&error))
        }
        // The bytes are read when the archive is closed.
        var buffers: [UnsafeMutableRawBufferPointer] = []
        defer { for buffer in buffers { buffer.deallocate() } }
        for part in parts {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, part.bytes.count), alignment: 1)
            buffers.append(buffer)
            part.bytes.copyBytes(to: buffer)
            guard let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(part.bytes.count), 0) else {
                let error = failure(zip_strerror(archive))
                zip_discard(archive)
                throw error
            }
            let index = zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else {
                let error = failure(zip_strerror(archive))
                zip_source_free(source)
                zip_discard(archive)
                throw error
            }
            let method = part.name.hasSuffix(".png") ? ZIP_CM_STORE : ZIP_CM_DEFLATE
            guard zip_file_set_dostime(archive, zip_uint64_t(index), date.time, date.day, 0) == 0,
                zip_set_file_compression(archive, zip_uint64_t(index), method, 0) == 0
            else {
                let error = failure(zip_strerror(archive))
                zip_discard(archive)
                throw error
            }
        }
        guard zip_close(archive) == 0 else {
            let error = failure(zip_strerror(archive))
            zip_discard(archive)
            throw error
        }
        return try contents(of: target, failure)
    }

    private static func contents(
        of source: OpaquePointer, _ failure: (UnsafePointer<CChar>?) -> CorpusError
    ) throws -> Data {
        var status = zip_stat_t()
        guard zip_source_stat(source, &status) == 0, zip_source_open(source) == 0 else {
            throw failure(zip_error_strerror(zip_source_error(source)))
        }
        defer { zip_source_close(source) }
        var bytes = Data(count: Int(status.size))
        let count = bytes.withUnsafeMutableBytes { zip_source_read(source, $0.baseAddress, zip_uint64_t($0.count)) }
        guard count == Int64(bytes.count) else { throw failure(zip_error_strerror(zip_source_error(source))) }
        return bytes
    }
}
