import Archive
import ArgumentParser
import Corpus
import Foundation

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Adds articles to an archive, each once.",
        discussion: """
            The archive is one file; it is made where there is none. A record that it holds already is not added \
            again, so importing the same files twice adds nothing, and what was interrupted is completed by \
            importing again. Articles that are like earlier ones (same link, same text, nearly the same text) \
            are kept, marked and linked to the first; the same article with the same link and text counts once.

            Every command takes an archive in place of files. Corrections are JSON lines as trend review \
            writes them; they beat the labels of the records and the tags of every model. Those of articles that \
            are not in the archive wait for them.

            Examples:
              trend import datasets/*.txt --archive articles.db
              trend import dump.jsonl.gz --text body --archive articles.db --rejects bad.txt
              trend import --corrections corrections.jsonl --archive articles.db
            """)

    @Argument(help: "Articles.") var corpus: [String] = []
    @OptionGroup var store: ArchiveOptions
    @Option(help: ArgumentHelp("What people corrected industries to.", valueName: "file")) var corrections: String?
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        guard !corpus.isEmpty || corrections != nil else { throw ValidationError("Name the files to import.") }
    }

    func run() throws {
        try reportingFailures {
            for path in corpus where Archive.isDatabase(path) {
                throw CorpusError.wrongFormat(
                    path: path, reason: "is a database; trend export gives what an archive holds as a file to import")
            }
            let said = try corrections.map { try Corrections(path: $0) }
            // Files that are not there must not leave an empty archive.
            var reading = try corpusOptions.reading(keepsRows: true)
            reading.keepsEmpty = true
            var input = try CorpusInput(corpus, options: corpusOptions, reading: reading)
            let archive = try Archive(path: store.archive, creating: true, wait: store.wait)
            if !corpus.isEmpty { try add(&input, to: archive) }
            if let said { try correct(said, in: archive) }
            try tellWaiting(archive)
        }
    }

    private func add(_ input: inout CorpusInput, to archive: Archive) throws {
        var importing = ArchiveImport(into: archive)
        var batch: [IncomingArticle] = []
        var size = 0
        struct TooMuch: Error {}
        do {
            try input.forEachBatch(
                threads: computing.threads,
                rejecting: { [fields = corpusOptions.fields] articles in
                    let read = IncomingArticle.read(articles, fields: fields)
                    return (read.articles, read.rejects)
                },
                use: { articles, isTooMuch in
                    batch += articles
                    size += articles.reduce(0) { $0 + $1.size }
                    guard batch.count >= ArchiveImport.batchArticles || size >= ArchiveImport.batchBytes else { return }
                    if isTooMuch { throw TooMuch() }
                    try importing.add(batch)
                    batch.removeAll(keepingCapacity: true)
                    size = 0
                })
        } catch is TooMuch {}
        let added = importing.summary.added
        try input.finish(
            orElse: added == 0
                ? "nothing was written"
                : "the import stopped; \(added) articles of whole batches before are in the archive")
        try importing.add(batch)
        if !corpusOptions.quiet { print(text(importing.summary), terminator: "") }
    }

    private func correct(_ said: Corrections, in archive: Archive) throws {
        try archive.correct(said.byKey.values.sorted { $0.json < $1.json })
        for reject in said.rejects.prefix(3) { complain(reject.description) }
        if !said.rejects.isEmpty { complain("\(said.rejects.count) lines are no corrections and were passed over") }
        if !corpusOptions.quiet { print("kept corrections of \(said.count) articles") }
    }

    /// Corrections hold once their articles come in.
    private func tellWaiting(_ archive: Archive) throws {
        let waiting = try archive.waitingCorrections()
        guard !waiting.isEmpty, !corpusOptions.quiet else { return }
        let titles = waiting.filter { !$0.isEmpty }
        print(
            "\(waiting.count) corrections wait for articles that are not in the archive yet"
                + (titles.isEmpty
                    ? "" : ": " + titles.prefix(3).joined(separator: ", ") + (waiting.count > 3 ? ", …" : "")))
    }

    private func text(_ summary: ArchiveImport.Summary) -> String {
        var lines = ["added \(summary.added) articles to \(store.archive)"]
        if summary.known > 0 { lines.append("\(summary.known) records were there already") }
        let kinds: [(Likeness, String)] = [
            (.same, "are the same article as an earlier record (same link and text) and count once"),
            (.link, "stand under the link of an earlier one with another text"),
            (.text, "have the text of an earlier one"), (.near, "are near-duplicates of an earlier one"),
        ]
        for (kind, what) in kinds {
            if let count = summary.like[kind] { lines.append("\(count) of those added \(what)") }
        }
        if summary.undated > 0 { lines.append("\(summary.undated) of those added have no date and are in no month") }
        if summary.tags > 0 { lines.append("\(summary.tags) articles came with tags of models") }
        if summary.corrections > 0 { lines.append("\(summary.corrections) articles came with corrections") }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Which archive, and how long to wait for it.
struct ArchiveOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The archive.", valueName: "file")) var archive: String
    @Option(
        help: ArgumentHelp("How long to wait for another program that writes to the archive.", valueName: "seconds"))
    var wait = Archive.defaultWait

    func validate() throws {
        guard wait >= 0, wait.isFinite else { throw ValidationError("--wait is \(wait); it must be 0 or more.") }
    }
}
