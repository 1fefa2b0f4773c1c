/// Files that people have beside their corpora and that cannot be read: what they are, told by their first bytes, and
/// how to convert them.
enum UnreadableFile: CaseIterable {
    case oldOffice, word, slides, binaryWorkbook, openDocument, archive, pdf, image, rtf, otherPacked, ebook, media,
        tar,
        columns, pythonData, database, webArchive, sheetXML, references, tableOfSigns

    /// - Parameter head: the file's first bytes, `headSize` where it has so many.
    init?(head: some RandomAccessCollection<UInt8>) {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        if let found = UnreadableFile.signatures.first(where: { text.dropFirst($0.offset).starts(with: $0.bytes) }) {
            self = found.kind
        } else if UnreadableFile.isEncodedMail(text) {
            self = .webArchive
        } else {
            return nil
        }
    }

    /// So many bytes tell all of them; before what tells a mail many stations may stand that it passed.
    static let headSize = 1 << 13

    /// Whether a file begins with the head of a mail or of a saved page whose content is packed in letters and digits or in
    /// parts. The text of a simple mail is read.
    private static func isEncodedMail(_ head: some RandomAccessCollection<UInt8>) -> Bool {
        // `Received:`, `Date:` or another name of ASCII letters; hardly any text begins so.
        let name = head.prefix(40).prefix { 0x61...0x7A ~= $0 | 0x20 || $0 == UInt8(ascii: "-") }
        guard name.count > 1, head.dropFirst(name.count).first == UInt8(ascii: ":") else { return false }
        var lines = "\n" + String(decoding: head, as: UTF8.self).lowercased().replacing("\r\n", with: "\n")
        if let end = lines.firstRange(of: "\n\n") { lines.removeSubrange(end.lowerBound...) }
        return lines.contains("\ncontent-type: multipart/")
            || ["base64", "quoted-printable"].contains { lines.contains("\ncontent-transfer-encoding: " + $0) }
    }

