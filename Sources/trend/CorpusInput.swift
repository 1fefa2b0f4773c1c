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

    init(_ paths: [String], options: CorpusOptions, reading: ReadingOptions) throws {
        reader = try CorpusReader(paths: paths, options: reading)
        self.options = options
        list = try options.rejects.map { try AtomicFile(path: $0) }
        progress = Progress("articles read:", quiet: options.quiet)
    }

    mutating func next() throws -> Article? {
        while let entry = try reader.next() {
            records += 1
            if records & 0x3FF == 0 { progress.show(records) }
            switch entry {
            case .article(let article): return article
            case .reject(let reject):
                rejects += 1
                if rejects <= 3 { firstRejects.append(reject) }
                try list?.write(reject.description + "\n")
            }
        }
        progress.clear()
        return nil
    }

    /// To be called once all is read.
    ///
    /// - Throws: `TooManyRejects`, after the list is written.
    func finish() throws {
        try list?.commit()
        guard rejects > 0 else { return }
        let isTooMuch = !options.maxRejects.allows(rejects, of: records)
        if !options.quiet || isTooMuch {
            for reject in firstRejects { complain(reject.description) }
            complain(
                "\(rejects) of \(records) records could not be read"
                    + (options.rejects.map { "; all are listed in \($0)" } ?? "; --rejects FILE lists them all"))
        }
        if isTooMuch {
            complain("that is more than --max-rejects \(options.maxRejects) allows, so nothing was written")
            throw SystemExit.dataError
        }
    }

    /// All articles at once.
    static func readAll(
        _ paths: [String], options: CorpusOptions, reading: ReadingOptions
    ) throws -> (articles: [Article], rejects: Int) {
        var input = try CorpusInput(paths, options: options, reading: reading)
        var articles: [Article] = []
        while let article = try input.next() { articles.append(article) }
        try input.finish()
        return (articles, input.rejects)
    }
}
