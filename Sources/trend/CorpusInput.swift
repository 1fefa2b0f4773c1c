import Archive
import Corpus
import Features
import Foundation

/// Reads a corpus for a command: counts what could not be read, lists it, and fails where it is too much.
struct CorpusInput {
    private var reader: CorpusReader
    private let options: CorpusOptions
    private var progress: Progress
    /// How many records could not be read. They may be many, so only the first are kept and the list is
    /// written as they come.
    private(set) var rejects = 0
    private(set) var firstRejects: [Reject] = []
    private let list: AtomicFile?
    private(set) var records = 0
    /// What was read ahead, the next article last.
    private var ahead: [Article] = []

    init(_ paths: [String], options: CorpusOptions, reading: ReadingOptions) throws {
        reader = try CorpusReader(paths: paths, options: reading) { path in
            Archive.isDatabase(path) ? try ArchiveReader(Archive(path: path)) : nil
        }
        self.options = options
        list = try options.rejects.map { try AtomicFile(path: $0) }
        progress = Progress("articles read:", quiet: options.quiet)
    }

    mutating func next() throws -> Article? {
        while ahead.isEmpty {
            guard let batch = try reader.next() else {
                progress.clear()
                return nil
            }
            try count(batch.records, batch.rejects, CorpusInput.doubts(batch.articles))
            ahead = batch.articles.reversed()
        }
        return ahead.removeLast()
    }

    /// All that is left, batch by batch: `work` on any core, `use` here and in order.
    mutating func forEachBatch<Output: Sendable>(
        threads: Int, _ work: @escaping @Sendable ([Article]) -> Output, use: (Output) throws -> Void
    ) throws {
        try reader.forEachBatch(threads: threads) { batch in
            (work(batch.articles), batch.records, batch.rejects, CorpusInput.doubts(batch.articles))
        } use: { output, records, rejects, doubts in
            try count(records, rejects, doubts)
            try use(output)
        }
        progress.clear()
    }

    /// The same for work that rejects records too; `use` also hears whether more than allowed are unreadable
    /// so far.
    mutating func forEachBatch<Output: Sendable>(
        threads: Int, rejecting work: @escaping @Sendable ([Article]) -> (Output, [Reject]),
        use: (Output, _ isTooMuch: Bool) throws -> Void
    ) throws {
        try reader.forEachBatch(threads: threads) { batch in
            let (output, rejects) = work(batch.articles)
            return (output, batch.records, batch.rejects + rejects, CorpusInput.doubts(batch.articles))
        } use: { output, records, rejects, doubts in
            try count(records, rejects, doubts)
            try use(output, isTooMuch)
        }
        progress.clear()
    }

    /// More records are unreadable than the options allow.
    private var isTooMuch: Bool { !options.maxRejects.allows(rejects, of: records) }

    /// Articles whose date field is no day that exists. They are kept, since a wrong date is no reason to lose
    /// an article, and dated by the other rules, but listed.
    private static func doubts(_ articles: [Article]) -> [String] {
        articles.filter(\.hasUnreadableDate).map {
            "\($0.origin): kept, but its date field is no date: \(jsonString(String($0.dateField.prefix(40))))"
        }
    }

    private mutating func count(_ records: Int, _ rejects: [Reject], _ doubts: [String]) throws {
        for doubt in doubts { try list?.write(doubt + "\n") }
        self.records += records
        self.rejects += rejects.count
        firstRejects += rejects.prefix(3 - firstRejects.count)
        for reject in rejects { try list?.write(reject.description + "\n") }
        progress.show(self.records)
    }

    /// To be called once all is read.
    ///
    /// - Parameter consequence: what becomes of the run where too many records are unreadable.
    /// - Throws: exit code 65 then, after the list is written.
    func finish(orElse consequence: String = "nothing was written") throws {
        try list?.commit()
        guard rejects > 0 else { return }
        if !options.quiet || isTooMuch {
            for reject in firstRejects { complain(reject.description) }
            complain(
                "\(rejects) of \(records) records could not be read"
                    + (options.rejects.map { "; all are listed in \($0)" } ?? "; --rejects FILE lists them all"))
        }
        if isTooMuch {
            complain("that is more than --max-rejects \(options.maxRejects) allows, so \(consequence)")
            throw SystemExit.dataError
        }
    }

    /// Puts rejects of another file on the list; they do not count as records.
    func list(_ rejects: [Reject]) throws {
        for reject in rejects { try list?.write(reject.description + "\n") }
    }

    /// All articles at once, the files in the order of their names, so that it does not matter in which order
    /// they were given.
    ///
    /// - Parameter others: rejects of another file, for the list.
    static func readAll(
        _ paths: [String], options: CorpusOptions, reading: ReadingOptions, threads: Int, listing others: [Reject] = []
    ) throws -> (articles: [Article], rejects: Int) {
        var input = try CorpusInput(paths.sorted(), options: options, reading: reading)
        try input.list(others)
        var articles: [Article] = []
        try input.forEachBatch(threads: threads) {
            $0
        } use: {
            articles += $0
        }
        try input.finish()
        return (articles, input.rejects)
    }
}
