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
    /// The factor of each row's loss.
    package var lossWeights: [Float] = []

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
    private let isSingleLabel: Bool
    private let repeatsHeavyRows: Bool
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
    ///   - isSingleLabel: whether only the first label of a row counts, and rows are left out that have none left.
    ///   - repeatsHeavyRows: whether a row that weighs more than 2 comes several times, in parts (`visits`).
    ///   - seed: of the order of the rows.
    ///   - bufferSize: the bytes read before rows are shuffled.
    package init(
        _ store: RowStore, draws: Range<Int>, except excluded: Range<Int> = 0..<0, columnShift: Int, classes: [Int],
        isSingleLabel: Bool, repeatsHeavyRows: Bool = false, seed: UInt64, bufferSize: Int = 1 << 25
    ) {
        self.bufferSize = bufferSize
        self.store = store
        self.draws = draws
        self.excluded = excluded
        self.columnShift = columnShift
        self.classes = classes
        self.isSingleLabel = isSingleLabel
        self.repeatsHeavyRows = repeatsHeavyRows
        generator = SeededGenerator(seed: seed)
        blocks = (0..<Int32(store.blocks)).map { $0 }
        generator.shuffle(&blocks)
    }

    /// How many times a row of a weight comes in a pass that repeats heavy rows: once for each 2 of it, up to 16 times.
    ///
    /// One long step goes too far, and its squared gradient slows down the row's features for good: with 3,000 titles,
    /// of which 500 weighed 20, steps of 20 cost 2 to 5 points of accuracy. Parts that follow each other are undone by the
    /// next rows that say otherwise.
    package static func visits(weight: Float) -> Int { max(1, Int(min(16, (weight / 2).rounded(.up)))) }

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
                    if draws.contains(draw), !excluded.contains(draw) {
                        var start = at + 2
                        let row = (UInt32(start), place)
                        let visits = repeatsHeavyRows ? RowPass.visits(weight: RowPass.head(bytes, &start).weight) : 1
                        for _ in 0..<visits { pending.append(row) }
                    }
                    at += size
                    place &+= 1
                }
            }
        }
        generator.shuffle(&pending)
        return !buffer.isEmpty
    }

    /// The number of labels of a row, and its weight.
    private static func head(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int
    ) -> (labels: Int, weight: Float) {
        let head = bytes.number(&at)
        guard head & 1 == 1 else { return (head >> 1, 1) }
        let pattern = UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt32.self)
        at += 4
        return (head >> 1, Float(bitPattern: UInt32(littleEndian: pattern)))
    }

    private func unpack(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, place: Int, into batch: inout RowBatch
    ) {
        var at = start
        let (labels, weight) = RowPass.head(bytes, &at)
        for number in 0..<labels {
            let label = classes[bytes.number(&at)]
            if label >= 0, number == 0 || !isSingleLabel { batch.labels.append(label) }
        }
        if isSingleLabel, batch.labels.count == batch.labelOffsets.last! { return }
        batch.labelOffsets.append(batch.labels.count)
        batch.lossWeights.append(repeatsHeavyRows ? weight / Float(RowPass.visits(weight: weight)) : weight)
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
