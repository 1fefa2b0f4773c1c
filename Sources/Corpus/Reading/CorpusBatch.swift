/// What was read of some records that stand one after another.
public struct CorpusBatch: Equatable, Sendable {
    public var articles: [Article] = []
    public var rejects: [Reject] = []
    /// Under which names these records hold their fields.
    public var usage: FieldUsage?

    public init() {}

    public var records: Int { articles.count + rejects.count }

    mutating func append(_ entry: consuming CorpusEntry) {
        switch consume entry {
        case .article(let article): articles.append(article)
        case .reject(let reject): rejects.append(reject)
        }
    }

    /// Adds what was read of the records behind these.
    mutating func append(_ other: CorpusBatch) {
        articles += other.articles
        rejects += other.rejects
        if let more = other.usage {
            if usage == nil { usage = more } else { usage!.add(more) }
        }
    }
}

/// Some records of a file: cut out by one core and read by any.
enum CorpusBlock: Sendable {
    /// Records of a form in which their ends are known only once they are read.
    case batch(CorpusBatch)
    /// A file that holds no records, which is told.
    case empty(file: String)
    case jsonLines(LineBlock, ReadingOptions)
    /// - Parameter element: the hash of the name of the documents' element.
    case markup(LineBlock, _ element: UInt64, ReadingOptions)
    case page(WebPage, ReadingOptions)
    case stored([StoredRecord], ReadingOptions)

    func read() -> CorpusBatch {
        switch self {
        case .batch(let batch): return batch
        case .empty(let file):
            var batch = CorpusBatch()
            batch.usage = FieldUsage(file: file)
            return batch
        case .jsonLines(let lines, let options):
            var reader = JSONArticleReader(options)
            return reader.read(lines)
        case .markup(let lines, let element, let options):
            var reader = MarkupArticleReader(options, element: element)
            return reader.read(lines)
        case .page(let page, let options): return page.read(options)
        case .stored(let records, let options):
            var reader = StoredRecordReader(options)
            var batch = CorpusBatch()
            for record in records { batch.append(reader.read(record)) }
            batch.usage = reader.usage()
            return batch
        }
    }
}

/// Gives the records of one file block by block.
protocol RecordReader {
    mutating func nextBlock() throws -> CorpusBlock?
}

/// Reads the records of one file, one after another.
protocol SequentialReader: RecordReader {
    mutating func next() throws -> CorpusEntry?
    /// Under which names the records hold their fields that were read since it was asked last, and what else is to be
    /// said since then.
    mutating func takeUsage() -> FieldUsage
    /// What ended the reading before a batch was full. The reader keeps it, so that what was read whole is given first.
    var failure: (any Error)? { get set }
}

extension SourceRow {
    /// About how much memory it takes beside its lines.
    fileprivate var size: Int {
        guard case .fields(let fields) = self else { return 0 }
        return fields.reduce(0) { $0 + $1.value.utf8.count + 2 * MemoryLayout<String>.size }
    }
}

extension SequentialReader {
    mutating func nextBlock() throws -> CorpusBlock? {
        if let failure { throw failure }
        var batch = CorpusBatch()
        var size = 0
        do {
            // About as much text as a block of lines holds.
            while size < 1 << 18, let entry = try next() {
                size += 256
                if case .article(let article) = entry { size += article.text.utf8.count + article.row.size }
                batch.append(entry)
            }
        } catch {
            guard batch.records > 0 else { throw error }
            failure = error
        }
        let usage = takeUsage()
        // Remarks are a batch even without records. The encoding stays the same, so it would make one without end.
        var remarks = usage.remarks
        remarks.encoding = nil
        guard batch.records > 0 || !remarks.isEmpty else { return nil }
        batch.usage = usage
        return .batch(batch)
    }
}
