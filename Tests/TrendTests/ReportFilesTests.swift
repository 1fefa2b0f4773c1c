import Foundation
import Testing

@Suite struct ReportFilesTests {
    /// With no program on the path, so neither a browser nor rsvg-convert.
    @Test func withoutABrowserEverythingButThePDFIsWritten() throws {
        let program = try Program()
        let months = ["05", "06"].map { "'\(Program.datasets)/2024-\($0).txt'" }.joined(separator: " ")
        let script = "PATH=/nonexistent; export PATH\ntrend report \(months) --output r"
        let result = try program.shell(script + " --pdf")
        #expect(result.status == 74 && result.output.contains("report: r/report.html"))
        let lines = result.errors.split(separator: "\n").filter { $0.contains("report.pdf") }
        #expect(lines.count == 1 && lines[0].contains("apt-get install chromium"), "\(result.errors)")
        for name in ["report.html", "report.xlsx", "report.docx", "report.md", "report.json", ".trend-report.json"] {
            #expect(FileManager.default.fileExists(atPath: program.path("r/" + name)), "\(name)")
        }
        #expect(!FileManager.default.fileExists(atPath: program.path("r/report.pdf")))
        let before = try Data(contentsOf: URL(fileURLWithPath: program.path("r/report.xlsx")))
        #expect(try program.shell(script).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: program.path("r/report.xlsx"))) == before)
    }
}
