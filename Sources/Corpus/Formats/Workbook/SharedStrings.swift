import Foundation

/// The texts that the cells of a workbook refer to by number: one after another in one buffer, since a string of its
/// own for each would take several times the memory.
final class SharedStrings {
    private let bytes = GrowingBytes()
    /// Where each text ends.
    private var ends: [UInt32] = []

    static let maximumBytes = 1 << 30
    private static let maximumCount = 1 << 26

    init() {}

    init(_ entry: ZipEntry) throws(WorkbookDamage) {
        try XMLStream.parse(entry, with: Handler(self))
    }

    var count: Int { ends.count }

    /// UTF-8; valid as long as the strings are. Nil where there are fewer.
    subscript(index: Int) -> UnsafeBufferPointer<UInt8>? {
        guard ends.indices.contains(index) else { return nil }
        return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    private final class Handler: XMLHandler {
        private unowned let strings: SharedStrings
        private var isText = false
        /// How deep in phonetic runs, which tell how the text is pronounced.
        private var phonetic = 0

        init(_ strings: SharedStrings) { self.strings = strings }

        override func start(_ name: XMLName, _ attributes: XMLAttributes) {
            if name == "t" { isText = phonetic == 0 } else if name == "rPh" { phonetic += 1 }
        }

        override func end(_ name: XMLName) {
            switch name {
            case "t": isText = false
            case "rPh": phonetic -= 1
            case "si":
                guard strings.ends.count < SharedStrings.maximumCount else { return tooLarge() }
                strings.ends.append(UInt32(strings.bytes.count))
            default: break
            }
        }

        override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard isText else { return }
            guard strings.bytes.count + bytes.count <= SharedStrings.maximumBytes else { return tooLarge() }
            strings.bytes.append(bytes)
        }

        private func tooLarge() {
            failure = WorkbookDamage(
                reason: "the workbook has more than \(SharedStrings.maximumBytes >> 30) GB of text; "
                    + "save the sheet as CSV (UTF-8) and try again")
        }
    }
}

/// Bytes that grow in place where the system can, so that a gigabyte is not copied.
private final class GrowingBytes {
    private var start: UnsafeMutablePointer<UInt8>?
    private(set) var count = 0
    private var capacity = 0

    deinit { free(start) }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if count + bytes.count > capacity {
            capacity = max(count + bytes.count, capacity + capacity / 2, 1 << 12)
            guard let grown = realloc(start, capacity) else { preconditionFailure("no memory") }
            start = grown.assumingMemoryBound(to: UInt8.self)
        }
        (start! + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: start.map { UnsafePointer($0) + range.lowerBound }, count: range.count)
    }
}
