import Corpus
import Features
import Foundation

/// Reads a corpus for a command: counts what could not be read, lists it, and fails where it is too much.
struct CorpusInput {
    private var reader: CorpusReader
    private let options: CorpusOptions
    private var progress: Progress
    private(set) var rejects: [Reject] = []
    private(set) var records = 0
    /// What was read ahead, the next article last.
    private var ahead: [Article] = []

    init(_ paths: [String], options: CorpusOptions, reading: ReadingOptions) throws {
        reader = try CorpusReader(paths: paths, options: reading)
        self.options = options
        progress = Progress("articles read:", quiet: options.quiet)
    }

    mutating func next() throws -> Article? {
        while ahead.isEmpty {
            guard let batch = try reader.next() else {
                progress.clear()
                return nil
            }
            count(batch.records, batch.rejects)
            ahead = batch.articles.reversed()
        }
        return ahead.removeLast()
    }

    /// All that is left, batch by batch: `work` on any core, `use` here and in order.
    mutating func forEachBatch<Output: Sendable>(
        threads: Int, _ work: @escaping @Sendable ([Article]) -> Output, use: (Output) throws -> Void
    ) throws {
        try reader.forEachBatch(threads: threads) { batch in
            (work(batch.articles), batch.records, batch.rejects)
        } use: { output, records, rejects in
            count(records, rejects)
            try use(output)
        }
        progress.clear()
    }

    private mutating func count(_ records: Int, _ rejects: [Reject]) {
        self.records += records
        self.rejects += rejects
        progress.show(self.records)
    }

    /// To be called once all is read.
    ///
    /// - Throws: `TooManyRejects`, after the list is written.
    func finish() throws {
        if let path = options.rejects {
            try AtomicFile.write(rejects.map { $0.description + "\n" }.joined(), to: path)
        }
        guard !rejects.isEmpty else { return }
        let first = rejects.prefix(3).map(\.description)
        let isTooMuch = !options.maxRejects.allows(rejects.count, of: records)
        if !options.quiet || isTooMuch {
            for line in first { complain(line) }
            complain(
                "\(rejects.count) of \(records) records could not be read"
                    + (options.rejects.map { "; all are listed in \($0)" } ?? "; --rejects FILE lists them all"))
        }
        if isTooMuch {
            complain("that is more than --max-rejects \(options.maxRejects) allows, so nothing was written")
            throw SystemExit.dataError
        }
    }

    /// All articles at once.
    static func readAll(
        _ paths: [String], options: CorpusOptions, reading: ReadingOptions, threads: Int
    ) throws -> (articles: [Article], rejects: Int) {
        var input = try CorpusInput(paths, options: options, reading: reading)
        var articles: [Article] = []
        try input.forEachBatch(threads: threads) { $0 } use: { articles += $0 }
        try input.finish()
        return (articles, input.rejects.count)
    }
}
