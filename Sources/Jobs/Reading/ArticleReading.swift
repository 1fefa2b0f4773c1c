import Corpus

/// One pass over the articles of a source. Counts the records that cannot be read, lists them, and fails where they
/// are too many.
struct ArticleReading {
    private var reader: CorpusReader
    private let limit: RejectLimit
    private let list: AtomicFile?
    private(set) var summary = ReadingSummary()

    init(_ reader: CorpusReader, limit: RejectLimit, rejectsPath: String?) throws {
        self.reader = reader
        self.limit = limit
        list = try rejectsPath.map { try AtomicFile(path: $0) }
        summary.list = rejectsPath
    }

    /// Goes over all articles batch by batch.
    ///
    /// - Parameters:
    ///   - work: runs on any core; its result must depend on the batch alone.
    ///   - use: gets the results on the calling thread, in order.
    mutating func forEachBatch<Output: Sendable>(
        threads: Int, progress: ProgressHandler, _ work: @escaping @Sendable ([Article]) -> Output,
        use: (Output) throws -> Void
    ) throws {
        try forEachBatch(threads: threads, progress: progress, rejecting: { (work($0), []) }) { output, _ in
            try use(output)
        }
    }

    /// The same for work that rejects records too.
    ///
    /// - Parameter use: also hears whether more records are unreadable so far than allowed.
    mutating func forEachBatch<Output: Sendable>(
        threads: Int, progress: ProgressHandler,
        rejecting work: @escaping @Sendable ([Article]) -> (Output, [Reject]),
        use: (Output, _ isTooMuch: Bool) throws -> Void
    ) throws {
        try reader.forEachBatch(threads: threads) { batch in
            let (output, rejects) = work(batch.articles)
            return (output, batch.records, batch.rejects + rejects, batch.articles.compactMap(\.dateWarning))
        } use: { output, records, rejects, warnings in
            try count(records, rejects, warnings)
            try progress(.read(articles: summary.records))
            try use(output, isTooMuch)
        }
    }

    /// The article of a number, from 1; nil where there are fewer, with how many there are.
    mutating func article(number: Int) throws -> (article: Article?, count: Int) {
        var seen = 0
        while let batch = try reader.next() {
            try count(batch.records, batch.rejects, batch.articles.compactMap(\.dateWarning))
            if number <= seen + batch.articles.count { return (batch.articles[number - seen - 1], number) }
            seen += batch.articles.count
        }
        return (nil, seen)
    }

    private var isTooMuch: Bool { !limit.allows(summary.rejected, of: summary.records) }

    private mutating func count(_ records: Int, _ rejects: [Reject], _ warnings: [String]) throws {
        for warning in warnings { try list?.write(warning + "\n") }
        try list(rejects)
        summary.records += records
        summary.rejected += rejects.count
        let missing = ReadingSummary.exampleCount - summary.examples.count
        summary.examples += rejects.prefix(missing).map(\.description)
    }

    /// Adds rejects to the list without counting them as records.
    func list(_ rejects: [Reject]) throws {
        for reject in rejects { try list?.write(reject.description + "\n") }
    }

    /// Completes the list of rejects. To be called when everything is read.
    ///
    /// - Parameter consequence: what becomes of the output where too many records are unreadable.
    /// - Throws: `JobError.tooManyRejects`, after the list is written.
    func finish(orElse consequence: String = "nothing was written") throws -> ReadingSummary {
        try list?.commit()
        if isTooMuch { throw JobError.tooManyRejects(summary, limit: limit, consequence: consequence) }
        return summary
    }
}

extension Article {
    /// What the list of rejects says of an article that is kept although its date field is no date.
    fileprivate var dateWarning: String? {
        guard hasUnreadableDate else { return nil }
        return "\(origin): kept, but its date field is no date: \(jsonString(String(dateField.prefix(40))))"
    }
}
