extension WorkbookWriter.Losses {
    /// What a user should know, one line per fact.
    public var lines: [String] {
        var lines: [String] = []
        if cutCells > 0 {
            lines.append(
                (cutCells == 1 ? "1 cell is" : "\(cutCells) cells are")
                    + " longer than the 32,767 characters that Excel allows and cut off there")
        }
        if let last = furtherSheets.last {
            let names = furtherSheets.count == 1 ? "sheet \(last)" : "sheets \(furtherSheets[0]) to \(last)"
            lines.append("Excel allows 1,048,576 rows per sheet; the others are on \(names)")
        }
        if omittedColumns > 0 {
            lines.append("Excel allows 16,384 columns per sheet; \(omittedColumns) are left out")
        }
        if omittedLinks > 0 {
            lines.append(
                "Excel allows 65,530 links per sheet of up to 2,000 bytes each; "
                    + (omittedLinks == 1 ? "1 cell has its text alone" : "\(omittedLinks) cells have their text alone"))
        }
        return lines
    }
}
