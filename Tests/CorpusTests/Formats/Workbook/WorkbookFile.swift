/// Writes workbooks for tests: the parts of a minimal one, and the ZIP archive around them without compression.
struct WorkbookFile {
    /// Name and content of each sheet: the XML within `sheetData`.
    var sheets: [(name: String, rows: String)]
    /// The XML within `sst`.
    var strings: String?
    /// The formats of the cells' styles: numbers of built-in ones, or codes.
    var formats: [String] = []
    var countsFrom1904 = false
    /// Parts in place of the usual ones, or beside them.
    var parts: [(name: String, content: String)] = []

    init(_ sheets: [(name: String, rows: String)], strings: String? = nil) {
        self.sheets = sheets
        self.strings = strings
    }

    /// One sheet whose cells are inline strings, in their order and without references.
    init(_ rows: [[String]]) { self.init([("文章", WorkbookFile.rows(rows))]) }

    static func rows(_ rows: [[String]]) -> String {
        rows.map { cells in
            "<row>" + cells.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
        }.joined()
    }

    private static let space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    var entries: [(name: String, content: [UInt8])] {
        var entries: [(String, String)] = [
            ("[Content_Types].xml", "<Types/>"),
            (
                "_rels/.rels",
                relationships([("r1", "officeDocument", "xl/workbook.xml")])
            ),
            (
                "xl/workbook.xml",
                "<workbook \(WorkbookFile.space) xmlns:r=\"\(WorkbookFile.office)\">"
                    + "<workbookPr date1904=\"\(countsFrom1904 ? 1 : 0)\"/><sheets>"
                    + sheets.indices.map {
                        "<sheet name=\"\(sheets[$0].name)\" sheetId=\"\($0 + 1)\" r:id=\"s\($0)\"/>"
                    }
                    .joined() + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relationships(
                    sheets.indices.map { ("s\($0)", "worksheet", "worksheets/s\($0).xml") } + [
                        ("x", "sharedStrings", "/xl/sharedStrings.xml"), ("y", "styles", "styles.xml"),
                    ])
            ),
        ]
        for (index, sheet) in sheets.enumerated() {
            entries.append(
                (
                    "xl/worksheets/s\(index).xml",
                    "<worksheet \(WorkbookFile.space)><sheetData>\(sheet.rows)</sheetData></worksheet>"
                ))
        }
        if let strings { entries.append(("xl/sharedStrings.xml", "<sst \(WorkbookFile.space)>\(strings)</sst>")) }
        if !formats.isEmpty {
            var codes = ""
            var styles = ""
            for (index, format) in formats.enumerated() {
                let number = Int(format) ?? 164 + index
                if Int(format) == nil {
                    codes += "<numFmt numFmtId=\"\(number)\" formatCode=\"\(format.replacing("\"", with: "&quot;"))\"/>"
                }
                styles += "<xf numFmtId=\"\(number)\"/>"
            }
            entries.append(
                (
                    "xl/styles.xml",
                    "<styleSheet \(WorkbookFile.space)><numFmts>\(codes)</numFmts>"
                        + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\(styles)</cellXfs></styleSheet>"
                ))
        }
        for part in parts {
            entries.removeAll { $0.0 == part.name }
            entries.append(part)
        }
        return entries.map { ($0, Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + $1).utf8)) }
    }

    private func relationships(_ items: [(id: String, type: String, target: String)]) -> String {
        "<Relationships xmlns=\"\(WorkbookFile.package)\">"
            + items.map {
                "<Relationship Id=\"\($0.id)\" Type=\"\(WorkbookFile.office)/\($0.type)\" Target=\"\($0.target)\"/>"
            }.joined() + "</Relationships>"
    }

    var bytes: [UInt8] { storedZip(entries) }
}

/// A ZIP archive of entries that are stored as they are (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
///
/// - Parameter method: what the archive says of how its entries are packed; they must be packed so already.
func storedZip(
    _ entries: [(name: String, content: [UInt8])], method: Int = 0, sizes: [Int]? = nil, checksums: [UInt32]? = nil
) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var output: [UInt8] = []
    var directory: [UInt8] = []
    for (index, entry) in entries.enumerated() {
        let name = Array(entry.name.utf8)
        let common =
            little(20, 2) + little(0x800, 2) + little(method, 2) + little(0x5821_0000, 4)
            + little(Int(checksums?[index] ?? checksum(entry.content)), 4) + little(entry.content.count, 4)
            + little(sizes?[index] ?? entry.content.count, 4) + little(name.count, 2) + little(0, 2)
        directory += little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 10) + little(output.count, 4) + name
        output += little(0x0403_4B50, 4) + common + name + entry.content
    }
    return output + directory + little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2)
        + little(entries.count, 2) + little(directory.count, 4) + little(output.count, 4) + little(0, 2)
}

private let checksums: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
}

/// CRC-32 as in ZIP archives.
func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { $0 >> 8 ^ checksums[Int(($0 ^ UInt32($1)) & 0xFF)] }
}
