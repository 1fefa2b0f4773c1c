/// The styles of a Word document.
struct DocumentStyles {
    /// A Chinese document names a font for Chinese of its own; the others are for letters and digits.
    private static let fonts =
        "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Microsoft YaHei\" w:cs=\"Calibri\"/>"

    /// A style of paragraphs. Sizes are half points, spaces are twentieths of a point.
    private struct Paragraph {
        let id: String
        let name: String
        var before = 0
        var after = 120
        /// In 240ths.
        var line = 300
        var indent = 0
        var outline: Int?
        var isCentered = false
        var hasBar = false
        var isBold = false
        var size: Int?
        var color: String?

        /// In the order that the format asks for.
        var xml: String {
            var layout = ""
            if outline != nil || id == "Title" || id == "TableHead" { layout += "<w:keepNext/>" }
            if hasBar {
                layout += "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"\(accent)\"/></w:pBdr>"
            }
            layout += "<w:spacing w:before=\"\(before)\" w:after=\"\(after)\" w:line=\"\(line)\" w:lineRule=\"auto\"/>"
            if indent > 0 { layout += "<w:ind w:left=\"\(indent)\"/>" }
            if isCentered { layout += "<w:jc w:val=\"center\"/>" }
            if let outline { layout += "<w:outlineLvl w:val=\"\(outline)\"/>" }
            let look =
                (isBold ? "<w:b/>" : "") + (color.map { "<w:color w:val=\"\($0)\"/>" } ?? "")
                + (size.map { "<w:sz w:val=\"\($0)\"/><w:szCs w:val=\"\($0)\"/>" } ?? "")
            return "<w:style w:type=\"paragraph\" w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/>"
                + "<w:basedOn w:val=\"Normal\"/>" + (outline == nil ? "" : "<w:next w:val=\"Normal\"/>")
                + "<w:qFormat/>"
                + "<w:pPr>\(layout)</w:pPr>" + (look.isEmpty ? "" : "<w:rPr>\(look)</w:rPr>") + "</w:style>\n"
        }
    }

    private static let (accent, soft, rule, shade) = ("0060A0", "5F5F5F", "D9D9D9", "F4F6F8")

    private static let paragraphs: [Paragraph] = [
        .init(id: "Title", name: "Title", after: 200, isBold: true, size: 36),
        .init(id: "Heading1", name: "heading 1", before: 360, outline: 0, isBold: true, size: 28, color: accent),
        .init(id: "Heading2", name: "heading 2", before: 200, after: 60, outline: 1, isBold: true, size: 22),
        .init(id: "Summary", name: "Summary", indent: 200, hasBar: true),
        .init(id: "Note", name: "Note", before: 60, after: 160, size: 17, color: soft),
        .init(id: "Chart", name: "Chart", before: 120, line: 240),
        .init(id: "Article", name: "Article", after: 20, indent: 200, size: 19),
        .init(id: "TableText", name: "Table Text", after: 0, line: 252, size: 16),
        .init(id: "TableHead", name: "Table Head", after: 0, line: 252, isBold: true, size: 16),
        .init(id: "Footer", name: "footer", after: 0, line: 240, isCentered: true, size: 17, color: soft),
    ]

    /// - Parameter language: of what is not Chinese.
    static func xml(language: String) -> String {
        let latin = language.hasPrefix("zh") ? "en-US" : language
        var output = DocumentParts.head
        output += "<w:styles xmlns:w=\"\(DocumentParts.main)\">\n"
        output += "<w:docDefaults><w:rPrDefault><w:rPr>\(fonts)<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>"
        output += "<w:lang w:val=\"\(latin)\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        output +=
            "<w:spacing w:after=\"120\" w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\n"
        output += "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>"
        output += "<w:qFormat/></w:style>\n"
        for style in paragraphs { output += style.xml }
        output += character("Hyperlink", "<w:color w:val=\"\(accent)\"/><w:u w:val=\"single\"/>")
        output += character("Quiet", "<w:color w:val=\"\(soft)\"/>")
        return output + table + "</w:styles>\n"
    }

    private static func character(_ id: String, _ look: String) -> String {
        "<w:style w:type=\"character\" w:styleId=\"\(id)\"><w:name w:val=\"\(id)\"/><w:rPr>\(look)</w:rPr></w:style>\n"
    }

    private static func line(_ side: String, _ size: Int, _ color: String) -> String {
        "<w:\(side) w:val=\"single\" w:sz=\"\(size)\" w:space=\"0\" w:color=\"\(color)\"/>"
    }

    private static func margin(_ side: String, _ width: Int) -> String {
        "<w:\(side) w:w=\"\(width)\" w:type=\"dxa\"/>"
    }

    /// Lines between rows, and a shaded head.
    private static var table: String {
        var output =
            "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>"
        output +=
            "<w:tblPr><w:tblCellMar>" + margin("left", 60) + margin("right", 60)
            + "</w:tblCellMar></w:tblPr></w:style>\n"
        output += "<w:style w:type=\"table\" w:styleId=\"Figures\"><w:name w:val=\"Figures\"/>"
        output += "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
        output += line("top", 8, soft) + line("bottom", 8, soft) + line("insideH", 4, rule)
        output += "</w:tblBorders><w:tblCellMar>" + margin("top", 20) + margin("left", 60) + margin("bottom", 20)
        output +=
            margin("right", 60) + "</w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:tcBorders>"
        output +=
            line("bottom", 8, soft) + "</w:tcBorders><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\(shade)\"/>"
        return output + "</w:tcPr></w:tblStylePr></w:style>\n"
    }
}
