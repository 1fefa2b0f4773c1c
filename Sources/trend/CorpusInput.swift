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

    init(_ paths: [String], options: CorpusOptions, reading: ReadingOptions) throws {
        reader = try CorpusReader(paths: paths, options: reading)
        self.options = options
        progress = Progress("articles read:", quiet: options.quiet)
    }

    mutating func next() throws -> Article? {
        while let entry = try reader.next() {
            records += 1
            if records & 0x3FF == 0 { progress.show(records) }
            switch entry {
            case .article(let article): return article
            case .reject(let reject): rejects.append(reject)
            }
        }
        progress.clear()
        return nil
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
        _ paths: [String], options: CorpusOptions, reading: ReadingOptions
    ) throws -> (articles: [Article], rejects: Int) {
        var input = try CorpusInput(paths, options: options, reading: reading)
        var articles: [Article] = []
        while let article = try input.next() { articles.append(article) }
        try input.finish()
        return (articles, input.rejects.count)
    }
}
