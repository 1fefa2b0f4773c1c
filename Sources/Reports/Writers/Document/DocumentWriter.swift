import Foundation
import Text

/// Writes a report as a Word document (Office Open XML), to send or to copy parts of it: headings, paragraphs, tables,
/// charts as pictures, links to articles, and below them the articles that figures of the text lead to.
///
/// The same report gives the same bytes. All texts are escaped here.
struct DocumentWriter {
    private let report: Report
    /// The files of the charts, by name.
    private let charts: [String: Data]
    private let words: any Phrasebook
    /// Targets of links outside of the document, in the order of their numbers.
    private var addresses: [String] = []
    private var numbersOfAddresses: [String: Int] = [:]
    /// Pictures in the order of their numbers.
    private var pictures: [Data] = []
    /// The groups that the document lists, by id, with their numbers.
    private let anchors: [String: Int]

    private static let maximumListLength = 10

    /// - Throws: `CorpusError.unwritable`.
    static func document(_ report: Report, charts: [String: Data]) throws -> Data {
        var writer = DocumentWriter(report, charts: charts)
        let body = writer.body()
        let links = writer.addresses.map { (type: "hyperlink", target: Escape.html($0), isExternal: true) }
        let media = writer.pictures.indices.map {
            (type: "image", target: "media/chart\($0 + 1).png", isExternal: false)
        }
        let parts: [(name: String, text: String)] = [
            ("[Content_Types].xml", DocumentParts.contentTypes), ("_rels/.rels", DocumentParts.relations),
            ("docProps/core.xml", DocumentParts.properties(title: Escape.html(report.title))),
            ("word/document.xml", DocumentParts.document(body)),
            ("word/_rels/document.xml.rels", DocumentParts.relations(links: links, pictures: media)),
            ("word/styles.xml", DocumentStyles.xml(language: writer.words.languageTag)),
            ("word/settings.xml", DocumentParts.settings), ("word/footer1.xml", DocumentParts.footer),
        ]
        return try ZipWriter.archive(
            parts.map { ($0.name, Data($0.text.utf8)) }
                + writer.pictures.enumerated().map { ("word/media/chart\($0 + 1).png", $1) },
            for: "report.docx")
    }

    private init(_ report: Report, charts: [String: Data]) {
        self.report = report
        self.charts = charts
        words = report.language.phrasebook(by: report.firstMonth.rule)
        var wanted: Set<String> = []
        func add(_ prose: Prose) { wanted.formUnion(prose.runs.compactMap(\.articles)) }
        add(report.summary)
        for section in report.sections { for case .paragraph(let prose) in section.blocks { add(prose) } }
        let listed = report.groups.filter { wanted.contains($0.id) }
        anchors = Dictionary(listed.enumerated().map { ($1.id, $0 + 1) }) { first, _ in first }
    }

    // MARK: Blocks

    private mutating func body() -> String {
        var output = paragraph(run(report.title), style: "Title") + paragraph(report.summary, style: "Summary")
        for section in report.sections {
            output += paragraph(run(section.title), style: "Heading1")
            for block in section.blocks {
                switch block {
                case .paragraph(let prose): output += paragraph(prose)
                case .chart(let chart): output += picture(of: chart)
                case .table(let named, let isShown):
                    if isShown { output += table(named.table.prefix(named.shownRows)) }
                    let rest = named.rest(isShown: isShown, words) ?? ""
                    // Two tables without a paragraph between them would be one.
                    if isShown || !rest.isEmpty { output += paragraph(run(rest), style: "Note") }
                }
            }
        }
        return output + groups()
    }

    private mutating func groups() -> String {
        guard !anchors.isEmpty else { return "" }
        let articles = report.articlesByID
        var output = paragraph(run(words.groupsHeading), style: "Heading1")
        for group in report.groups {
            guard let number = anchors[group.id] else { continue }
            let heading = run(words.groupHeading(group.title, count: group.articles.count))
            output += paragraph(
                "<w:bookmarkStart w:id=\"\(number)\" w:name=\"articles\(number)\"/>\(heading)"
                    + "<w:bookmarkEnd w:id=\"\(number)\"/>", style: "Heading2")
            for article in group.articles.prefix(DocumentWriter.maximumListLength).compactMap({
                articles[$0]?.reference
            }) {
                output += paragraph(
                    run((article.date ?? "") + " ", style: "Quiet")
                        + link(Table.shortened(article.title), to: article.link), style: "Article")
            }
            let hidden = group.articles.count - DocumentWriter.maximumListLength
            if hidden > 0 { output += paragraph(run(words.hiddenArticles(hidden, group: group.id)), style: "Note") }
        }
        return output
    }

    private func paragraph(_ content: String, style: String? = nil) -> String {
        "<w:p>" + (style.map { "<w:pPr><w:pStyle w:val=\"\($0)\"/></w:pPr>" } ?? "") + content + "</w:p>\n"
    }

