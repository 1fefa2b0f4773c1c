import CZip
import Foundation

/// The parts of a zip archive in their order, unpacked.
///
/// - Throws: where the archive or a part of it is damaged.
public func zipParts(_ archive: some Sequence<UInt8>) throws -> [(name: String, bytes: [UInt8])] {
    return try withTemporaryFile { path in
        try Data(archive).write(to: URL(fileURLWithPath: path))
        var code: Int32 = 0
        guard let zip = zip_open(path, Int32(ZIP_CHECKCONS), &code) else { throw Damaged(part: "error \(code)") }
        defer { zip_discard(zip) }
        return try (0..<UInt64(max(0, zip_get_num_entries(zip, 0)))).map { index in
            var status = zip_stat_t()
            guard zip_stat_index(zip, index, 0, &status) == 0, let file = zip_fopen_index(zip, index, 0) else {
                throw Damaged(part: "\(index)")
            }
            defer { zip_fclose(file) }
            let name = String(cString: status.name)
            var bytes = [UInt8](repeating: 0, count: Int(status.size))
            guard zip_fread(file, &bytes, status.size) == Int64(status.size) else { throw Damaged(part: name) }
            return (name, bytes)
        }
    }
}

private struct Damaged: Error { let part: String }
