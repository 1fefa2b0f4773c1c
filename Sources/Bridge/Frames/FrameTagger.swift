import CBridge
import Corpus
import Foundation
import Jobs

/// A model that is open.
private final class FrameTagger: Sendable {
    let tagger: RowTagger
    init(_ tagger: RowTagger) { self.tagger = tagger }
}

/// What to ask a model for.
private struct TaggerOptions: Decodable {
    /// A file; nil where the model's bytes are given.
    var model: String?
    var only: [String]?
    var top: Int?
    let compute: ComputeOption
}

private struct TaggerFacts: Encodable {
    let columns: [Column]
    let labels: [String]
    let parts: [String]

    struct Column: Encodable {
        let name: String
        let isNumber: Bool
    }

    init(_ tagger: RowTagger) {
        columns = tagger.columns.map { Column(name: $0.name, isNumber: $0.isNumber) }
        (labels, parts) = (tagger.labels, tagger.parts.map(\.rawValue))
    }
}

/// Opens a model for `trend_tagger_tag`; to be let go of with `trend_close`. Several threads may use it at once.
///
/// - Parameters:
///   - model: the bytes of a model file; nil where the options name one.
///   - about: gets JSON with the columns that it adds, its labels and what it fills in.
@c(trend_tagger_open)
public func openTagger(
    _ model: UnsafeRawPointer?, _ modelSize: Int64, _ options: UnsafeRawPointer, _ optionsSize: Int64,
    _ tagger: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ about: UnsafeMutablePointer<trend_bytes>,
    _ failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let options: TaggerOptions = try decoded(options, optionsSize)
        var file: MemoryFile?
        if let model {
            file = try MemoryFile(name: "the model")
            try file?.write(UnsafeRawBufferPointer(start: model, count: Int(modelSize)))
        }
        let opened = try withExtendedLifetime(file) {
            try RowTagger(
                model: file?.path ?? options.model ?? "", parts: parts(options.only), top: options.top,
                threads: options.compute.cores())
        }
        about.pointee = trend_bytes(try JSONEncoder().encode(TaggerFacts(opened)))
        tagger.pointee = Unmanaged.passRetained(FrameTagger(opened)).toOpaque()
    }
}

/// Tags articles: a value per row of a frame for each of the tagger's columns, or per article of files with its record.
///
/// - Parameters:
///   - job: may be looked at and cancelled meanwhile.
///   - rows: how many rows the one data frame has that is read, of which each gets its values; −1 for files.
///   - firstRow: the number of its first row.
///   - columns: gets three buffers per column as Arrow lays out large strings, and three more with the records as JSON
///     where files are read.
///   - result: gets what a job gives.
@c(trend_tagger_tag)
public func tag(
    _ tagger: UnsafeMutableRawPointer, _ job: UnsafeMutableRawPointer, _ reading: UnsafeRawPointer,
    _ readingSize: Int64, _ rows: Int64, _ firstRow: Int64, _ columns: UnsafeMutablePointer<trend_bytes>,
    _ result: UnsafeMutablePointer<trend_bytes>, _ failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        var tagger = Unmanaged<FrameTagger>.fromOpaque(tagger).takeUnretainedValue().tagger
        tagger.threads = Fork.threads(tagger.threads)
        let job = Unmanaged<RunningJob>.fromOpaque(job).takeUnretainedValue()
        let reading: ReadingOption = try decoded(reading, readingSize)
        var tagged = TaggedColumns(count: tagger.columns.count, firstRow: Int(firstRow), isOfFrame: rows >= 0)
        let found = try tagger.tag(reading.source(), progress: job.hear) { tagged.append($0) }
        if rows >= 0 { tagged.fill(to: Int(rows)) }
        var outcome = try JobOutcome(text: found.summary, found)
        outcome.note(found.missingLines(model: reading.model ?? "the model") + found.lines)
        outcome.tell(found.reading)
        result.pointee = trend_bytes(try outcome.encoded())
        for (index, bytes) in tagged.buffers().enumerated() { columns[index] = bytes }
    }
}

/// The values of tagged rows.
private struct TaggedColumns {
    private let firstRow: Int
    private var tags: [TextColumn]
    /// Nil for those of a frame, which the caller has.
    private var records: TextColumn?

    init(count: Int, firstRow: Int, isOfFrame: Bool) {
        self.firstRow = firstRow
        tags = Array(repeating: TextColumn(), count: count)
        records = isOfFrame ? nil : TextColumn()
    }

    mutating func append(_ row: RowTagger.Row) {
        if records == nil { fill(to: row.number - firstRow) }
        for (index, cell) in row.cells.enumerated() { tags[index].append(cell.utf8, isNull: cell.isEmpty) }
        records?.append(row.record())
    }

    /// Rows that are no articles have no values.
    mutating func fill(to row: Int) {
        for index in tags.indices {
            while tags[index].count < row { tags[index].append([], isNull: true) }
        }
    }

    func buffers() -> [trend_bytes] { (tags + (records.map { [$0] } ?? [])).flatMap { $0.buffers() } }
}
