/// Files that people have beside their corpora and that cannot be read: what they are, told by their first bytes, and
/// how to convert them.
enum UnreadableFile: CaseIterable {
    case oldOffice, word, slides, binaryWorkbook, openDocument, archive, pdf, image, rtf, otherPacked

    /// - Parameter head: the file's first bytes, eight or more where it has so many.
    init?(head: some Collection<UInt8>) {
        guard let kind = UnreadableFile.signatures.first(where: { head.starts(with: $0.bytes) })?.kind else {
            return nil
        }
        self = kind
    }

    private static let signatures: [(kind: UnreadableFile, bytes: [UInt8])] = [
        (.oldOffice, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        (.pdf, Array("%PDF-".utf8)),
        (.rtf, Array("{\\rtf".utf8)),
        (.image, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]), (.image, [0xFF, 0xD8, 0xFF]), (.image, Array("GIF87a".utf8)),
        (.image, Array("GIF89a".utf8)), (.image, Array("II*\0".utf8)), (.image, Array("MM\0*".utf8)),
        (.otherPacked, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.otherPacked, Array("Rar!".utf8) + [0x1A, 0x07]),
        (.otherPacked, [0xFD] + Array("7zXZ\0".utf8)), (.otherPacked, [0x28, 0xB5, 0x2F, 0xFD]),
        (.otherPacked, Array("BZh".utf8) + [0x39, 0x31, 0x41, 0x59]),
        (.archive, [0x50, 0x4B, 0x05, 0x06]),
    ]

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
        case .otherPacked: "a packed file (.7z, .rar, .xz, .zst or .bz2); unpack it, or pack it with gzip"
        }
    }
}
