import ArgumentParser
import Corpus
import Foundation
import Models

struct TagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "Gives new articles their industries.",
        discussion: """
            Writes one JSON object a line: every field of the article as it came in, and "predicted", the \
            labels, best first, each with its probability. Memory does not grow with the input.

            Examples:
              trend tag new.txt --model industries.trend --output tagged.jsonl
              zcat dump.jsonl.gz | trend tag --model industries.trend > tagged.jsonl
            """)

    @Argument(help: "Articles; standard input if none is named.") var corpus: [String] = ["-"]
    @Option(help: ArgumentHelp("The model.", valueName: "file")) var model: String
    @Option(help: ArgumentHelp("Where the tagged articles go; standard output if not given.", valueName: "file"))
    var output: String?
    @Option(help: "Write this many labels an article in place of those the model decides on.") var top: Int?
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        if let top, top < 1 { throw ValidationError("--top is \(top); it must be at least 1.") }
    }

    func run() throws {
        try reportingFailures {
            let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
            var input = try CorpusInput(
                corpus, options: corpusOptions,
                reading: corpusOptions.reading(remembered: settings, keepsRows: true, wanted: .content))
            let file = try output.map { try AtomicFile(path: $0) }
            var count = 0
            var doubtful = 0
            try input.forEachBatch(threads: computing.threads) { [top] in
                TaggedBatch($0, by: classifier, top: top)
            } use: { tagged in
                try tagged.lines.withUnsafeBytes {
                    if let file {
                        try file.write($0)
                    } else {
                        try writeAll($0, to: STDOUT_FILENO, name: "standard output")
                    }
                }
                count += tagged.count
                doubtful += tagged.doubtful
            }
            try input.finish()
            try file?.commit()
            if let output, !corpusOptions.quiet {
                print("tagged \(count) articles; the best label of \(doubtful) is less likely than not: check these")
                print("tagged articles: \(output)")
            }
        }
    }
}

/// Some articles with their labels, as JSON lines.
private struct TaggedBatch: Sendable {
    let lines: [UInt8]
    let count: Int
    /// Articles without a label or whose best one is less likely than not.
    let doubtful: Int

    init(_ articles: [Article], by classifier: ArticleClassifier, top: Int?) {
        var writer = JSONLinesWriter(adding: "predicted")
        var doubtful = 0
        for (index, labels) in classifier.predict(articles, top: top).enumerated() {
            if labels.first?.probability ?? 0 < 0.5 { doubtful += 1 }
            writer.append(articles[index].row) { TaggedBatch.append(labels, to: &$0) }
        }
        lines = writer.bytes
        count = articles.count
        self.doubtful = doubtful
    }

    private static func append(_ labels: [ArticleClassifier.Prediction], to line: inout [UInt8]) {
        line.append(UInt8(ascii: "["))
        for (index, prediction) in labels.enumerated() {
            append(index > 0 ? ",{\"label\":" : "{\"label\":", to: &line)
            appendJSONString(prediction.label, to: &line)
            append(",\"probability\":", to: &line)
            appendFourDigits(prediction.probability, to: &line)
            line.append(UInt8(ascii: "}"))
        }
        line.append(UInt8(ascii: "]"))
    }

    private static func append(_ text: StaticString, to line: inout [UInt8]) {
        line.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A probability as `fixed(_:digits:)` writes it, but without a string.
    private static func appendFourDigits(_ probability: Double, to line: inout [UInt8]) {
        // Weights near the end of Float's range make scores that are no numbers.
        guard probability.isFinite else { return append("null", to: &line) }
        let scaled = Int((probability * 10_000).rounded())
        func digit(_ unit: Int) -> UInt8 { 0x30 + UInt8(truncatingIfNeeded: scaled / unit % 10) }
        line.append(digit(10_000))
        line.append(UInt8(ascii: "."))
        line.append(digit(1000))
        line.append(digit(100))
        line.append(digit(10))
        line.append(digit(1))
    }
}
