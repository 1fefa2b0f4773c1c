import ArgumentParser
import Corpus
import Foundation
import Models

/// How tagged articles are written.
enum TaggedForm: String, ExpressibleByArgument, CaseIterable {
    case json, records
}

/// `industries,keywords`.
struct TagParts: ExpressibleByArgument {
    var parts: Set<TagPart>

    init?(argument: String) {
        let parts = argument.split(separator: ",").map { TagPart(rawValue: String($0)) }
        guard !parts.isEmpty, !parts.contains(nil) else { return nil }
        self.parts = Set(parts.compactMap { $0 })
    }
}

struct TagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "Fills in new articles: industries, technologies, keywords, events.",
        discussion: """
            Writes one JSON object a line: every field of the article as it came in, and "predicted", the \
            labels, best first, each with its probability. A model that knows more than industries fills in the \
            fields that the article has empty too, and "tags" says how sure it is of what it found, and why. \
            With --as records the articles are records of the native format, which can be learned from. \
            Memory does not grow with the input.

            Examples:
              trend tag new.txt --model industries.trend --output tagged.jsonl
              trend tag new.txt --model industries.trend --as records --output tagged.txt
              zcat dump.jsonl.gz | trend tag --model industries.trend --only industries > tagged.jsonl
              trend tag --archive articles.db --model industries.trend   (what the model has not tagged yet)
            """)

    @Argument(help: "Articles; standard input if none is named.") var corpus: [String] = ["-"]
    @Option(help: ArgumentHelp("The model.", valueName: "file")) var model: String
    @Option(help: ArgumentHelp("Where the tagged articles go; standard output if not given.", valueName: "file"))
    var output: String?
    @Option(
        name: .customLong("as"),
        help: "json: one object a line; records: the native format, without fields it does not have.")
    var form = TaggedForm.json
    @Option(
        help: ArgumentHelp(
            "What to fill in: industries, technologies, keywords, events, separated by commas; all that the model knows if not given.",
            valueName: "parts"))
    var only: TagParts?
    @Option(help: ArgumentHelp("Tag what is new in this archive, and keep the tags there.", valueName: "file"))
    var archive: String?
    @Option(help: "Write this many labels an article in place of those the model decides on.") var top: Int?
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        if let top, top < 1 { throw ValidationError("--top is \(top); it must be at least 1.") }
        if archive != nil, corpus != ["-"] || output != nil {
            throw ValidationError(
                "--archive tags the archive's own articles and keeps the tags there: give neither files nor --output.")
        }
    }

    func run() throws {
        try reportingFailures {
            let (tagger, settings) = try reading(model: model) { try Tagger.read(from: model) }
            let parts = only?.parts ?? tagger.parts
            if let missing = parts.subtracting(tagger.parts).map(\.rawValue).min() {
                complain("\(model) knows no \(missing): its training articles had too few")
            }
            if let archive { return try tag(archive, by: tagger, settings, parts: parts.intersection(tagger.parts)) }
            let isPlain = form == .json && parts.intersection(tagger.parts) == [.industries]
            let options = try corpusOptions.reading(
                remembered: settings, keepsRows: true, wanted: isPlain ? .content : .all)
            var input = try CorpusInput(corpus, options: corpusOptions, reading: options)
            let file = try output.map { try AtomicFile(path: $0) }
            var count = 0
            var doubtful = 0
            var refused: [Reject] = []
            try input.forEachBatch(threads: computing.threads) { [top, form] articles in
                isPlain
                    ? TaggedBatch(articles, by: tagger.classifier, top: top)
                    : TaggedBatch(
                        articles, by: tagger, parts: parts, form: form, fields: options.settings.fields, top: top)
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
                refused += tagged.refused
            }
            try input.finish()
            try file?.commit()
            for reject in refused { complain("not written: \(reject)") }
            if let output, !corpusOptions.quiet {
                print(TagCommand.summary(tagged: count, doubtful: parts.contains(.industries) ? doubtful : nil))
                print("tagged articles: \(output)")
            }
        }
    }

    /// - Parameter best: the probability of an article's best label; nil where it has none.
    static func isDoubtful(_ best: Double?) -> Bool { best ?? 0 < 0.5 }

    /// - Parameter doubtful: nil where industries were not asked for.
    static func summary(tagged count: Int, doubtful: Int?) -> String {
        "tagged \(count) articles"
            + (doubtful.map { "; the best label of \($0) is less likely than not: check these" } ?? "")
    }
}

/// Some articles with their tags, as they are written.
private struct TaggedBatch: Sendable {
    let lines: [UInt8]
    let count: Int
    /// Articles without a label or whose best one is less likely than not.
    let doubtful: Int
    /// Articles that cannot be written.
    var refused: [Reject] = []

    /// With their industries alone, as JSON lines.
    init(_ articles: [Article], by classifier: ArticleClassifier, top: Int?) {
        var writer = JSONLinesWriter(adding: "predicted")
        var doubtful = 0
        for (index, labels) in classifier.predict(articles, top: top).enumerated() {
            if TagCommand.isDoubtful(labels.first?.probability) { doubtful += 1 }
            writer.append(articles[index].row) { TaggedBatch.append(labels, to: &$0) }
        }
        lines = writer.bytes
        count = articles.count
        self.doubtful = doubtful
    }

    /// With all tags.
    init(
        _ articles: [Article], by tagger: Tagger, parts: Set<TagPart>, form: TaggedForm, fields: FieldMapping, top: Int?
    ) {
        var (json, records) = (JSONLinesWriter(adding: "predicted"), NativeRecordWriter())
        var doubtful = 0
        var refused: [Reject] = []
        for article in articles {
            let found = tagger.tags(of: article, parts: parts, top: top)
            if parts.contains(.industries), TagCommand.isDoubtful(found.industries.first?.probability) { doubtful += 1 }
            let tags = found.inferred(parts)
            switch form {
            case .json: json.append(article.row, members: tags.members(for: article, fields: fields))
            case .records:
                if let reject = records.append(article, filling: tags.values, basis: tags.basis(for: article)) {
                    refused.append(reject)
                }
            }
        }
        lines = form == .json ? json.bytes : records.bytes
        count = articles.count - refused.count
        self.doubtful = doubtful
        self.refused = refused
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
