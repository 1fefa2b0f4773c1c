import Foundation
import Jobs
import Reports

/// What a job gives: what the command would print and write, and what it would say besides.
struct JobOutcome: Encodable {
    struct NamedTable: Encodable {
        let name: String
        let columns: [Column]
        let rows: [[String]]

        struct Column: Encodable {
            let name: String
            let isNumber: Bool
            let isDate: Bool
        }

        init(_ table: Report.NamedTable) {
            name = table.name
            columns = table.table.columns.map { Column(name: $0.name, isNumber: $0.isNumber, isDate: $0.isDate) }
            rows = table.table.rows.map { $0.map(\.text) }
        }
    }

    /// What a person reads.
    var text = ""
    /// Lines of JSON.
    var json = ""
    var tables: [NamedTable] = []
    /// Which fields of the articles were taken for what.
    var fields: [String] = []
    /// What was cleaned, rejected or is missing, a line each.
    var notes: [String] = []

    init() {}

    init(_ result: some TabularResult) throws {
        text = PythonWords.said(result.text)
        json = try result.json()
        tables = result.sheets.map(NamedTable.init)
    }

    /// - Parameter value: is given as one line of JSON.
    init(text: String, _ value: some Encodable) throws {
        self.text = PythonWords.said(text)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        json = String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Adds what is to be said of how articles were read.
    ///
    /// - Parameter dates: whether articles without a date are of no use to the job.
    mutating func tell(_ reading: ReadingSummary?, dates: Bool = false) {
        guard let reading else { return }
        let lines = reading.linesInPython(dates: dates)
        fields += lines.fields
        notes += lines.notes
    }

    mutating func note(_ lines: [String]) { notes += lines.map(PythonWords.said) }

    /// Articles that are in no period.
    mutating func tell(undated: Int, by period: String) {
        if undated > 0 {
            notes.append(
                (undated == 1 ? "1 article has no date and is" : "\(undated) articles have no date and are")
                    + " in no \(period)")
        }
    }

    func encoded() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) }
}
