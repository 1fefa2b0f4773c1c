import Foundation

/// The bytes of a file or of standard input, unpacked where they are gzip, as UTF-8 where they are UTF-16.
///
/// Plain and packed input is told apart by its first two bytes, so names need not end in `.gz`, and
/// packed files that were joined end to end are read to the last. What follows them and is not packed is an error.
final class ByteStream {
    /// As messages name the file.
    let name: String
    private let descriptor: Int32
    private let share: ReadingShare?
    private enum Form {
        case unknown, plain
        case gzip(GzipInflater)
    }

    /// What was read last, of which `rest` is still to be handed on.
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    private var form = Form.unknown
    private var utf16: UTF16Decoder?
    /// What was read of the text and not yet handed on, from `aheadStart` on.
    private var ahead: [UInt8] = []
    private var aheadStart = 0
    private var isStarted = false
    private var packed = 0
    private var unpacked = 0
    /// Why the rest of the file is not read, where it is not: packed data that unpack to more than any text.
    private(set) var refusal: String?

    /// Text packs to a third, a log of equal lines to a fiftieth; gzip can pack to a thousandth.
    private static let mostExpansion = 200
    /// So many bytes may come of however little.
    private static let expansionAllowed = 64 << 20

    /// - Parameters:
    ///   - path: a file, or `-` for standard input.
    ///   - share: hears of the bytes that are read.
    /// - Throws: `CorpusError` where it cannot be opened.
    init(path: String, counting share: ReadingShare? = nil) throws {
        self.share = share
        name = PathName.shown(path)
        descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw CorpusError.notFound(path: path) }
            throw CorpusError.unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard !ByteStream.isEndless(descriptor) else {
            LockedFile.close(descriptor)
            throw CorpusError.unreadable(path: path, reason: "a device that gives bytes without end")
        }
    }

    /// Whether it is one of the devices of memory, but for the empty one: zeros or random bytes.
    private static func isEndless(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return false }
        let (major, minor) = (status.st_rdev >> 8 & 0xFFF, status.st_rdev & 0xFF)
        return major == 1 && minor != 3
    }

    deinit {
        block.deallocate()
        LockedFile.close(descriptor)
    }

    /// `head` and what follows it in the file: at most `limit` bytes more, fewer only at the end.
    ///
    /// - Throws: `CorpusError.unreadable` where the file cannot be read or its gzip data are damaged.
    func read(after head: [UInt8], atMost limit: Int) throws -> [UInt8] {
        try read(after: head, consuming: true, atMost: limit)
    }

    /// Whether the text was UTF-16 and comes as UTF-8.
    var isUTF16: Bool {
        get throws {
            try start()
            return utf16 != nil
        }
    }

    /// The next bytes, which stay the next ones: `limit` of them, fewer only at the end.
    ///
    /// - Throws: as `read(after:atMost:)`.
    func peek(_ limit: Int) throws -> ArraySlice<UInt8> {
        try start()
        if ahead.count - aheadStart < limit, refusal == nil {
            ahead = try read(
                after: Array(ahead[aheadStart...]), consuming: false, atMost: limit - (ahead.count - aheadStart))
            aheadStart = 0
        }
        return ahead[aheadStart...].prefix(limit)
    }

    /// A descriptor of the file itself, for what needs to go back and forth in it; nil where it is no regular file or
    /// is unpacked. The caller closes it.
    func seekable() throws -> Int32? {
        var status = stat()
        guard try !isUTF16, case .plain = form, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        let copy = dup(descriptor)
        return copy >= 0 ? copy : nil
    }

    /// Looks at the first bytes for UTF-16.
    private func start() throws {
        guard !isStarted else { return }
        isStarted = true
        let head = try read(after: [], consuming: false, atMost: ByteStream.headSize)
        utf16 = UTF16Decoder(mark: Array(head.prefix(2)))
        if utf16 != nil {
            _ = head.count > 2 && utf16!.decode(Array(head[2...]))
        } else if let decoder = UTF16Decoder(unmarked: head) {
            utf16 = decoder
            _ = utf16!.decode(head)
        } else {
            ahead = head
        }
    }

    private static let headSize = 1 << 12

    private func read(after head: [UInt8], consuming: Bool, atMost limit: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: head.count + limit) { buffer, filled in
            _ = buffer.update(fromContentsOf: head)
            let place = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[head.count...])
            filled = head.count + (try consuming ? read(into: place) : decode(into: place))
        }
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try start()
        var filled = 0
        if aheadStart < ahead.count {
            filled = min(buffer.count, ahead.count - aheadStart)
            ahead[aheadStart..<aheadStart + filled].withUnsafeBytes { buffer.copyMemory(from: $0) }
            aheadStart += filled
            if aheadStart == ahead.count {
                ahead = []
                aheadStart = 0
            }
        }
        guard filled < buffer.count else { return filled }
        return filled + (try decode(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])))
    }

    /// Fills the buffer with text behind what is ahead.
    private func decode(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard utf16 != nil else { return try produce(into: buffer) }
        var filled = 0
        while filled < buffer.count {
            filled += utf16!.take(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            guard filled < buffer.count else { break }
            let bytes = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = try produce(into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard utf16!.decode(bytes) else { break }
        }
        return filled
    }

    private func produce(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard refusal == nil else { return 0 }
        if case .unknown = form { form = try look() }
        guard case .gzip(let inflater) = form else { return try copy(into: buffer) }
        let count = try unpack(with: inflater, into: buffer)
        unpacked += count
        if unpacked > ByteStream.expansionAllowed, unpacked > ByteStream.mostExpansion * (packed - rest.count) {
            refusal =
                "the gzip data expands to more than \(ByteStream.mostExpansion) times its size; "
                + "the rest of the file is skipped"
            return 0
        }
        return count
    }

    /// Reads the first bytes, however few come at once.
    private func look() throws -> Form {
        while rest.count < 2, try fetch(after: rest.count) {}
        return rest.starts(with: [0x1F, 0x8B]) ? .gzip(GzipInflater()) : .plain
    }

    private func copy(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count, try !rest.isEmpty || fetch() {
            let count = min(rest.count, buffer.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            filled += count
        }
        return filled
    }

    private func unpack(with inflater: GzipInflater, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            guard try !rest.isEmpty || fetch() else {
                guard inflater.mayEnd else {
                    throw failure("the gzip data is cut off; copy or download the file again")
                }
                guard inflater.bytesBehind == 0 else {
                    let count = inflater.bytesBehind
                    throw failure(
                        "behind the gzip data \(count == 1 ? "is 1 byte that is" : "are \(count) bytes that are") not read; "
                            + "copy or download the file again, or unpack its parts one by one")
                }
                break
            }
            do throws(GzipInflater.Damage) {
                filled += try inflater.inflate(&rest, into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            } catch {
                throw failure("the gzip data is damaged (\(error.message))")
            }
        }
        return filled
    }

    /// Reads on into the block, behind its first bytes where these are still wanted.
    ///
    /// - Returns: false at the end of the file.
    private func fetch(after kept: Int = 0) throws -> Bool {
        let place = UnsafeMutableRawBufferPointer(rebasing: block[kept...])
        while true {
            let count = Foundation.read(descriptor, place.baseAddress, place.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(String(cString: strerror(errno))) }
            packed += count
            share?.read(bytes: count)
            rest = UnsafeRawBufferPointer(rebasing: block[..<(kept + count)])
            return count > 0
        }
    }

    private func failure(_ reason: String) -> CorpusError { .unreadable(path: name, reason: reason) }
}
