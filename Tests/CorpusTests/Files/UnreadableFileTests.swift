import Testing

@testable import Corpus

@Suite struct UnreadableFileTests {
    private static let heads: [(bytes: [UInt8], words: String)] = [
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ".xls"), (ascii("%PDF-1.7"), "pdftotext"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image"), ([0xFF, 0xD8, 0xFF, 0xE0], "image"),
        (ascii("GIF89a"), "image"), (ascii("Rar!\u{1A}\u{7}\0"), "unpack"), (ascii("{\\rtf1\\ansi"), "RTF"),
        (ascii("PAR1\u{15}"), "parquet"), ([0x80, 0x04, 0x95], "pickle"),
        (ascii("7z") + [0xBC, 0xAF, 0x27, 0x1C], "unpack"),
        (ascii("From: <Saved by Blink>"), "HTML"),
        (
            ascii(
                "From: \"Saved by Windows\"\r\nDate: x\r\nContent-Type: multipart/related;\r\n\tboundary=\"B\"\r\n\r\n"),
            "HTML"
        ),
        (ascii("Date: x\nFrom: a\nMime-Version: 1.0\nContent-Transfer-Encoding: Base64\n\n5Zu9\n"), "e-mail"),
        (ascii("%0 Newspaper Article\n%T "), "CNKI"), (ascii("TY  - NEWS\nTI  - "), "CNKI"),
        (ascii("\u{FEFF}RT Journal Article\nSR 1\n"), "CNKI"), (ascii("{Reference Type}: Newspaper Article\n"), "CNKI"),
        (ascii("+------+------+\n| a | b |\n"), "--batch"), (ascii("SQLite format 3\0"), "sqlite3"),
        (ascii("BZh91AY&SY"), "unpack"),
        ([UInt8](repeating: 0x61, count: 257) + ascii("ustar\0"), "tar"), (ascii("\0\0\0 ftypisom"), "film"),
        (ascii("PK\u{5}\u{6}" + String(repeating: "\0", count: 18)), "ZIP"),
    ]

    private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: heads)
    func saysWhatItIsAndWhatToDo(head: [UInt8], words: String) {
        for name in ["a", "a.txt", "a.csv", "a.xlsx"] {
            #expect {
                try read(head + [UInt8](repeating: 0x61, count: 100), as: name)
            } throws: { error in
                guard case .wrongFormat(_, let reason)? = error as? CorpusError else { return false }
                return reason.contains(words) && !reason.contains("\n")
            }
        }
    }

    @Test func theTextOfASimpleMailIsRead() throws {
        let mail =
            "From: a\nSubject: 甲\nDate: 2024-05-01\nContent-Type: text/plain\n\n国产芯片。\nContent-Type: multipart/x\n"
        #expect(try read(mail, as: "a.eml.txt").articles.count == 1)
    }

    @Test func theAdviceIsOneLineEach() {
        for kind in UnreadableFile.allCases { #expect(!kind.advice.isEmpty && !kind.advice.contains("\n")) }
    }

    @Test(arguments: ["a.xls", "a.xlsx"])
    func aPageUnderTheEndingOfAWorkbookIsTold(name: String) {
        #expect {
            try read("<html><table><tr><td>标题</td></tr></table></html>", as: name)
        } throws: {
            guard case .wrongFormat(_, let reason)? = $0 as? CorpusError else { return false }
            return reason.contains("save it as .xlsx")
        }
        #expect(throws: CorpusError.self) {
            try read("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>", as: "a.xml")
        }
    }
}
