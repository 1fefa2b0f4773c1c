import Corpus
import Reports

/// The result of a job, which can be written as text, as JSON lines, as CSV and as a workbook.
public protocol TabularResult {
    /// What a person at a terminal reads.
    var text: String { get }
    /// One JSON value per line, each line with its end.
    func json() throws -> String
    /// What a workbook holds, a sheet per table. A CSV file holds the first one.
    var sheets: [Report.NamedTable] { get }
}

extension TabularResult {
    /// Writes the result.
    ///
    /// - Parameter forSpreadsheets: whether CSV has a byte-order mark, which spreadsheets need and programs do not want.
    /// - Returns: what a workbook could not hold as it was.
    /// - Throws: `CorpusError.unwritable`; a file is not written then.
    @discardableResult
    public func write(
        as form: ResultForm, to output: JobOutput, forSpreadsheets: Bool = true
    ) throws -> WorkbookWriter.Losses {
        let opened = try OpenOutput(output)
        var losses = WorkbookWriter.Losses()
        switch form {
        case .text: try opened.write(Array(text.utf8))
        case .json: try opened.write(Array(json().utf8))
        case .csv:
            try opened.write(Array((sheets.first?.table ?? Table([])).csv(byteOrderMark: forSpreadsheets).utf8))
        case .xlsx:
            let workbook = try WorkbookWriter(for: output.name, temporaryFolder: output.folder)
            for sheet in sheets {
                try workbook.begin(sheet.name, sheet.table.columns)
                for row in sheet.table.rows { try workbook.append(row) }
            }
            try workbook.finish(opened.write)
            losses = workbook.losses
        }
        try opened.commit()
        return losses
    }
}

extension JobOutput {
    /// As messages name it.
    var name: String {
        switch self {
        case .file(let path): path
        case .descriptor(_, let name): name
        case .stream: "the workbook"
        }
    }

    /// The folder of a file, which lies on a disk with room for it; nil for a stream.
    var folder: String? {
        guard case .file(let path) = self else { return nil }
        return FilePlace.folder(of: path)
    }
}

/// Values as lines of JSON.
func jsonLines(_ values: some Sequence<some Encodable>) throws -> String {
    try values.map { try CanonicalJSON.string($0) + "\n" }.joined()
}