    private func paragraph(_ prose: Prose, style: String? = nil) -> String {
        paragraph(
            prose.runs.map { piece in
                guard let number = piece.articles.flatMap({ anchors[$0] }) else { return run(piece.text) }
                return "<w:hyperlink w:anchor=\"articles\(number)\" w:history=\"1\">"
                    + run(piece.text, style: "Hyperlink") + "</w:hyperlink>"
            }.joined(), style: style)
    }

    private func run(_ text: String, style: String? = nil) -> String {
        guard !text.isEmpty else { return "" }
        return "<w:r>" + (style.map { "<w:rPr><w:rStyle w:val=\"\($0)\"/></w:rPr>" } ?? "")
            + "<w:t xml:space=\"preserve\">\(Escape.html(text))</w:t></w:r>"
    }

    /// A text that leads to a web address; the text alone if that is none.
    private mutating func link(_ text: String, to address: String) -> String {
        guard let address = Escape.webLink(address) else { return run(text) }
        let number = numbersOfAddresses[address] ?? addresses.count + 1
        if number > addresses.count {
            addresses.append(address)
            numbersOfAddresses[address] = number
        }
        return "<w:hyperlink r:id=\"rIdLink\(number)\" w:history=\"1\">" + run(text, style: "Hyperlink")
            + "</w:hyperlink>"
    }

    // MARK: Charts

    /// Of the text on a page, in English Metric Units.
    private static let area = (width: 6_120_000, height: 8_200_000)

    private mutating func picture(of chart: Chart) -> String {
        let text = Escape.html(words.chartText(title: chart.title, note: chart.note))
        guard let bytes = charts[ChartDrawing.pngName(chart)], let size = DocumentWriter.size(of: bytes) else {
            return paragraph(run(words.chartText(title: chart.title, note: chart.note)), style: "Note")
        }
        pictures.append(bytes)
        let number = pictures.count
        var (width, height) = (Self.area.width, Self.area.width * size.height / size.width)
        if height > Self.area.height { (width, height) = (width * Self.area.height / height, Self.area.height) }
        let frame = "<a:ext cx=\"\(width)\" cy=\"\(height)\"/>"
        return paragraph(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
                + "<wp:extent cx=\"\(width)\" cy=\"\(height)\"/>"
                + "<wp:docPr id=\"\(number)\" name=\"\(chart.name)\" descr=\"\(text)\"/>"
                + "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
                + "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"\(number)\" name=\"\(chart.name)\"/><pic:cNvPicPr/></pic:nvPicPr>"
                + "<pic:blipFill><a:blip r:embed=\"rIdChart\(number)\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
                + "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>\(frame)</a:xfrm>"
                + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
                + "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>", style: "Chart")
    }

    /// The size of a PNG picture in pixels.
    private static func size(of png: Data) -> (width: Int, height: Int)? {
        let bytes = [UInt8](png.prefix(24))
        guard bytes.count == 24 else { return nil }
        func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        let size = (width: number(16), height: number(20))
        guard (1...100_000).contains(size.width), (1...100_000).contains(size.height) else { return nil }
        return size
    }

    // MARK: Tables

    /// The width of the text on a page, in twentieths of a point, and how many half-width columns of a table it has.
    private static let lineWidth = (twips: 9638, columns: 112)

    private mutating func table(_ table: Table) -> String {
        let widths = DocumentWriter.widths(of: table)
        var output =
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/>"
            + "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid>"
        for width in widths { output += "<w:gridCol w:w=\"\(width)\"/>" }
        output += "</w:tblGrid>\n"
        func cell(_ column: Int, _ content: String, _ style: String, keepsNext: Bool = false) -> String {
            let keep = keepsNext ? "<w:keepNext/>" : ""
            let side = table.columns[column].isNumber ? "<w:jc w:val=\"right\"/>" : ""
            return "<w:tc><w:tcPr><w:tcW w:w=\"\(widths[column])\" w:type=\"dxa\"/></w:tcPr>"
                + "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(keep)\(side)</w:pPr>\(content)</w:p></w:tc>"
        }
        output += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        for (index, column) in table.columns.enumerated() { output += cell(index, run(column.name), "TableHead") }
        output += "</w:tr>\n"
        for (number, row) in table.rows.enumerated() {
            output += "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            for (index, value) in row.enumerated() {
                // No page ends with a head and a row or two.
                output += cell(
                    index, link(Table.shortened(value.text), to: value.link), "TableText", keepsNext: number < 2)
            }
            output += "</w:tr>\n"
        }
        return output + "</w:tbl>\n"
    }

    /// Widths of columns that fill a line: as wide as their texts, the widest cut where there is no room for all.
    private static func widths(of table: Table) -> [Int] {
        let wanted = table.columns.indices.map { column in
            let texts = [table.columns[column].name] + table.rows.map { $0[column].text }
            return min(44, max(4, texts.map { displayWidth(String($0.prefix(44))) }.max() ?? 0)) + 2
        }
        let level = WaterLevel.level(wanted, maximum: lineWidth.columns)
        let cut = wanted.map { min($0, level) }
        let sum = max(1, cut.reduce(0, +))
        return cut.map { max(1, $0 * lineWidth.twips / sum) }
    }
}
