import Numerics
import ArgumentParser
import Corpus
import Foundation
import Models
import Timeline

/// How a corpus is read.
struct CorpusOptions: ParsableArguments {
    @Option(name: .customLong("text"), help: "The field that holds the text (JSON, CSV).")
    var textField: String?
    @Option(name: .customLong("title"), help: "The field that holds the title.")
    var titleField: String?
    @Option(name: .customLong("label"), help: "The field that holds the labels.")
    var labelField: String?
    @Option(
        help: ArgumentHelp(
            "Other names of labels, YAML: the name to use and a list (default: those the model was trained with).",
            valueName: "file"))
    var aliases: String?
    @Option(name: .customLong("date"), help: "The field that holds the date.")
    var dateField: String?
    @Option(name: .customLong("link"), help: "The field that holds the link.")
    var linkField: String?
    @Option(help: "records, jsonl, csv, tsv or text; found out file by file if not given.")
    var format: CorpusFormat?
    @Option(help: "utf-8 or gb18030; found out file by file if not given.", transform: parseEncoding)
    var encoding: TextEncoding?
    @Option(help: ArgumentHelp("Write a list of the records that could not be read.", valueName: "file"))
    var rejects: String?
    @Option(help: "How many records may be unreadable before the run fails: a share (1%) or a count.")
    var maxRejects: RejectLimit = RejectLimit(share: 0.01)
    @Flag(help: "Say nothing but errors and results.")
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

    /// - Parameter remembered: how the model's corpus was read; what is given on the command line wins.
    /// - Throws: `CorpusError` where there is no table of aliases in their file.
    func reading(
        isSingleLabel: Bool = false, remembered: ReadingSettings? = nil, keepsRows: Bool = false,
        wanted: RecordFields = .all
    ) throws -> ReadingOptions {
        var settings = remembered ?? ReadingSettings(isSingleLabel: isSingleLabel)
        settings.fields.names.merge(fields.names) { _, given in given }
        if let aliases { settings.aliases = try LabelAliases(path: aliases) }
        return ReadingOptions(
            format: format, encoding: encoding, settings: settings, keepsRows: keepsRows, wanted: wanted)
    }
}

/// What every computation takes.
struct ComputingOptions: ParsableArguments {
    @Option(help: "Starts all that is random; the same seed gives the same result.")
    var seed: UInt64 = 1
    @Option(help: "How many processor cores to use; does not change the result.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard threads >= 1 else { throw ValidationError("--threads is \(threads); there must be at least 1.") }
    }
}

/// How far the articles reach.
struct CoverageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The last day that the articles cover; if not given, it is judged by when they end.",
            valueName: "yyyy-mm-dd"),
        transform: parseDay)
    var dataEnd: CalendarDate?
}

@Sendable func parseDay(_ text: String) throws -> CalendarDate {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
        let date = CalendarDate(year: year, month: month, day: day)
    else { throw ValidationError("'\(text)' is no day; write 2024-05-31.") }
    return date
}

@Sendable func parseMonth(_ text: String) throws -> Period {
    guard let month = Period(month: text) else { throw ValidationError("'\(text)' is no month; write 2024-05.") }
    return month
}

/// `1%` or `25`.
struct RejectLimit: ExpressibleByArgument, CustomStringConvertible {
    private var share: Double?
    private var count = 0

    init(share: Double) { self.share = share }

    init?(argument: String) {
        if argument.hasSuffix("%"), let percent = Double(argument.dropLast()), (0...100).contains(percent) {
            share = percent / 100
        } else if let count = Int(argument), count >= 0 {
            self.count = count
        } else {
            return nil
        }
    }

    func allows(_ rejects: Int, of records: Int) -> Bool {
        if let share { return Double(rejects) <= share * Double(records) }
        return rejects <= count
    }

    var defaultValueDescription: String { description }
    var description: String { share.map { "\($0 * 100)%" } ?? "\(count)" }
}

@Sendable func parseEncoding(_ name: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(name: name) else {
        throw ValidationError("--encoding is '\(name)'; utf-8 and gb18030 (gbk) are known.")
    }
    return encoding
}

extension CorpusFormat: ExpressibleByArgument {}
extension LogisticRegression.ClassWeight: ExpressibleByArgument {}
