import Corpus

/// Where a job writes its lines: a file that appears whole or not at all, or a stream.
public enum JobOutput: Sendable {
    case file(String)
    /// Gets whole lines.
    case stream(@Sendable (UnsafeRawBufferPointer) throws -> Void)
    /// A stream of the system, such as standard output, and how messages name it.
    case descriptor(Int32, name: String)
}

/// An output that was opened.
struct OpenOutput {
    private let file: AtomicFile?
    private let stream: (@Sendable (UnsafeRawBufferPointer) throws -> Void)?

    /// - Throws: `CorpusError.unwritable`.
    init(_ output: JobOutput) throws {
        switch output {
        case .file(let path): (file, stream) = (try AtomicFile(path: path), nil)
        case .stream(let write): (file, stream) = (nil, write)
        case .descriptor(let descriptor, let name):
            (file, stream) = (nil, { try writeAll($0, to: descriptor, name: name) })
        }
    }

    func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes(write) }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try file?.write(bytes)
        try stream?(bytes)
    }

    func commit() throws { try file?.commit() }
}
