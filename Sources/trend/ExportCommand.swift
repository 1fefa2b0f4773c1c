import Archive
import ArgumentParser
import Corpus
import Foundation

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Gives everything in an archive back as a file.",
        discussion: """
            JSON lines hold every record as it came in, byte for byte where it was JSON; what a model inferred as \
            trend tag writes it (empty fields filled in, "predicted", "tags"); and as their last member what the \
            archive knows: where the record came from, which model tagged it, corrections. Importing them makes \
            the same archive.

            Records (标题: …) hold the articles with the fields of that format, empty ones filled in as trend tag \
            --as records does, with what that rests on in 标注依据. An article's 行业 are what it was corrected to, \
            else its own, else the model's. Which other fields are left out is said.

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
                if let file {
                    try file.write(bytes)
                } else {
                    try writeAll(bytes, to: STDOUT_FILENO, name: "standard output")
                }
            }
            let count =
                switch format {
                case .jsonl: try archive.exportJSONLines(write)
                case .records: try exportRecords(of: archive, write)
                }
            try file?.commit()
            if let output, !quiet { print("wrote \(count) articles to \(output)") }
            let waiting = try archive.waitingCorrections().count
            if waiting > 0, format == .records || count == 0 {
                complain(
                    "\(waiting) corrections wait for their articles and were left out"
                        + (count > 0 ? ExportCommand.keeping : ""))
            }
        }
    }

    private static let keeping = "; --format jsonl keeps them"

    /// - Returns: how many were written.
    private func exportRecords(of archive: Archive, _ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
        var count = 0
        var leftOut: [String: Int] = [:]
        try archive.forEachArticle { articles in
            var writer = NativeRecordWriter()
            for entry in articles {
                let inferred = entry.tags.basis(for: entry.article)
                let basis = [entry.basis, inferred].filter { !$0.isEmpty }.joined(separator: "\n")
                if let reject = writer.append(entry.article, filling: entry.tags.values, basis: basis) {
                    complain("not written: \(reject)\(ExportCommand.keeping)")
                    continue
                }
                count += 1
                for name in entry.others { leftOut[name, default: 0] += 1 }
            }
            try writer.bytes.withUnsafeBytes(write)
        }
        if !leftOut.isEmpty {
            let fields = leftOut.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            complain(
                "records have no place for these fields, which were left out: "
                    + fields.prefix(20).map { "\(jsonString($0.key)) of \($0.value) articles" }.joined(separator: ", ")
                    + (fields.count > 20 ? " and \(fields.count - 20) others" : "") + ExportCommand.keeping)
        }
        return count
    }
}
