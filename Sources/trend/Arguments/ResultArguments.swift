import ArgumentParser
import Jobs

extension ResultForm: ExpressibleByArgument {}

/// Where a result goes, and in which form.
struct ResultArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write the result to this file, as CSV for spreadsheets, as a workbook or as JSON if its name ends in .csv, "
                + ".xlsx or .jsonl.", valueName: "file"))
    var output: String?
    @Option(name: .customLong("as"), help: "text, json, csv or xlsx (default: by the name of --output, else text).")
    var form: ResultForm?

    /// - Throws: `InvalidOption`.
    func form(csv: Bool = false, json: Bool = false) throws -> ResultForm {
        let asked = Set([form, json ? .json : nil, csv ? .csv : nil].compactMap(\.self))
        guard asked.count <= 1 else {
            throw InvalidOption("as", "", "--as, --csv and --json name a form each; give one of them")
        }
        let form = try ResultForm.of(output, asked: asked.first, usual: .text)
        if form == .xlsx, output == nil { try Console.refuseTerminal() }
        return form
    }

    /// - Throws: `InvalidOption`.
    func file(csv: Bool = false, json: Bool = false) throws -> ResultFile? {
        let form = try form(csv: csv, json: json)
        return output.map { ResultFile($0, as: form) }
    }
}
