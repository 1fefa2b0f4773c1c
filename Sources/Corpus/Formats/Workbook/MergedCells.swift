import Foundation

/// The cells of a sheet that are merged over several rows: their value stands in the first row alone, and holds for all.
///
/// Rows without a cell of their own are left as they are: the lower lines of a record that is merged throughout are no
/// records. Of cells merged over several columns, too, only the first column has the value.
struct MergedCells {
    private struct Merge {
        var column: Int32
        var first: Int32
        var last: Int32
    }

    /// Those that begin in a row, by that row.
    private var merges: [Merge] = []
    /// The first one that begins below the rows met so far.
    private var next = 0
    /// By column: the value that goes on, and to which row.
    private var open: [Int: (last: Int, cell: SheetRow.Cell, bytes: [UInt8])] = [:]
    /// How much text and how many cells a small file may be made into.
    private var allowance = 0
    /// How many cells were given a value.
    private(set) var filled = 0

    private static let mostMerges = 500_000
    /// What a cell takes beside its text.
    private static let cellSize = 64

    init() {}

    /// Looks for the ranges, which stand behind the rows; the rows are only unpacked.
    ///
    /// - Throws: `WorkbookDamage` where there are more ranges than any sheet has. Other damage is told when the rows are
    ///   read.
    init(_ entry: ZipEntry, fileSize: Int) throws(WorkbookDamage) {
        allowance = (64 << 20) + 1000 * fileSize
        var tail = SheetTail()
        while true {
            let bytes: UnsafeRawBufferPointer
            do throws(WorkbookDamage) { bytes = try entry.read() } catch { break }
            if bytes.isEmpty { break }
            tail.feed(bytes)
            while let range = tail.nextRange() {
                guard let merge = MergedCells.merge(range) else { continue }
                guard merges.count < MergedCells.mostMerges else {
                    throw WorkbookDamage(reason: "more than \(MergedCells.mostMerges) merged cells")
                }
                merges.append(merge)
            }
        }
        merges.sort { ($0.first, $0.column) < ($1.first, $1.column) }
    }

    /// `B2:B5`; nil for a range of one row.
    private static func merge(_ range: ArraySlice<UInt8>) -> Merge? {
        let ends = range.split(separator: UInt8(ascii: ":"), maxSplits: 1).map(cell)
        guard ends.count == 2, let start = ends[0], let end = ends[1], start.row < end.row else { return nil }
        return Merge(column: Int32(start.column), first: Int32(start.row), last: Int32(end.row))
    }

    private static func cell(_ reference: ArraySlice<UInt8>) -> (column: Int, row: Int)? {
        let digits = reference.drop { !(0x30...0x39).contains($0) }
        let letters = reference[..<digits.startIndex]
        guard (1...3).contains(letters.count), (1...7).contains(digits.count) else { return nil }
        var column = 0
        for letter in letters {
            guard (0x41...0x5A).contains(letter & 0xDF) else { return nil }
            column = 26 * column + Int(letter & 0xDF - 0x40)
        }
        guard let row = Int(String(decoding: digits, as: UTF8.self)), (1...SheetRows.maximumRow).contains(row),
            column <= SheetRows.maximumColumns
        else { return nil }
        return (column - 1, row)
    }

    /// Gives a row the values that go on into it. Rows are to be given from above.
    ///
    /// - Throws: `WorkbookDamage` where they become more than any workbook has.
    mutating func fill(_ row: inout SheetRow) throws(WorkbookDamage) {
        guard next < merges.count || !open.isEmpty, !row.cells.isEmpty else { return }
        let own = Set(row.cells.map(\.column))
        for (column, merge) in open.sorted(by: { $0.key < $1.key }) {
            if merge.last < row.number { open[column] = nil }
            guard merge.last >= row.number, !own.contains(column) else { continue }
            allowance -= merge.bytes.count + MergedCells.cellSize
            guard allowance >= 0 else {
                throw WorkbookDamage(
                    reason: "the merged cells expand to more than 1000 times the file's size; this is no real workbook")
            }
            var cell = merge.cell
            cell.text = row.bytes.count..<row.bytes.count + merge.bytes.count
            row.bytes += merge.bytes
            row.cells.append(cell)
            filled += 1
        }
        while next < merges.count, merges[next].first <= row.number {
            let merge = merges[next]
            next += 1
            // What begins in a row without cells has no value.
            guard merge.first == row.number, let cell = row.cells.first(where: { $0.column == merge.column }) else {
                continue
            }
            open[cell.column] = (Int(merge.last), cell, Array(row.bytes[cell.text]))
        }
    }
}

