import CBridge
import Corpus
import Foundation

/// The rows of a data frame in a file in memory, as JSON lines, which jobs read like any other file: there is no second
/// way from a record to an article.
///
/// Line n is row n − 1. All columns are members of every line, so that names of fields are found where values are missing.
final class FrameFile: Sendable {
    /// A column that records cannot hold.
    struct LeftOut: Encodable {
        let name: String
        /// As Arrow writes types.
        let type: String
    }

    /// Where jobs find it, in this process alone.
    let path: String
    let rows: Int
    let leftOut: [LeftOut]
    private let descriptor: Int32

    private static let blockSize = 1 << 20

    /// - Parameters:
    ///   - stream: is read to its end and released.
    ///   - name: what messages call the frame behind `PathName.frame`; empty where there is one.
    ///   - firstRow: the number of the first row in the user's frame.
    /// - Throws: `CorpusError`.
    init(_ stream: UnsafeMutablePointer<ArrowArrayStream>, name: String, firstRow: Int) throws {
        defer { stream.pointee.release?(stream) }
        let file = try MemoryFile(name: PathName.frame + name)
        var schema = ArrowSchema()
        try FrameFile.check(stream.pointee.get_schema(stream, &schema), stream)
        defer { schema.release?(&schema) }
        let (columns, leftOut) = try FrameFile.columns(schema)
        var output = [UInt8](repeating: 0x0A, count: firstRow)
        var rows = 0
        while true {
            var batch = ArrowArray()
            try FrameFile.check(stream.pointee.get_next(stream, &batch), stream)
            guard batch.release != nil else { break }
            defer { batch.release?(&batch) }
            let record = try ArrowColumn(batch, .record(columns))
            for row in 0..<Int(batch.length) {
                try record.append(row, to: &output)
                output.append(0x0A)
                if output.count >= FrameFile.blockSize {
                    try file.write(output)
                    output.removeAll(keepingCapacity: true)
                }
            }
            rows += Int(batch.length)
        }
        try file.write(output)
        (self.rows, self.leftOut, path, descriptor) = (rows, leftOut, file.path, file.keptDescriptor())
    }

    deinit { close(descriptor) }

    private static func check(_ code: Int32, _ stream: UnsafeMutablePointer<ArrowArrayStream>) throws {
        guard code != 0 else { return }
        let reason = stream.pointee.get_last_error(stream).map { String(cString: $0) }
        throw CorpusError.unreadable(path: PathName.frame, reason: reason ?? String(cString: strerror(code)))
    }

    /// The columns that records can hold. Those left out keep their place, as nulls, so that the others keep theirs.
    private static func columns(
        _ schema: ArrowSchema
    ) throws -> (columns: [(name: [UInt8], type: ArrowType)], leftOut: [LeftOut]) {
        var columns: [(name: [UInt8], type: ArrowType)] = []
        var leftOut: [LeftOut] = []
        var names: Set<String> = []
        guard schema.format.map({ String(cString: $0) }) == "+s" else {
            throw CorpusError.wrongFormat(path: PathName.frame, reason: "it has no columns")
        }
        for index in 0..<max(0, Int(schema.n_children)) {
            guard let child = schema.children?[index]?.pointee else { continue }
            let name = child.name.map { String(cString: $0) } ?? ""
            guard names.insert(name).inserted else {
                throw CorpusError.wrongFormat(
                    path: PathName.frame, reason: "two columns are called '\(name)'; rename one of them")
            }
            if let type = ArrowType(child) {
                columns.append((ArrowType.member(child), type))
            } else {
                leftOut.append(LeftOut(name: name, type: child.format.map { String(cString: $0) } ?? ""))
                columns.append((ArrowType.member(child), .unread))
            }
        }
        return (columns, leftOut)
    }
}
