import Foundation

/// The names of one kind of as many articles as a `FactChunk`, by number.
///
/// Most articles have no names of most kinds, so only those that have any take space: the distance from the article
/// before; twice the number of names, and one more if a value follows; the value; the numbers of the names. Each is a number of
/// seven bits a byte, the low ones first.
struct NameChunk {
    struct Entry: Equatable {
        var names: [UInt32]
        /// What it means depends on the kind.
        var value: UInt32
    }

    /// By the place of the article in the chunk, up to the last one that has names.
    private var entries: [Entry?] = []

    init() {}

    var isEmpty: Bool { entries.isEmpty }

    /// By the place of the article in the chunk.
    subscript(index: Int) -> Entry? {
        get { index < entries.count ? entries[index] : nil }
        set {
            while entries.count <= index { entries.append(nil) }
            entries[index] = newValue
            while let last = entries.last, last == nil { entries.removeLast() }
        }
    }

    // MARK: Rows

    /// - Throws: `ArchiveDamage`.
    init(_ bytes: Data, chunk: Int64) throws {
        try NameChunk.forEach(in: bytes, chunk: chunk) { index, names, value in
            self[index] = Entry(names: Array(names), value: value)
        }
    }

    var bytes: Data {
        var bytes: [UInt8] = []
        func append(_ number: UInt32) {
            var rest = number
            while rest >= 0x80 {
                bytes.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
        var next = 0
        for (index, entry) in entries.enumerated() {
            guard let entry else { continue }
            append(UInt32(index - next))
            append(UInt32(entry.names.count) << 1 | (entry.value == 0 ? 0 : 1))
            if entry.value != 0 { append(entry.value) }
            for name in entry.names { append(name) }
            next = index + 1
        }
        return Data(bytes)
    }

    /// Passes the entries of a row to `use` in the order of the articles, without keeping any.
    ///
    /// - Parameter use: gets the place of the article in the chunk, its names, which stay there until it returns, and the
    ///   value.
    /// - Throws: `ArchiveDamage`, and the errors of `use`.
    static func forEach(
        in bytes: Data, chunk: Int64, _ use: (Int, UnsafeBufferPointer<UInt32>, UInt32) throws -> Void
    ) throws {
        try bytes.withUnsafeBytes { bytes in
            var at = 0
            func number() throws -> UInt32 {
                // Nearly all of them.
                if at < bytes.count, bytes[at] < 0x80 {
                    at += 1
                    return UInt32(bytes[at - 1])
                }
                var (value, shift): (UInt64, UInt64) = (0, 0)
                while at < bytes.count, shift < 35 {
                    let byte = bytes[at]
                    at += 1
                    value |= UInt64(byte & 0x7F) << shift
                    if byte < 0x80 {
                        guard value <= UInt32.max else { break }
                        return UInt32(value)
                    }
                    shift += 7
                }
                throw ArchiveDamage.facts(
                    "the names of articles \(FactChunk.articles(of: chunk)) have no possible form")
            }
            var names: [UInt32] = []
            var next = 0
            while at < bytes.count {
                let index = try next + Int(number())
                let head = try number()
                let value = try head & 1 == 0 ? 0 : number()
                // Each of them has a byte at least.
                guard index < FactChunk.size, Int(head >> 1) <= bytes.count - at else {
                    throw ArchiveDamage.facts(
                        "the names of articles \(FactChunk.articles(of: chunk)) have no possible form")
                }
                names.removeAll(keepingCapacity: true)
                for _ in 0..<head >> 1 { names.append(try number()) }
                try names.withUnsafeBufferPointer { try use(index, $0, value) }
                next = index + 1
            }
        }
    }
}