/// Finds the ranges of merged cells behind the rows of a sheet that comes piece by piece. What is written in cells cannot
/// be taken for them, since `<` stands for a tag alone.
private struct SheetTail {
    private var bytes: [UInt8] = []
    private var at = 0
    private var isBehindRows = false

    private static let end = Array("sheetData>".utf8)
    private static let tag = Array("mergeCell ".utf8)
    /// Where the capital letter of these names stands.
    private static let capital = 5
    /// A tag is shorter, with whatever prefix.
    private static let longest = 1 << 10
    /// What may belong to a tag whose name has not come whole: prefix and name.
    private static let margin = 128

    mutating func feed(_ piece: UnsafeRawBufferPointer) {
        bytes.removeFirst(at)
        at = 0
        bytes.append(contentsOf: piece)
        if !isBehindRows {
            if let end = find(SheetTail.end, closing: true) {
                isBehindRows = true
                at = end
            } else {
                at = max(0, bytes.count - SheetTail.margin)
            }
        }
    }

    /// What the next tag says, as far as it has come.
    mutating func nextRange() -> ArraySlice<UInt8>? {
        guard isBehindRows else { return nil }
        while let start = find(SheetTail.tag, closing: false) {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else {
                // The rest of the tag is still to come, unless it is none.
                at = bytes.count - start < SheetTail.longest ? max(at, start - SheetTail.margin) : bytes.count
                return nil
            }
            at = end
            if let range = SheetTail.reference(bytes[start..<end]) { return range }
        }
        at = max(at, bytes.count - SheetTail.margin)
        return nil
    }

    /// The value of the attribute `ref`.
    private static func reference(_ tag: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var parts = tag.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }[
            ...]
        while let name = parts.popFirst(), let value = parts.popFirst() {
            let name = name.filter { $0 > 0x20 }
            if name == Array("ref=".utf8) { return value }
        }
        return nil
    }

    /// The place behind a tag's name.
    private func find(_ name: [UInt8], closing: Bool) -> Int? {
        bytes.withUnsafeBytes { buffer in
            var from = at
            // Looked for by its capital letter, which is rare.
            while from + SheetTail.capital < buffer.count,
                let found = memchr(
                    buffer.baseAddress! + from + SheetTail.capital, Int32(name[SheetTail.capital]),
                    buffer.count - from - SheetTail.capital)
            {
                let start = UnsafeRawPointer(found) - buffer.baseAddress! - SheetTail.capital
                guard start + name.count <= buffer.count, buffer[start..<start + name.count].elementsEqual(name) else {
                    from = start + 1
                    continue
                }
                // A prefix may stand before the name.
                var before = start - 1
                while before >= 0, start - before < 100, buffer[before] > 0x20,
                    buffer[before] != UInt8(ascii: "<"), buffer[before] != UInt8(ascii: ">")
                {
                    before -= 1
                }
                let isTag = before >= 0 && buffer[before] == UInt8(ascii: "<")
                let isClosing = isTag && buffer[before + 1] == UInt8(ascii: "/")
                let length = start - before - (isClosing ? 2 : 1)
                if isTag, isClosing == closing, length == 0 || buffer[start - 1] == UInt8(ascii: ":") {
                    return start + name.count
                }
                from = start + name.count
            }
            return nil
        }
    }
}
