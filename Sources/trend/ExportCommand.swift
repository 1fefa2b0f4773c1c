import Archive
import ArgumentParser
import Corpus
import Foundation

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Gives everything in an archive back as a file.",
        discussion: """
            JSON lines hold every record as it came in, byte for byte where it was JSON, and as its last member \
            what the archive knows about it: where it came from, the models' tags, corrections. Importing them \
            makes the same archive. Records (标题: …) hold the articles with the fields of that format; an \
            article's 行业 are what it was corrected to, else its own.

            Examples:
              trend export --archive articles.db --output articles.jsonl
              trend export --archive articles.db --format records > articles.txt
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case jsonl, records }

    @OptionGroup var store: ArchiveOptions
    @Option(help: "jsonl or records.") var format: Format = .jsonl
    @Option(help: ArgumentHelp("Where it goes; standard output if not given.", valueName: "file")) var output: String?
    @Flag(help: "Say nothing but errors and results.") var quiet = false

    func run() throws {
        try reportingFailures {
            let archive = try Archive(path: store.archive, wait: store.wait)
            let file = try output.map { try AtomicFile(path: $0) }
            let write: (UnsafeRawBufferPointer) throws -> Void = { bytes in
                if let file { try file.write(bytes) } else { try writeAll(bytes, to: STDOUT_FILENO, name: "standard output") }
            }
            let count: Int
            switch format {
            case .jsonl: count = try archive.exportJSONLines(write)
            case .records:
                count = try archive.forEachArticle { articles in
                    var writer = NativeRecordWriter()
                    for article in articles {
                        if let reject = writer.append(article) { complain(reject.description) }
                    }
                    try writer.bytes.withUnsafeBytes(write)
                }
            }
            try file?.commit()
            if let output, !quiet { print("wrote \(count) articles to \(output)") }
        }
    }
}
