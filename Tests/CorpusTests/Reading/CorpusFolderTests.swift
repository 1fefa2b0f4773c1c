import Foundation
import TestSupport
import Testing

@testable import Corpus

@Suite struct CorpusFolderTests {
    @Test func whatIsNotReadIsNamed() throws {
        let folder = try TemporaryFolder()
        for name in [
            "a.jsonl", "b/c.txt", "old.xls", "b/d.docx", "lines", "README.md", "names.yaml", ".hidden", "~$a.xlsx",
            "页_files/x.js",
        ] {
            _ = try folder.write(#"{"title":"甲"}"#, to: name)
        }
        _ = try folder.write("<html><body><p>甲</p></body></html>", to: "页.html")
        // As Spark writes: the folder has the ending of a file.
        _ = try folder.write(#"{"title":"乙"}"#, to: "2024.json/part-0.json")
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path + "/gone.csv", withDestinationPath: "none.csv")
        try files.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "b")
        try files.createSymbolicLink(atPath: folder.path + "/same.txt", withDestinationPath: "b/c.txt")
        // A name in GBK.
        let name = Array((folder.path + "/").utf8) + [0xC4, 0xEA] + Array(".jsonl".utf8) + [0]
        let descriptor = name.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer {
            open($0.baseAddress!, O_CREAT | O_WRONLY, 0o644)
        }
        #expect(descriptor >= 0)
        close(descriptor)
        let found = try CorpusFolder(folder.path)
        func names(_ paths: [String]) -> [String] { paths.map { String($0.dropFirst(folder.path.count + 1)) } }
        #expect(
            names(found.files.map(\.path)) == ["2024.json/part-0.json", "a.jsonl", "b/c.txt", "same.txt", "页.html"])
        #expect(found.files.map(\.folderLabel) == ["2024.json", nil, "b", nil, nil])
        #expect(
            Set(names(found.others)) == ["b/d.docx", "gone.csv", "lines", "link", "old.xls", "\u{FFFD}\u{FFFD}.jsonl"])
        #expect(try CorpusReader(paths: [folder.path]).others == found.others)
        #expect(try CorpusReader(paths: [folder.path + "/a.jsonl"]).others.isEmpty)
    }

    @Test func aLinkToAFolderIsTheFolder() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("标题,正文\n甲,一\n", to: "b/体育/a.csv")
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "b")
        for path in [link, link + "/"] {
            #expect(try CorpusFolder(path).files.map(\.path) == [folder.path + "/link/体育/a.csv"])
            #expect(try CorpusFolder(path).files.map(\.folderLabel) == ["体育"])
        }
    }

    @Test(
        arguments: [
            ("科技/2024-05", "科技"), ("科技/2024/05", "科技"), ("2024/5月/体育", "体育"), ("2024Q2", nil), ("202405", nil),
            ("20240501", nil),
            ("科技/5月", "科技"), ("科技/01", "01"), ("科技/五月", "科技"), ("第二季度", nil), ("5月份", nil), ("第21周", nil), ("上半年", nil),
            ("2024年下半年", nil), ("W21", nil), ("2024-W21", nil), ("Week 21", nil), ("05/26", nil), ("科技/05/26", "科技"),
            ("2024-05-26至2024-06-01", nil), ("5月上旬", nil), ("二〇二四年五月", nil), ("2024H1", nil), ("2024年5月26日", nil),
            ("生日", "生日"), ("中年", "中年"), ("年度报告", "年度报告"), ("第一财经", "第一财经"), ("H5", "H5"), ("三农", "三农"), ("W3C", "W3C"),
            ("C000008", "C000008"), ("36氪", "36氪"), ("", nil),
        ] as [(String, String?)])
    func aFolderOfADateIsNoLabel(path: String, label: String?) {
        #expect(CorpusFolder.label(path.split(separator: "/")[...]) == label, "\(path)")
    }
}
