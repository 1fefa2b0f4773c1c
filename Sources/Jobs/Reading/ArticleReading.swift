import Corpus
import Text

/// One pass over the articles of a source. Counts the records that cannot be read, lists them, and fails where they
/// are too many.
struct ArticleReading {
    private var reader: CorpusReader
    private let name: String?
    private let limit: RejectLimit
    private let list: AtomicFile?
    private let wanted: RecordFields
    private let days: DayRange?
    /// Whether labels count that a model filled in.
    private let takesPredicted: Bool
    /// What is to be said of all articles, where only some of them are read.
    private let known: ReadingSummary?
    private var dayTally = DayTally()
    private var tally: FieldsTally
    private(set) var summary = ReadingSummary()
    /// Whether all rejects are kept in `rejects`: of a source that is small.
    var keepsRejects = false
    /// Whether labels are looked for that may be parts of one name.
    var findsLabelParts = false
    private var labelParts = LabelParts()
    private(set) var rejects: [Reject] = []

    /// - Parameters:
    ///   - name: what the one file is called; nil: as its path.
    ///   - wanted: the fields that articles carry.
    ///   - takesPredicted: whether labels count that a model filled in; else such articles have none, which is told.
    ///   - known: what is to be said of all articles, where the reader gives some of them.
    ///   - tally: gathers how the files were read.
    init(
        _ reader: CorpusReader, name: String? = nil, limit: RejectLimit, rejectsPath: String?, wanted: RecordFields,
        days: DayRange? = nil, takesPredicted: Bool = true, known: ReadingSummary? = nil, tally: FieldsTally
    ) throws {
        self.takesPredicted = takesPredicted
        self.reader = reader
        self.name = name
        self.limit = limit
        self.wanted = wanted
        self.days = days
        self.known = known
        self.tally = tally
        if wanted.isSuperset(of: .content) { summary.withoutText = 0 }
        if wanted.contains(.date) { summary.withoutDate = 0 }
        list = try rejectsPath.map { try AtomicFile(path: $0) }
        summary.list = rejectsPath
        summary.add(others: reader.others, repeated: reader.repeated)
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
        // Nothing is written before each field that the caller named has been met.
        var held: [(output: Output, isTooMuch: Bool)] = []
        var isHolding = tally.lacksField
        try reader.forEachBatch(threads: threads) { [days, name, takesPredicted, findsLabelParts] batch in
            var batch = name.map(batch.called) ?? batch
            let predicted = takesPredicted ? 0 : batch.dropPredictedLabels()
            guard let days else {
                let (output, rejects) = work(batch.articles)
                return (output, Counted(batch, rejects, predicted: predicted, findsParts: findsLabelParts))
            }
            var articles = batch.articles
            let tally = DayTally(days, of: &articles)
            let (output, rejects) = work(articles)
            return (output, Counted(batch, rejects, predicted: predicted, findsParts: findsLabelParts, tally))
        } use: { output, counted in
            try count(counted)
            try progress(.read(articles: summary.records, share: reader.fraction))
            guard isHolding else { return try use(output, isTooMuch) }
            held.append((output, isTooMuch))
            if tally.lacksField {
                guard held.count >= ArticleReading.mostHeld else { return }
                try checkFirstRecords()
            }
            isHolding = false
            for item in held { try use(item.output, item.isTooMuch) }
            held = []
        }
        // With a field missing, `finish` fails.
        if isHolding, tally.holdsNothing { for item in held { try use(item.output, item.isTooMuch) } }
    }

    /// In batches of 256 KB.
    private static let mostHeld = 64

    /// Checks the fields that the caller named before all is read.
    ///
    /// - Throws: `CorpusError.noSuchField` where one is neither in the records read so far nor among the first of any
    ///   file.
    func checkFirstRecords() throws {
        guard tally.lacksField else { return }
        var tally = tally
        for usage in reader.firstUsages() { tally.add(usage, records: 1) }
        tally.endFile()
        try tally.check()
    }

    /// The article of a number, from 1; nil where there are fewer, with how many there are.
    mutating func article(number: Int) throws -> (article: Article?, count: Int) {
        var seen = 0
        while let batch = try reader.next() {
            try count(Counted(batch, []))
            if number <= seen + batch.articles.count { return (batch.articles[number - seen - 1], number) }
            seen += batch.articles.count
        }
        return (nil, seen)
    }

    private var isTooMuch: Bool { !limit.allows(summary.rejected, of: summary.records) }

    /// What is to be said of a batch.
    private struct Counted {
        let records: Int
        let rejects: [Reject]
        let warnings: [DateWarning]
        let usage: FieldUsage?
        let withoutText: Int
        let withoutDate: Int
        let withMarkup: Int
        let cut: Int
        let predicted: Int
        let garbled: Int
        let datedByMonth: Int
        let labelParts: LabelParts?
        let days: DayTally?

