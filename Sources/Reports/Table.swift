import Text
/// A table of a report, to be written as Markdown, HTML, CSV or plain text.
public struct Table: Equatable, Sendable, Codable {
    public struct Column: Equatable, Sendable, Codable {
        public var name: String
        public var isNumber: Bool

        public init(_ name: String, isNumber: Bool = false) {
            self.name = name
            self.isNumber = isNumber
        }
    }

    /// A table cell: text, perhaps with a link.
    public struct Cell: Equatable, Sendable, Codable, ExpressibleByStringLiteral {
        public var text: String
        /// An address on the web; empty for none.
        public var link: String
        /// The number that the text shows, as it is.
        public var value: Double?
        /// The id of the `Report.ArticleGroup` that a figure counts.
        public var articles: String?

        public init(_ text: String, link: String = "", value: Double? = nil, articles: String? = nil) {
            self.text = text
            self.link = link
            self.value = value
            self.articles = articles
        }

        public init(stringLiteral text: String) { self.init(text) }
    }

    public var columns: [Column]
    public private(set) var rows: [[Cell]] = []

    public init(_ columns: [Column]) { self.columns = columns }

    /// - Precondition: a cell for each column.
    public mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count)
        rows.append(row)
    }

    /// A text cut to what can be read in a table; the CSV file has it whole.
    static func shortened(_ text: String) -> String { text.shortened(to: 160) }

    public mutating func append(_ row: [String]) { append(row.map { Cell($0) }) }

    /// Only the first rows.
    func prefix(_ count: Int) -> Table {
        var table = self
        table.rows = Array(rows.prefix(count))
        return table
    }

    public func markdown() -> String {
        var lines = ["| " + columns.map { Escape.markdown($0.name) }.joined(separator: " | ") + " |"]
        lines.append("|" + columns.map { $0.isNumber ? "---:|" : "---|" }.joined())
        for row in rows {
            let cells = row.map { cell in
                let text = Escape.markdown(Table.shortened(cell.text))
                if let group = cell.articles { return "[\(text)](#\(group))" }
                guard let link = Escape.webLink(cell.link) else { return text }
                return "[\(text)](<\(link)>)"
            }
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    public func html() -> String {
        func attribute(_ column: Column) -> String { column.isNumber ? " class=\"number\"" : "" }
        var output = "<table>\n<thead><tr>"
        for column in columns { output += "<th\(attribute(column))>\(Escape.html(column.name))</th>" }
        output += "</tr></thead>\n<tbody>\n"
        for row in rows {
            output += "<tr>"
            for (column, cell) in zip(columns, row) {
                let text = Escape.html(Table.shortened(cell.text))
                let address = cell.articles.map { "#" + $0 } ?? Escape.webLink(cell.link)
                let content = address.map { "<a href=\"\(Escape.html($0))\">\(text)</a>" } ?? text
                output += "<td\(attribute(column))>\(content)</td>"
            }
            output += "</tr>\n"
        }
        return output + "</tbody>\n</table>\n"
    }

    /// Comma-separated with a header and `\r\n`, nothing in it that a spreadsheet would take for a formula.
    /// Links get columns of their own.
    ///
    /// - Parameters:
    ///   - byteOrderMark: Excel needs one to read a file as UTF-8; programs do not want it.
    ///   - linkColumn: the heading of a column with another column's links.
    public func csv(byteOrderMark: Bool, linkColumn: (String) -> String = { $0 + " link" }) -> String {
        let linked = columns.indices.filter { column in rows.contains { !$0[column].link.isEmpty } }
        var output = byteOrderMark ? "\u{FEFF}" : ""
        func line(_ cells: [String]) {
            output += cells.map(Escape.csv).joined(separator: ",") + "\r\n"
        }
        line(columns.map(\.name) + linked.map { linkColumn(columns[$0].name) })
        // With its star a figure would be a text to a spreadsheet.
        func plain(_ cell: Cell) -> String {
            cell.value != nil && cell.text.hasSuffix("*") ? String(cell.text.dropLast()) : cell.text
        }
        for row in rows { line(row.map(plain) + linked.map { row[$0].link }) }
        return output
    }

    /// Columns lined up for a terminal, Chinese characters counted as two.
    public func plain() -> String {
        let texts = [columns.map(\.name)] + rows.map { $0.map { oneLine($0.text) } }
        let widths = columns.indices.map { column in texts.map { displayWidth($0[column]) }.max() ?? 0 }
        return texts.map { row in
            let cells = columns.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - displayWidth(row[column]))
                return columns[column].isNumber ? space + row[column] : row[column] + space
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

extension String {
    /// Cut to a width in half-width columns, with an ellipsis where something is missing.
    ///
    /// - Complexity: linear in the width, whatever the text.
    func shortened(to columns: Int) -> String {
        var (width, scalars) = (0, 0)
        for index in unicodeScalars.indices {
            width += displayWidth(unicodeScalars[index])
            scalars += 1
            // Any number of scalars may have no width.
            guard width <= columns, scalars <= 4 * columns else { return String(unicodeScalars[..<index]) + "…" }
        }
        return self
    }
}
