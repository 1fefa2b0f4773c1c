import ArgumentParser
import Corpus
import Jobs

/// How a corpus is read.
struct ReadingArguments: ParsableArguments {
    @Option(name: .customLong("text"), help: "Field with the text (JSON, CSV).")
    var textField: String?
    @Option(name: .customLong("title"), help: "Field with the title.")
    var titleField: String?
    @Option(name: .customLong("label"), help: "Field with the labels.")
    var labelField: String?
    @Option(
        help: ArgumentHelp(
            "Other names of labels, YAML: a canonical name and a list (default: those the model was trained with).",
            valueName: "file"))
    var aliases: String?
    @Option(name: .customLong("date"), help: "Field with the publication date.")
    var dateField: String?
    @Option(name: .customLong("link"), help: "Field with the link.")
    var linkField: String?
    @Option(help: "records, jsonl, csv, tsv or text (default: detected per file).")
    var format: CorpusFormat?
    @Option(help: "utf-8 or gb18030 (default: detected per file).", transform: parseEncoding)
    var encoding: TextEncoding?
    @Option(help: ArgumentHelp("Write the list of unreadable records to this file.", valueName: "file"))
    var rejects: String?
    @Option(help: "Maximum of unreadable records before the run fails: a share (1%) or a count.")
    var maxRejects: RejectLimit = .share(0.01)
    @Flag(help: "Print errors and results only.")
    var quiet = false

    var fields: FieldMapping {
        var names: [RecordField: String] = [:]
        names[.text] = textField
        names[.title] = titleField
        names[.industries] = labelField
        names[.date] = dateField
        names[.link] = linkField
        return FieldMapping(names: names)
    }

    func source(_ paths: [String]) -> ArticleSource {
        ArticleSource(
            paths, format: format, encoding: encoding, fields: fields, aliasesPath: aliases, rejectsPath: rejects,
            rejectLimit: maxRejects)
    }

    var console: Console { Console(quiet: quiet) }
}

@Sendable func parseEncoding(_ name: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(name: name) else {
        throw ValidationError("--encoding is '\(name)'; use utf-8 or gb18030 (gbk).")
    }
    return encoding
}

extension CorpusFormat: ExpressibleByArgument {}

extension RejectLimit: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public var defaultValueDescription: String { description }
}
