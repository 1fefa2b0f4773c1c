/// The formats a corpus comes in.
///
/// A new format is a folder here: its reader, and an `InputFormat` that tells its files from others. It gets a case
/// and a line in `input` and in `inOrder`.
public enum CorpusFormat: String, CaseIterable, Sendable, Codable {
    /// The labeled records of the design: `标题: …`, one field per line head.
    case records
    /// One JSON object per line.
    case jsonl
    case csv
    case tsv
    /// A sheet of an Excel workbook, under a header.
    case xlsx
    /// Elements of markup, one per article: `<doc><url>…</url>…</doc>`.
    case doc
    /// A web page is an article.
    case html
    /// A file is an article; its folder is its label.
    case text

    var input: InputFormat {
        switch self {
        case .records: .records
        case .jsonl: .jsonLines
        case .csv: .csv
        case .tsv: .tsv
        case .xlsx: .workbook
        case .doc: .markup
        case .html: .webPage
        case .text: .plainText
        }
    }

    /// In the order in which they are asked whether a file is theirs: those that are surest first.
    static let inOrder: [CorpusFormat] = [
        .xlsx, .doc, .html, .jsonl, .records, .tsv, .csv, .text,
    ]

    /// The names of all, for help texts and messages: `records, jsonl, … or text`.
    public static var list: String { joined(allCases.map(\.rawValue)) }

    /// The endings of files that folders are searched for, with their dots: `.csv, … or .xlsx`.
    public static var endingList: String { joined(allEndings.map { "." + $0 }) }

    private static let allEndings = inOrder.flatMap(\.input.endings).sorted()

    private static func joined(_ items: [String]) -> String {
        items.dropLast().joined(separator: ", ") + " or " + items[items.count - 1]
    }

    /// The format that a file's name says, plain or packed with gzip.
    static func named(_ name: String) -> CorpusFormat? {
        var name = name.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        guard name.contains("."), let ending = name.split(separator: ".").last.map(String.init) else { return nil }
        return inOrder.first { $0.input.endings.contains(ending) }
    }

    /// Whether a word is the name of a file of articles.
    public static func isFileName(_ word: String) -> Bool { named(word) != nil || word.lowercased().hasSuffix(".gz") }

    /// What each is, in a word or two, for help texts.
    public var summary: String {
        switch self {
        case .records: "labeled records (标题: …)"
        case .jsonl: "JSON lines or arrays"
        case .csv, .tsv: "CSV or TSV with a header"
        case .xlsx: "Excel workbooks"
        case .doc: "<doc> markup"
        case .html: "web pages"
        case .text: "plain text in class-named folders"
        }
    }

    /// What a corpus may be, for help texts.
    public static var summaries: String {
        var summaries: [String] = []
        for format in allCases where !summaries.contains(format.summary) { summaries.append(format.summary) }
        return joined(summaries)
    }
}

/// How to tell the files of a format from others, and how to read them.
struct InputFormat: Sendable {
    /// Of their names, in lower case, without the dot.
    var endings: Set<String> = []
    /// Whether a file may begin with this line, the first one that is not blank.
    var begins: @Sendable (_ line: String, FieldMapping) -> Bool
    /// - Parameters:
    ///   - stream: of the file, from its beginning on.
    ///   - label: of the folder the file is in.
    var open: @Sendable (_ stream: ByteStream, _ label: String?, ReadingOptions) throws -> any RecordReader
}
