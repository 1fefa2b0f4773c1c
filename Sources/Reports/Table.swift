import Text

/// A table of a report or of a result, which can be written as Markdown, HTML, CSV, plain text or a sheet of a workbook.
public struct Table: Equatable, Sendable, Codable {
    /// A column of a table.
    public struct Column: Equatable, Sendable, Codable {
        public var name: String
        public var isNumber: Bool
        /// Whether its cells are days, which are dates in a workbook.
        public var isDate = false

        public init(_ name: String, isNumber: Bool = false, isDate: Bool = false) {
            self.name = name
            self.isNumber = isNumber
            self.isDate = isDate
        }

        private enum CodingKeys: CodingKey { case name, isNumber }
    }

    /// A table cell: text, perhaps with a link.
    public struct Cell: Equatable, Sendable, Codable, ExpressibleByStringLiteral {
        public var text: String
        /// A web address; empty if there is none.
        public var link: String
        /// The number that the text shows, unrounded.
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

    /// Appends a row.
    ///
    /// - Precondition: one cell per column.
    public mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count)
        rows.append(row)
    }

    /// Shortens a text to what can be read in a table; the CSV file has the whole text.
    static func shortened(_ text: String) -> String { text.shortened(to: 160) }

    public mutating func append(_ row: [String]) { append(row.map { Cell($0) }) }

    /// The table with its first rows only.
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
        // Sentences need room; the first column is a name.
        let attributes = columns.indices.map { column in
            if columns[column].isNumber { return " class=\"number\"" }
            return column > 0 && rows.contains { displayWidth($0[column].text) > 32 } ? " class=\"long\"" : ""
        }
        var output = "<table>\n<thead><tr>"
        for (column, attribute) in zip(columns, attributes) {
            output += "<th\(attribute)>\(Escape.html(column.name))</th>"
        }
        output += "</tr></thead>\n<tbody>\n"
        for row in rows {
            output += "<tr>"
            for (attribute, cell) in zip(attributes, row) {
                let text = Escape.html(Table.shortened(cell.text))
                let address = cell.articles.map { "#" + $0 } ?? Escape.webLink(cell.link)
                let content = address.map { "<a href=\"\(Escape.html($0))\">\(text)</a>" } ?? text
                output += "<td\(attribute)>\(content)</td>"
            }
            output += "</tr>\n"
        }
        return output + "</tbody>\n</table>\n"
    }

    /// The table as comma-separated values with a header (`CSVWriter`). Links get columns of their own.
    ///
    /// - Parameters:
    ///   - byteOrderMark: whether to begin with a byte-order mark. Excel needs one to read a file as UTF-8; programs do
    ///     not want it.
    ///   - linkColumn: the heading of the column with another column's links.
    public func csv(byteOrderMark: Bool, linkColumn: (String) -> String = { $0 + " link" }) -> String {
        let linked = columns.indices.filter { column in
            rows.contains { !$0[column].link.isEmpty && $0[column].link != $0[column].text }
        }
        var writer = CSVWriter(forSpreadsheets: byteOrderMark)
        writer.append(columns.map(\.name) + linked.map { linkColumn(columns[$0].name) })
        // A spreadsheet would take a figure with a star for text.
        func plain(_ cell: Cell) -> String {
            cell.value != nil && cell.text.hasSuffix("*") ? String(cell.text.dropLast()) : cell.text
        }
        for row in rows {
            writer.append(row.map(plain) + linked.map { row[$0].link }) { $0 < columns.count && columns[$0].isNumber }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The table as aligned columns for a terminal; a Chinese character counts as two columns.
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
    /// Shortens a text to a width in half-width columns, with an ellipsis in place of the rest.
    ///
    /// - Complexity: linear in the width, whatever the length of the text.
    func shortened(to columns: Int) -> String {
        var (width, scalars) = (0, 0)
        for index in unicodeScalars.indices {
            width += displayWidth(unicodeScalars[index])
            scalars += 1
            // Any number of scalars may have zero width.
            guard width <= columns, scalars <= 4 * columns else { return String(unicodeScalars[..<index]) + "…" }
        }
        return self
    }
}
