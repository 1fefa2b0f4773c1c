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
    /// The place of each row in the store.
    package var places: [Int] = []

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

    /// Adds the same number of entries to each row, behind its own.
    ///
    /// - Parameters:
    ///   - width: the number of entries.
    ///   - first: the column of the first one.
    ///   - fill: writes the values of a row, which it is given by its place in the store.
    package mutating func append(
        width: Int, at first: Int, _ fill: (_ place: Int, UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        let added = (first..<first + width).map { Int32($0) }
        var (offsets, indices, joined) = ([0], [Int32](), [Float]())
        indices.reserveCapacity(columns.count + rows * width)
        joined.reserveCapacity(columns.count + rows * width)
        var row = [Float](repeating: 0, count: width)
        for index in 0..<rows {
            let own = rowOffsets[index]..<rowOffsets[index + 1]
            row.withUnsafeMutableBufferPointer { fill(places[index], $0) }
            indices += columns[own]
            indices += added
            joined += values[own]
            joined += row
            offsets.append(joined.count)
        }
        (rowOffsets, columns, values) = (offsets, indices, joined)
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
    private let excluded: Range<Int>
    private let columnShift: Int
    private let classes: [Int]
    private let dropsUnlabeled: Bool
    private var generator: SeededGenerator
    /// The blocks still to be read, the next one last.
    private var blocks: [Int32]
    private var buffer: [UInt8] = []
    /// The offsets in `buffer` of the rows still to be returned, and their places in the store, the next one last.
    private var pending: [(offset: UInt32, place: UInt32)] = []

    private let bufferSize: Int
    private static let batchRows = 1024
    private static let batchEntries = 1 << 18

    /// Begins a pass.
    ///
    /// - Parameters:
    ///   - draws: the draws, from 0 to 65,535, whose rows are returned. This is a random choice that is the same in
    ///     every pass.
    ///   - excluded: draws among these whose rows are not returned.
    ///   - columnShift: the number of bits by which columns are shortened.
    ///   - classes: the label to return for each label in the store; −1 leaves the label out.
    ///   - dropsUnlabeled: whether to leave out rows that have no label left.
    ///   - seed: of the order of the rows.
    ///   - bufferSize: the bytes read before rows are shuffled.
    package init(
        _ store: RowStore, draws: Range<Int>, except excluded: Range<Int> = 0..<0, columnShift: Int, classes: [Int],
        dropsUnlabeled: Bool, seed: UInt64, bufferSize: Int = 1 << 25
    ) {
        self.bufferSize = bufferSize
        self.store = store
        self.draws = draws
        self.excluded = excluded
        self.columnShift = columnShift
        self.classes = classes
        self.dropsUnlabeled = dropsUnlabeled
        generator = SeededGenerator(seed: seed)
        blocks = (0..<Int32(store.blocks)).map { $0 }
        generator.shuffle(&blocks)
    }

    /// The next rows, with their counts as values; nil at the end.
    ///
    /// - Throws: `NumericsError.unwritable` if the file cannot be read.
    package mutating func next() throws -> RowBatch? {
        var batch = RowBatch()
        while batch.rows < RowPass.batchRows, batch.values.count < RowPass.batchEntries {
            guard let (offset, place) = pending.popLast() else {
                guard try fill() else { break }
                continue
            }
            buffer.withUnsafeBufferPointer { unpack($0, at: Int(offset), place: Int(place), into: &batch) }
        }
        return batch.rows == 0 ? nil : batch
    }

    private mutating func fill() throws -> Bool {
        buffer.removeAll(keepingCapacity: true)
        while buffer.count < bufferSize, let block = blocks.popLast() {
            let start = buffer.count
            try store.read(block: Int(block), into: &buffer)
            buffer.withUnsafeBufferPointer { bytes in
                var at = start
                var place = UInt32(truncatingIfNeeded: store.rows(before: Int(block)))
                while at < bytes.count {
                    let size = bytes.number(&at)
                    let draw = Int(bytes[at]) | Int(bytes[at + 1]) << 8
                    if draws.contains(draw), !excluded.contains(draw) { pending.append((UInt32(at + 2), place)) }
                    at += size
                    place &+= 1
                }
            }
        }
        generator.shuffle(&pending)
        return !buffer.isEmpty
    }

    private func unpack(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, place: Int, into batch: inout RowBatch
    ) {
        var at = start
        for _ in 0..<bytes.number(&at) {
            let label = classes[bytes.number(&at)]
            if label >= 0 { batch.labels.append(label) }
        }
        if dropsUnlabeled, batch.labels.count == batch.labelOffsets.last! { return }
        batch.labelOffsets.append(batch.labels.count)
        batch.places.append(place)
        let entries = bytes.number(&at)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: entries) { columns in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: entries) { values in
                var column = 0
                var used = 0
                for _ in 0..<entries {
                    let entry = bytes.number(&at)
                    column += entry >> 1
                    let count = Float(entry & 1 == 0 ? 1 : bytes.number(&at))
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
}
