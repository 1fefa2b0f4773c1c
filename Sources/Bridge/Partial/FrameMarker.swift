import CBridge
import Corpus
import Foundation
import Jobs

/// A marker that is open.
private final class FrameMarker: Sendable {
    let marker: RowMarker
    init(_ marker: RowMarker) { self.marker = marker }
}

/// What to look for in articles.
private struct MarkerOptions: Decodable {
    var terms: [String]?
    var by: String?
    let compute: ComputeOption
}

/// Opens a marker of rows; to be let go of with `trend_close`. Several threads may use it at once.
///
/// - Parameters:
///   - lexicon: the phrases to count, as the job `lexicon` gives them; nil for the terms of the options.
///   - about: gets JSON with the names of what is counted.
@c(trend_marker_open)
public func openMarker(
    _ lexicon: UnsafeRawPointer?, _ lexiconSize: Int64, _ options: UnsafeRawPointer, _ optionsSize: Int64,
    _ marker: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ about: UnsafeMutablePointer<trend_bytes>,
    _ failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let options: MarkerOptions = try decoded(options, optionsSize)
        let by = try length(options.by ?? "month", "by")
        let threads = try options.compute.cores()
        let opened =
            if let lexicon {
                try RowMarker(lexicon: Data(bytes: lexicon, count: Int(lexiconSize)), by: by, threads: threads)
            } else {
                try RowMarker(terms: options.terms ?? [], by: by, threads: threads)
            }
        about.pointee = trend_bytes(try JSONEncoder().encode(opened.names))
        marker.pointee = Unmanaged.passRetained(FrameMarker(opened)).toOpaque()
    }
}

/// Marks the rows of a data frame.
///
/// - Parameters:
///   - reading: how the one data frame is read, of which each row gets its values.
///   - columns: gets 11 buffers: why a row is no article (3, as Arrow lays out large strings), its day, the first day
///     of its period, both in days since 1970 with four bytes, and the bucket of its copies with eight; its fingerprint
///     (3, null where there is nothing to compare); the offsets, with eight bytes, and the numbers, with four, of the
///     terms or phrases in it. Rows without a date have `Int32.min` for both days.
@c(trend_marker_mark)
public func mark(
    _ marker: UnsafeMutableRawPointer, _ reading: UnsafeRawPointer, _ readingSize: Int64, _ rows: Int64,
    _ columns: UnsafeMutablePointer<trend_bytes>, _ failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        var marker = Unmanaged<FrameMarker>.fromOpaque(marker).takeUnretainedValue().marker
        marker.threads = Fork.threads(marker.threads)
        let reading: ReadingOption = try decoded(reading, readingSize)
        let marked = MarkedColumns(try marker.mark(reading.source()), count: Int(max(0, rows)))
        for (index, bytes) in marked.buffers().enumerated() { columns[index] = bytes }
    }
}

/// The marks of all rows of a frame.
private struct MarkedColumns {
    private var reasons = TextColumn()
    private var days: [Int32]
    private var periods: [Int32]
    private var buckets: [UInt64]
    private var texts = TextColumn()
    private var offsets: [Int64] = [0]
    private var found: [Int32] = []

    init(_ rows: RowMarker.Rows, count: Int) {
        days = [Int32](repeating: .min, count: count)
        periods = days
        buckets = [UInt64](repeating: 0, count: count)
        var marks = rows.marks[...]
        var rejects = rows.rejects[...]
        for row in 0..<count {
            while let reject = rejects.first, reject.row < row { rejects.removeFirst() }
            // A row that nobody speaks of holds nothing.
            let mark = marks.first.flatMap { $0.row == row ? $0 : nil }
            let reject = rejects.first.flatMap { $0.row == row ? $0.reason : nil } ?? "it holds no article"
            reasons.append(mark == nil ? Array(reject.utf8) : [], isNull: mark != nil)
            var bytes: [UInt8] = []
            if let mark {
                marks.removeFirst()
                if let day = mark.day { days[row] = Int32(day.daysSince1970) }
                if let period = mark.period { periods[row] = Int32(period.firstDay.daysSince1970) }
                if !mark.text.isEmpty {
                    mark.text.append(to: &bytes)
                    buckets[row] = mark.text.copyBucket
                }
                found += mark.found
            }
            texts.append(bytes, isNull: bytes.isEmpty)
            offsets.append(Int64(found.count))
        }
    }

    func buffers() -> [trend_bytes] {
        func bytes(_ values: [some FixedWidthInteger]) -> trend_bytes { values.withUnsafeBytes { trend_bytes($0) } }
        return reasons.buffers() + [bytes(days), bytes(periods), bytes(buckets)] + texts.buffers()
            + [bytes(offsets), bytes(found)]
    }
}
