/// Unpacked rows of a `RowStore`.
package struct RowBatch {
    /// Row i holds the entries `rowOffsets[i]..<rowOffsets[i + 1]`.
    package var rowOffsets = [0]
    /// The column of each entry, ascending within a row.
    package var columns: [Int32] = []
    /// The value of each entry: its count, or its weight after `weigh`.
    package var values: [Float] = []
    /// Row i has the labels `labelOffsets[i]..<labelOffsets[i + 1]`.
    package var labelOffsets = [0]
    /// The labels of all rows, one after another.
    package var labels: [Int] = []

    /// The number of rows.
    package var rows: Int { rowOffsets.count - 1 }

    /// The labels of one row.
    package func labels(of row: Int) -> ArraySlice<Int> { labels[labelOffsets[row]..<labelOffsets[row + 1]] }

    /// The rows as a matrix of rows × `count`.
    package func matrix(columns count: Int) -> CSRMatrix {
        CSRMatrix(columns: count, rowOffsets: rowOffsets, columnIndices: columns, values: values)
    }

    /// Adds every row's columns and labels to the counts.
    package func count(into counts: inout LabelCounts) {
        columns.withUnsafeBufferPointer { columns in
            for row in 0..<rows {
                counts.add(
                    UnsafeBufferPointer(rebasing: columns[rowOffsets[row]..<rowOffsets[row + 1]]),
                    labels: labels(of: row))
            }
        }
    }

    /// Turns the counts of all rows into weights.
    ///
    /// - Parameter weigh: replaces a row's counts by its weights, in place.
    package mutating func weigh(_ weigh: (UnsafeBufferPointer<Int32>, UnsafeMutableBufferPointer<Float>) -> Void) {
        columns.withUnsafeBufferPointer { columns in
            values.withUnsafeMutableBufferPointer { values in
                for (start, end) in zip(rowOffsets, rowOffsets.dropFirst()) {
                    weigh(
                        UnsafeBufferPointer(rebasing: columns[start..<end]),
                        UnsafeMutableBufferPointer(rebasing: values[start..<end]))
                }
            }
        }
    }
}

/// One pass over the rows of a store in random order.
///
/// A full shuffle of a file would need one seek per row. Instead, random blocks are read until the buffer (32 MB by
/// default) is full, and the rows in it are shuffled together. This is CorgiPile (Xu, Qiu, Ding, Li and others,
/// "In-database machine learning with CorgiPile: stochastic gradient descent without full data shuffle", SIGMOD 2022).
/// The paper shows that SGD then converges nearly as with a full shuffle, whatever the order on disk.
package struct RowPass {
    private let store: RowStore
    private let draws: Range<Int>
    private let columnShift: Int
    private let classes: [Int]
    private let dropsUnlabeled: Bool
    private var generator: SeededGenerator
    /// The blocks still to be read, the next one last.
    private var blocks: [Int32]
    private var buffer: [UInt8] = []
    /// The offsets in `buffer` of the rows still to be returned, the next one last.
    private var pending: [UInt32] = []

    private let bufferSize: Int
    private static let batchRows = 1024
    private static let batchEntries = 1 << 18

    /// Begins a pass.
    ///
    /// - Parameters:
    ///   - draws: the draws, from 0 to 65,535, whose rows are returned. This is a random choice that is the same in
    ///     every pass.
    ///   - columnShift: the number of bits by which columns are shortened.
    ///   - classes: the label to return for each label in the store; −1 leaves the label out.
    ///   - dropsUnlabeled: whether to leave out rows that have no label left.
    ///   - seed: of the order of the rows.
    ///   - bufferSize: the bytes read before rows are shuffled.
    package init(
        _ store: RowStore, draws: Range<Int>, columnShift: Int, classes: [Int], dropsUnlabeled: Bool, seed: UInt64,
        bufferSize: Int = 1 << 25
    ) {
        self.bufferSize = bufferSize
        self.store = store
        self.draws = draws
        self.columnShift = columnShift
        self.classes = classes
        self.dropsUnlabeled = dropsUnlabeled
        generator = SeededGenerator(seed: seed)
        blocks = (0..<Int32(store.offsets.count - 1)).map { $0 }
        generator.shuffle(&blocks)
    }

    /// The next rows, with their counts as values; nil at the end.
    ///
    /// - Throws: `NumericsError.unwritable` if the file cannot be read.
    package mutating func next() throws -> RowBatch? {
        var batch = RowBatch()
        while batch.rows < RowPass.batchRows, batch.values.count < RowPass.batchEntries {
            guard let start = pending.popLast() else {
                guard try fill() else { break }
                continue
            }
            buffer.withUnsafeBufferPointer { unpack($0, at: Int(start), into: &batch) }
        }
        return batch.rows == 0 ? nil : batch
    }

    private mutating func fill() throws -> Bool {
        buffer.removeAll(keepingCapacity: true)
        while buffer.count < bufferSize, let block = blocks.popLast() {
            try store.read(block: Int(block), into: &buffer)
        }
        buffer.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                let size = RowPass.number(bytes, &at)
                let draw = Int(bytes[at]) | Int(bytes[at + 1]) << 8
                if draws.contains(draw) { pending.append(UInt32(at + 2)) }
                at += size
            }
        }
        generator.shuffle(&pending)
        return !buffer.isEmpty
    }

    private func unpack(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, into batch: inout RowBatch) {
        var at = start
        for _ in 0..<RowPass.number(bytes, &at) {
            let label = classes[RowPass.number(bytes, &at)]
            if label >= 0 { batch.labels.append(label) }
        }
        if dropsUnlabeled, batch.labels.count == batch.labelOffsets.last! { return }
        batch.labelOffsets.append(batch.labels.count)
        let entries = RowPass.number(bytes, &at)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: entries) { columns in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: entries) { values in
                var column = 0
                var used = 0
                for _ in 0..<entries {
                    let entry = RowPass.number(bytes, &at)
                    column += entry >> 1
                    let count = Float(entry & 1 == 0 ? 1 : RowPass.number(bytes, &at))
                    let short = Int32(truncatingIfNeeded: column >> columnShift)
                    // With fewer bits, neighboring columns may have become one.
                    if used > 0, columns[used - 1] == short {
                        values[used - 1] += count
                    } else {
                        columns[used] = short
                        values[used] = count
                        used += 1
                    }
                }
                batch.columns.append(contentsOf: columns[..<used])
                batch.values.append(contentsOf: values[..<used])
            }
        }
        batch.rowOffsets.append(batch.values.count)
    }

    @inline(__always)
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int {
        var value = 0
        var shift = 0
        while true {
            let byte = bytes[at]
            at += 1
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }
}