    private static let signatures: [(kind: UnreadableFile, offset: Int, bytes: [UInt8])] = {
        func kind(_ kind: UnreadableFile, _ text: String, at offset: Int = 0) -> (UnreadableFile, Int, [UInt8]) {
            (kind, offset, text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        }
        return [
            kind(.oldOffice, "\u{D0}\u{CF}\u{11}\u{E0}\u{A1}\u{B1}\u{1A}\u{E1}"),
            kind(.pdf, "%PDF-"), kind(.rtf, "{\\rtf"), kind(.ebook, "BOOKMOBI", at: 60), kind(.ebook, "ITSF\u{3}"),
            kind(.image, "\u{89}PNG\r\n"), kind(.image, "\u{FF}\u{D8}\u{FF}"), kind(.image, "GIF87a"),
            kind(.image, "GIF89a"), kind(.image, "II*\0"), kind(.image, "MM\0*"), kind(.image, "WEBPVP8", at: 8),
            kind(.media, "ftyp", at: 4), kind(.media, "ID3\u{3}"), kind(.media, "ID3\u{4}"), kind(.media, "OggS"),
            kind(.otherPacked, "7z\u{BC}\u{AF}'\u{1C}"), kind(.otherPacked, "Rar!\u{1A}\u{7}"),
            kind(.otherPacked, "\u{FD}7zXZ\0"), kind(.otherPacked, "(\u{B5}/\u{FD}"),
            kind(.otherPacked, "1AY&SY", at: 4), kind(.otherPacked, "\u{4}\"M\u{18}"),
            kind(.otherPacked, "\u{1F}\u{9D}"),
            kind(.tar, "ustar", at: 257), kind(.archive, "PK\u{5}\u{6}"),
            kind(.columns, "PAR1"), kind(.columns, "ARROW1"), kind(.columns, "ORC\u{11}"), kind(.columns, "FEA1"),
            kind(.pythonData, "\u{80}\u{3}"), kind(.pythonData, "\u{80}\u{4}\u{95}"),
            kind(.pythonData, "\u{80}\u{5}\u{95}"), kind(.pythonData, "\u{93}NUMPY"),
            kind(.pythonData, "\u{89}HDF\r\n"),
            kind(.database, FileContent.databaseMagic), kind(.database, "\0\u{1}\0\0Standard "),
            kind(.webArchive, "From: <Saved by "), kind(.webArchive, "MIME-Version: 1.0"),
            kind(.webArchive, "bplist00"),
            kind(.references, "%0 "), kind(.references, "TY  - "), kind(.references, "{Reference Type}"),
            kind(.references, "RT Journal"), kind(.references, "RT Newspaper"), kind(.references, "RT Conference"),
            kind(.references, "RT Dissertation"), kind(.references, "RT Book"), kind(.references, "SrcDatabase-"),
            kind(.tableOfSigns, "+---"),
        ]
    }()

    /// What it is, with its article.
    var name: String {
        switch self {
        case .oldOffice: "an old Office file"
        case .word: "a Word document"
        case .slides: "a presentation"
        case .binaryWorkbook: "a binary workbook"
        case .openDocument: "an OpenDocument file"
        case .archive: "a ZIP archive"
        case .pdf: "a PDF"
        case .image: "an image"
        case .rtf: "an RTF document"
        case .otherPacked: "a packed file"
        case .ebook: "an electronic book"
        case .media: "a sound or a film"
        case .tar: "a tar archive"
        case .columns: "a file of columns"
        case .pythonData: "a file of Python data"
        case .database: "a database"
        case .webArchive: "a web archive"
        case .sheetXML: "an XML spreadsheet"
        case .references: "a list of references"
        case .tableOfSigns: "a table drawn with signs"
        }
    }

    /// One line: what it is and what to do.
    var advice: String {
        switch self {
        case .oldOffice:
            "an old Office file (.xls, .doc) or one with a password; open it and save it as .xlsx without a password, "
                + "or as CSV (UTF-8)"
        case .word: "a Word document (.docx); save it as plain text (UTF-8)"
        case .slides: "a presentation (.pptx); save its text as plain text (UTF-8)"
        case .binaryWorkbook: "a binary Excel workbook (.xlsb); open it and save it as .xlsx or CSV (UTF-8)"
        case .openDocument: "an OpenDocument file (.ods, .odt); save it as .xlsx, CSV (UTF-8) or plain text"
        case .archive: "a ZIP archive; unpack it and name the files in it"
        case .pdf: "a PDF; extract its text first, e.g. pdftotext a.pdf a.txt"
        case .image: "an image; there is no text in it to read"
        case .rtf: "an RTF document; save it as plain text (UTF-8)"
        case .ebook: "an electronic book (.epub, .mobi, .chm); convert it to plain text (UTF-8) or HTML"
        case .media: "a sound or a film; there is no text in it to read"
        case .tar: "a tar archive; unpack it and name the files in it, or their folder"
        case .columns:
            "a file of columns (.parquet, .feather, .orc); export it as CSV or JSON lines, e.g. with pandas: "
                + "pandas.read_parquet('a.parquet').to_csv('a.csv')"
        case .pythonData:
            "data of a program (.pkl, .npy, .h5); export it as CSV or JSON lines, e.g. with pandas: "
                + "pandas.read_pickle('a.pkl').to_csv('a.csv')"
        case .database:
            "a database; export its table as CSV (UTF-8), e.g. sqlite3 -header -csv a.db 'select * from news' > a.csv"
        case .webArchive: "a web archive (.mht, .webarchive) or an e-mail; open it and save the page as HTML"
        case .sheetXML: "an Office document as XML; open it and save it as .xlsx, or its text as plain text (UTF-8)"
        case .references:
            "a list of references (RefWorks, EndNote, NoteExpress, RIS); export it as a table, .xlsx or CSV (UTF-8), in CNKI "
                + "by a format of your own (自定义)"
        case .tableOfSigns:
            "a table drawn with + and -, as mysql shows it; export it with tabs, e.g. mysql --batch -e 'select …' > a.tsv"
        case .otherPacked: "a packed file (.7z, .rar, .xz, .zst or .bz2); unpack it, or pack it with gzip"
        }
    }
}