        init(
            _ batch: CorpusBatch, _ rejects: [Reject], predicted: Int = 0, findsParts: Bool = false,
            _ days: DayTally? = nil
        ) {
            self.days = days
            labelParts = findsParts ? LabelParts(batch.articles) : nil
            self.predicted = predicted
            records = batch.records
            self.rejects = batch.rejects + rejects
            usage = batch.usage
            var (warnings, withoutText, withoutDate, withMarkup, cut, garbled) = ([DateWarning](), 0, 0, 0, 0, 0)
            var datedByMonth = 0
            // By index, since a copy of an article counts references to all its strings.
            for index in batch.articles.indices {
                if batch.articles[index].hasUnreadableDate, let warning = DateWarning(batch.articles[index]) {
                    warnings.append(warning)
                }
                if batch.articles[index].published?.rule == .month { datedByMonth += 1 }
                if batch.articles[index].text.isEmpty {
                    // What has no title either is a reject, whoever finds it out.
                    if batch.articles[index].title.isEmpty { continue }
                    withoutText += 1
                }
                if batch.articles[index].published == nil { withoutDate += 1 }
                if batch.articles[index].hadMarkup { withMarkup += 1 }
                if batch.articles[index].isCut { cut += 1 }
                if GarbledText.isLikely(batch.articles[index].title, batch.articles[index].text) { garbled += 1 }
            }
            self.garbled = garbled
            self.datedByMonth = datedByMonth
            self.warnings = warnings
            self.withoutText = withoutText
            self.withoutDate = withoutDate
            self.withMarkup = withMarkup
            self.cut = cut
        }
    }

    private mutating func count(_ batch: Counted) throws {
        for warning in batch.warnings {
            try list?.write(warning.line + "\n")
            summary.add(warning)
        }
        try list(batch.rejects)
        if keepsRejects { rejects += batch.rejects }
        tally.add(batch.usage, records: batch.records)
        summary.records += batch.records
        summary.rejected += batch.rejects.count
        summary.withoutText? += batch.withoutText
        summary.withoutDate? += batch.withoutDate
        summary.withMarkup += batch.withMarkup
        summary.cut += batch.cut
        summary.predictedLabels += batch.predicted
        summary.garbled += batch.garbled
        summary.datedByMonth += batch.datedByMonth
        if let parts = batch.labelParts { labelParts.add(parts) }
        if let days = batch.days { dayTally.add(days) }
        let missing = ReadingSummary.exampleCount - summary.examples.count
        summary.examples += batch.rejects.prefix(missing).map(\.description)
    }

    /// Adds rejects to the list without counting them as records.
    func list(_ rejects: [Reject]) throws {
        for reject in rejects { try list?.write(reject.description + "\n") }
    }

    /// Completes the list of rejects. To be called when everything is read.
    ///
    /// - Parameter consequence: what becomes of the output where too many records are unreadable.
    /// - Throws: `JobError.tooManyRejects`, after the list is written, and `CorpusError.noSuchField` where a field that
    ///   the caller named is in no record.
    mutating func finish(orElse consequence: String = "nothing was written") throws -> ReadingSummary {
        try list?.commit()
        tally.endFile()
        summary.fields = tally.summaries
        summary.moreFiles = tally.moreFiles
        summary.emptyFiles = tally.emptyFiles
        summary.emptyCount = tally.emptyCount
        summary.labelParts = labelParts.groups
        if let days { summary.add(dayTally, of: days) }
        if let known { summary.replaceCounts(by: known) }
        // The likelier cause first: a misspelled name leaves records without a text.
        try tally.check()
        if isTooMuch { throw JobError.tooManyRejects(summary, limit: limit, consequence: consequence) }
        if let days { try dayTally.check(days) }
        return summary
    }
}

extension CorpusBatch {
    /// - Returns: how many articles had labels that a model filled in, and have none now.
    fileprivate mutating func dropPredictedLabels() -> Int {
        var count = 0
        for index in articles.indices where articles[index].hasPredictedLabels {
            articles[index].industries = []
            count += 1
        }
        return count
    }

    /// The same of a file of another name.
    fileprivate func called(_ name: String) -> CorpusBatch {
        var batch = self
        for index in batch.articles.indices {
            let path = batch.articles[index].origin.file
            batch.articles[index].origin.file = name
            // A file without fields gives its name as one.
            if case .fields(var fields) = batch.articles[index].row, fields.first?.name == "file",
                fields[0].value == path
            {
                fields[0].value = name
                batch.articles[index].row = .fields(fields)
            }
        }
        for index in batch.rejects.indices { batch.rejects[index].origin.file = name }
        batch.usage?.file = name
        return batch
    }
}
