/// The parts of a Word document that are the same for every report, as XML.
enum DocumentParts {
    static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let drawing = "http://schemas.openxmlformats.org/drawingml/2006"

    static let contentTypes =
        head + """
            <Types xmlns="\(package)/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Default Extension="png" ContentType="image/png"/>
            <Override PartName="/word/document.xml" ContentType="\(type("document.main"))"/>
            <Override PartName="/word/styles.xml" ContentType="\(type("styles"))"/>
            <Override PartName="/word/settings.xml" ContentType="\(type("settings"))"/>
            <Override PartName="/word/footer1.xml" ContentType="\(type("footer"))"/>
            <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
            </Types>

            """

    private static func type(_ part: String) -> String {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.\(part)+xml"
    }

    static let relations =
        head + """
            <Relationships xmlns="\(package)/relationships">
            <Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>
            <Relationship Id="rId2" Type="\(package)/relationships/metadata/core-properties" Target="docProps/core.xml"/>
            </Relationships>

            """

    /// - Parameter title: escaped.
    static func properties(title: String) -> String {
        head + """
            <cp:coreProperties xmlns:cp="\(package)/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:title>\(title)</dc:title><dc:creator>trend</dc:creator>
            </cp:coreProperties>

            """
    }

    /// - Parameters:
    ///   - links: targets outside of the document, escaped, with the identifiers `rIdLink1` and so on.
    ///   - pictures: with the identifiers `rIdChart1` and so on.
    static func relations(
        links: [(type: String, target: String, isExternal: Bool)],
        pictures: [(type: String, target: String, isExternal: Bool)]
    ) -> String {
        var output = head + "<Relationships xmlns=\"\(package)/relationships\">\n"
        func add(_ id: String, _ type: String, _ target: String, _ isExternal: Bool) {
            output +=
                "<Relationship Id=\"\(id)\" Type=\"\(office)/\(type)\" Target=\"\(target)\""
                + "\(isExternal ? " TargetMode=\"External\"" : "")/>\n"
        }
        for part in ["styles", "settings"] { add("rId-\(part)", part, "\(part).xml", false) }
        add("rId-footer", "footer", "footer1.xml", false)
        for (index, link) in links.enumerated() { add("rIdLink\(index + 1)", link.type, link.target, link.isExternal) }
        for (index, picture) in pictures.enumerated() {
            add("rIdChart\(index + 1)", picture.type, picture.target, picture.isExternal)
        }
        return output + "</Relationships>\n"
    }

    /// The body on pages of A4 with numbers.
    static func document(_ body: String) -> String {
        head + """
            <w:document xmlns:w="\(main)" xmlns:r="\(office)" xmlns:a="\(drawing)/main" xmlns:pic="\(drawing)/picture" \
            xmlns:wp="\(drawing)/wordprocessingDrawing">
            <w:body>
            \(body)<w:sectPr><w:footerReference w:type="default" r:id="rId-footer"/><w:pgSz w:w="11906" w:h="16838"/>\
            <w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>\
            </w:sectPr>
            </w:body>
            </w:document>

            """
    }

    static let settings = head + "<w:settings xmlns:w=\"\(main)\"><w:defaultTabStop w:val=\"420\"/></w:settings>\n"

    static let footer =
        head + """
            <w:ftr xmlns:w="\(main)"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>\
            <w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>\
            <w:r><w:t xml:space="preserve"> / </w:t></w:r>\
            <w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>

            """
}
