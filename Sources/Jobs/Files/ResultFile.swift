/// A form in which a command can write, told by the ending of a file's name or by its own.
public protocol OutputForm: CaseIterable, Equatable, Sendable, RawRepresentable where RawValue == String {
    /// Endings of names, in lower case.
    var endings: [String] { get }
}

extension OutputForm {
    /// The form of an output: the one that is asked for, else that of the file's name, else the usual one.
    ///
    /// - Throws: `InvalidOption` where the name asks for a form that is not among these, or for another one than asked.
    public static func of(_ path: String?, asked: Self?, usual: Self) throws -> Self {
        let ending = path.flatMap { $0.split(separator: ".").count > 1 ? $0.split(separator: ".").last : nil }?
            .lowercased()
        let named = ending.flatMap { ending in allCases.first { $0.endings.contains(ending) } }
        if let asked {
            // No program opens a workbook under another name, nor anything else under a workbook's.
            guard ending == nil || (ending == "xlsx") == (asked.rawValue == "xlsx") else {
                throw InvalidOption(
                    "as", asked.rawValue, "the name \(path ?? "") says .\(ending ?? ""); change one of them")
            }
            return asked
        }
        if let named { return named }
        if let path, let ending, otherEndings.contains(ending) {
            let endings = allCases.flatMap(\.endings).map { "." + $0 }
            throw InvalidOption(
                "output", path, "this command does not write .\(ending); it writes \(endings.joined(separator: ", "))")
        }
        return usual
    }
}

/// Endings of files that no command writes as a table or as records.
private let otherEndings: Set<String> = [
    "7z", "bmp", "doc", "docx", "gif", "htm", "html", "ipynb", "jpg", "md", "ods", "odt", "parquet", "pdf", "png",
    "ppt",
    "pptx", "rar", "rtf", "svg", "tsv", "xls", "xlsb", "xlsm", "xml", "yaml", "yml", "zip",
]

/// How the result of a job is written.
public enum ResultForm: String, OutputForm {
    /// As on a terminal.
    case text
    /// One JSON value per line.
    case json
    /// A table for spreadsheets: UTF-8 with a byte-order mark.
    case csv
    /// An Excel workbook.
    case xlsx

    public var endings: [String] {
        switch self {
        case .text: ["txt"]
        case .json: ["json", "jsonl"]
        case .csv: ["csv"]
        case .xlsx: ["xlsx"]
        }
    }

    var kind: OutputKind {
        switch self {
        case .text: .text
        case .json: .jsonLines
        case .csv: .table
        case .xlsx: .workbook
        }
    }
}

/// A file for the result of a job.
public struct ResultFile: Sendable {
    public let path: String
    public let form: ResultForm

    public init(_ path: String, as form: ResultForm) {
        self.path = path
        self.form = form
    }
}
