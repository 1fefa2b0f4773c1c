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
    /// A file is an article; its folder is its label.
    case text

    var input: InputFormat {
        switch self {
        case .records: .records
        case .jsonl: .jsonLines
        case .csv: .csv
        case .tsv: .tsv
        case .xlsx: .workbook
        case .text: .plainText
        }
    }

    /// In the order in which they are asked whether a file is theirs: those that are surest first.
    static let inOrder: [CorpusFormat] = [.xlsx, .jsonl, .records, .tsv, .csv, .text]
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
