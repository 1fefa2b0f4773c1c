import ArgumentParser
import Corpus
import Foundation
import Jobs
import Text

/// How a corpus is read.
struct ReadingArguments: ParsableArguments {
    @Option(name: .customLong("text"), help: "Field with the text; post.text names a member of a JSON object.")
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
    @Option(help: "Words to count as those of the mainland: taiwan (晶片 as 芯片).")
    var words: TextNormalizer.RegionalWords?
    @Option(name: .customLong("date"), help: "Field with the publication date.")
    var dateField: String?
    @Option(name: .customLong("link"), help: "Field with the link.")
    var linkField: String?
    @Option(help: "\(CorpusFormat.list) (default: detected per file).")
    var format: CorpusFormat?
    @Option(
        help: ArgumentHelp(
            "Sheet of a workbook, by name or number (default: the first one with a known header).",
            valueName: "name|number"))
    var sheet: String?
    @Option(
        help: ArgumentHelp(
            "Column names of tables without a header, separated by commas (e.g. text,label).", valueName: "names"))
    var columns: String?
    @Option(help: "utf-8, gb18030 or big5 (default: detected per file).", transform: parseEncoding)
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
            paths, format: format, encoding: encoding, sheet: sheet,
            columns: columns?.split(separator: ",", omittingEmptySubsequences: false).map(String.init), fields: fields,
            aliasesPath: aliases, regionalWords: words, rejectsPath: rejects,
            rejectLimit: maxRejects, latestDay: ReadingArguments.today)
    }

    /// In China.
    private static var today: CalendarDate? { CalendarDate(chinaTimeAt: Int(Date().timeIntervalSince1970)) }

    /// Refuses options that say how files are read, where none are.
    ///
    /// - Throws: `ValidationError`.
    func refuseOfFiles(_ reason: String) throws {
        let options = [
            ("--format", format != nil), ("--sheet", sheet != nil), ("--columns", columns != nil),
            ("--encoding", encoding != nil), ("--rejects", rejects != nil),
        ]
        guard let (name, _) = options.first(where: \.1) else { return }
        throw ValidationError("\(reason): leave out \(name).")
    }

    var console: Console { Console(quiet: quiet) }
}

@Sendable func parseEncoding(_ name: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(name: name) else {
        throw ValidationError("--encoding is '\(name)'; use utf-8, gb18030 (gbk) or big5.")
    }
    return encoding
}

extension CorpusFormat: ExpressibleByArgument {}

extension TextNormalizer.RegionalWords: ExpressibleByArgument {}

extension RejectLimit: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public var defaultValueDescription: String { description }
}
