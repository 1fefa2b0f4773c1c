import ArgumentParser
import Corpus
import Foundation
import Models
import Reports

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

    private static let batch = 2048

    func run() throws {
        try reportingFailures {
            let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
            var input = try CorpusInput(
                corpus, options: corpusOptions,
                reading: corpusOptions.reading(remembered: settings, keepsRows: true))
            let file = try output.map { try AtomicFile(path: $0) }
            var batch: [Article] = []
            var count = 0
            var doubtful = 0
            func flush() throws {
                let ranked = classifier.rank(batch, threads: computing.threads)
                var lines = ""
                for (article, labels) in zip(batch, ranked) {
                    let given = top.map { Array(labels.prefix($0)) } ?? classifier.decide(labels)
                    if given[0].probability < 0.5 { doubtful += 1 }
                    lines += article.row.json(adding: "predicted", json: json(given)) + "\n"
                }
                if let file {
                    try file.write(lines)
                } else {
                    try lines.withUTF8 {
                        try writeAll(UnsafeRawBufferPointer($0), to: STDOUT_FILENO, name: "standard output")
                    }
                }
                count += batch.count
                batch.removeAll(keepingCapacity: true)
            }
            while let article = try input.next() {
                batch.append(article)
                if batch.count == TagCommand.batch { try flush() }
            }
            if !batch.isEmpty { try flush() }
            try input.finish()
            try file?.commit()
            if let output, !corpusOptions.quiet {
                print("tagged \(count) articles; the best label of \(doubtful) is less likely than not: check these")
                print("tagged articles: \(output)")
            }
        }
    }

    private func json(_ predictions: [ArticleClassifier.Prediction]) -> String {
        let items = predictions.map {
            "{\"label\":\(jsonString($0.label)),\"probability\":\(fixed($0.probability, digits: 4))}"
        }
        return "[" + items.joined(separator: ",") + "]"
    }
}
